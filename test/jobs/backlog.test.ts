// The line that tells how many cards wait, whichever process posted it.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBacklogLine } from '../../src/jobs/backlog.ts'
import { takeSteps } from '../../src/jobs/outbox.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

let fresh: OpenedDatabase
beforeEach(async () => {
  fresh = await openFreshDatabase()
})
afterEach(() => fresh.close())

const destination = 'slack:backlog'
const process = () => {
  const speaks = { here: true }
  const line = createBacklogLine({ db: fresh.db, staffChannel: 'slack', take: async () => speaks.here })
  return { line, speaks }
}
const arrives = async (posted: string | null) => {
  const begin = { destination, arrived: null, goOn: true }
  const [head] = (await takeSteps(fresh.db, [begin])).next
  if (head === null || head === undefined) throw new Error('nothing is due')
  const receipt = { ids: posted === null ? [] : [posted] }
  await takeSteps(fresh.db, [{ destination, arrived: { head, receipt }, goOn: false }])
}

test('the line of a process that was killed is brought to its end by another, which had looked before it stood', async () => {
  const [first, other] = [process(), process()]
  other.speaks.here = false
  expect(await other.line(0)).toEqual([])
  expect(await first.line(312)).toEqual([destination])
  await arrives('C1:1.1')
  expect(await other.line(312)).toEqual([])
  other.speaks.here = true
  expect(await other.line(0)).toEqual([destination])
  await arrives(null)
  expect(await process().line(15)).toEqual([])
})

test('the line is changed every ten seconds at most, its end too, by the process that speaks', async () => {
  const [first, other] = [process(), process()]
  other.speaks.here = false
  await first.line(312)
  await arrives('C1:1.1')
  expect(await first.line(0)).toEqual([])
  expect(await first.line(0)).toEqual([])
  expect(await other.line(0)).toEqual([])
  expect(await fresh.db.delivery.count({ where: { kind: 'backlog', state: 'pending' } })).toBe(0)
})
