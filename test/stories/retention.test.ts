// RETENTION: each night what ended long ago is erased, on the desk and in Slack; what people write meanwhile goes on.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/database/client.ts'
import { ageBy } from '../support/aging.ts'
import { everythingIn } from '../support/dump.ts'
import { eventually } from '../support/eventually.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let db: Database
beforeAll(async () => {
  desk = await openDesk({ environment: { RETENTION: '365d' } })
  db = openDatabase(desk.database.url)
})
afterAll(async () => {
  await db.$disconnect()
  await desk.close()
})

/** The night comes: the job that the clock would send. */
const nightComes = () => db.$executeRaw`
  INSERT INTO pgboss.job (name, policy, retry_limit, retry_delay, heartbeat_seconds, expire_seconds)
  SELECT name, policy, retry_limit, retry_delay, heartbeat_seconds, expire_seconds FROM pgboss.queue WHERE name = 'retention'`

test('after a year the card is empty, the bot’s posts are gone, and a new request in the same chat is untouched', async () => {
  const vlad = newCustomer(desk, 'Vlad')
  vlad.sends('/human My Zephyrine kettle broke')
  const old = await ticketAbout(desk, 'My Zephyrine kettle broke')
  vlad.sends('It smells of Quillwort')
  await old.hears('Quillwort')
  await desk.anna.presses(old.card, 'ticket.resolve')
  await vlad.sees('is resolved')
  await eventually(async () => expect(await db.delivery.count({ where: { state: 'pending' } })).toBe(0))
  await ageBy(db, 400)
  vlad.sends('/human A new Brindlemoor lamp')
  const young = await ticketAbout(desk, 'A new Brindlemoor lamp')
  await nightComes()
  await old.shows('Erased: texts this old are not kept.')
  await desk.slack.until(() => (old.replies().some(({ text }) => text.includes('Quillwort')) ? undefined : true))
  expect(JSON.stringify(desk.slack.posts(staffChannel))).not.toMatch(/Zephyrine|Quillwort/)
  await eventually(async () =>
    expect(desk.program.lines).toContainEqual(
      expect.objectContaining({ msg: 'texts older than RETENTION were erased', requests: 1, isWhole: true }),
    ),
  )
  expect((await everythingIn(db)).match(/Zephyrine|Quillwort/g)).toBeNull()
  young.says(desk.anna, 'We bring it tomorrow')
  await vlad.sees('We bring it tomorrow')
  await young.shows('Brindlemoor')
})
