// How soon the desk is back: killed while thousands of messages wait to be said, and started again.

import { migrate } from '../../src/database/migrate.ts'
import { rowsOf } from '../support/rows.ts'
import { followArrivals } from './arrivals.ts'
import { print } from './figure.ts'
import { openStage, STAFF } from './stage.ts'

const CUSTOMERS = 100
const MESSAGES_EACH = 100
const FIRST_CUSTOMER = 500_000
const LOOK_EVERY = 50

/** Prints how long the start takes with ten thousand undelivered messages, beside one without, and how long until all are said. */
export const benchRecovery = async (url: string): Promise<void> => {
  await migrate(url)
  const stage = await openStage(url, { isPaced: false, isBalanced: false })
  const { telegram, slack } = stage
  const people = Array.from({ length: CUSTOMERS }, (_, n) =>
    telegram.user({ id: FIRST_CUSTOMER + n, firstName: `Customer ${n}` }),
  )
  const [first] = await stage.start(1)
  for (const [n, person] of people.entries()) person.sends(`zxqv, before the outage, of ${n}.`)
  // Tickets of the roads before may have their cards shown here, too.
  const cards = () => slack.posts(STAFF).filter(({ text }) => text.includes('before the outage'))
  await until(() => cards().length === CUSTOMERS)
  await first?.stop()
  const idle = await timed(() => stage.start(1))
  const outage = slack.fault({ kind: 'server-error', method: 'chat.postMessage', times: Number.POSITIVE_INFINITY })
  for (let n = 0; n < MESSAGES_EACH; n++) for (const person of people) person.sends(`customer says ${n}.`)
  await until(async () => (await waitingIn(url)) >= CUSTOMERS * MESSAGES_EACH)
  await idle.value[0]?.kill()
  outage.release()
  const arrivals = followArrivals(telegram, slack)
  const { value: programs, milliseconds } = await timed(() => stage.start(1))
  const ready = performance.now()
  const said = () => arrivals.seen().filter(({ text }) => text.includes('customer says'))
  await until(() => said().length >= CUSTOMERS * MESSAGES_EACH)
  const waiting = CUSTOMERS * MESSAGES_EACH
  print({ name: 'recovery.waiting', value: waiting, unit: 'messages' })
  const ratio = milliseconds / idle.milliseconds
  print({ name: 'recovery.ready', value: milliseconds, unit: 'ms', ratio, baseline: idle.milliseconds })
  print({ name: 'recovery.all-said', value: performance.now() - ready, unit: 'ms' })
  await Promise.all(programs.map((program) => program.stop()))
  await stage.close()
}

const timed = async <Value>(work: () => Promise<Value>): Promise<{ value: Value; milliseconds: number }> => {
  const begun = performance.now()
  const value = await work()
  return { value, milliseconds: performance.now() - begun }
}

const waitingIn = async (url: string): Promise<number> => {
  const [row] = await rowsOf<{ n: number }>(
    url,
    `SELECT count(*)::int AS n FROM deliveries WHERE state = 'pending' AND kind = 'message' AND destination LIKE 'slack:%'`,
  )
  return row?.n ?? 0
}

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
}
