// A customer who is forgotten: what the bot said of them and to them goes from every platform, as far as it lets a bot delete.

import { readdir, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/database/client.ts'
import { pruneFiles } from '../../src/jobs/prune-files.ts'
import { frontdesk } from '../cli/command.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { everythingIn } from '../support/dump.ts'
import { eventually } from '../support/eventually.ts'
import { openBrowser } from './browser.ts'
import { ticketAbout } from './staff-view.ts'
import { openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let folder: string
let db: Database
beforeAll(async () => {
  folder = createDataFolder()
  desk = await openDesk({ environment: { DATA_DIR: folder } })
  db = openDatabase(desk.database.url)
})
afterAll(async () => {
  await db.$disconnect()
  await desk.close()
  await rm(folder, { recursive: true, force: true })
})

const settled = () => eventually(async () => expect(await db.delivery.count({ where: { state: 'pending' } })).toBe(0))
const command = (...args: string[]) =>
  frontdesk(args, {
    DATABASE_URL: desk.database.url,
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    SLACK_STAFF_CHANNEL: staffChannel,
  })

test('of a customer on Telegram the bot’s words are gone from the chat, the card and the thread; a manager’s own are told of', async () => {
  const vlad = desk.telegram.user({ id: 7_714_273_551, firstName: 'Vladimira', languageCode: 'en' })
  vlad.sends('/human My Zephyrine kettle broke')
  const ticket = await ticketAbout(desk, 'My Zephyrine kettle broke')
  vlad.sends('It smells of Quillwort')
  await desk.slack.until(() => ticket.replies().find(({ text }) => text.includes('Quillwort')))
  const reply = desk.anna.postsIn(staffChannel, 'We send another Zephyrine', { threadTs: ticket.card.ts })
  await vlad.sees('another Zephyrine')
  await ticket.marked(reply, 'white_check_mark')
  vlad.sends('/forget')
  await vlad.sees('Shall I forget you?')
  vlad.presses('🗑 Yes, forget me')
  const done = await vlad.sees(/Receipt \d+/)
  await settled()
  const seen = JSON.stringify(vlad.messages)
  for (const words of ['another Zephyrine', 'Shall I forget you?']) expect(seen).not.toContain(words)
  expect(seen).toContain('Receipt')
  const inSlack = JSON.stringify(desk.slack.posts(staffChannel))
  expect(inSlack).not.toMatch(/kettle|Quillwort|Vladimira/)
  expect(inSlack).toContain('We send another Zephyrine')
  const [, number = ''] = /Receipt (\d+)/.exec(done.text) ?? []
  const { out } = await command('customer', 'receipt', number)
  expect(out).toContain('still to be deleted 0, refused by their platform 0')
  expect(out).toContain('- 1 posts of managers in Slack')
  expect(await everythingIn(db)).not.toMatch(/Zephyrine|kettle|Quillwort|Vladimira|7714273551/)
})

test('of a customer in Slack’s direct message, with files, nothing of the bot’s is left either', async () => {
  const olga = desk.slack.person({ id: 'U9OLGA', name: 'Olgerda' })
  olga.opensHome('messages')
  const { channel } = olga.dm('The Marzipane oven is cold', {
    files: [{ name: 'Ovenphoto.pdf', bytes: Buffer.from('%PDF-1.4') }],
  })
  olga.dm(' /human')
  await eventually(async () =>
    expect(await db.ticket.count({ where: { question: { contains: 'Marzipane' } } })).toBe(1),
  )
  const ticket = await ticketAbout(desk, 'Marzipane')
  const copy = await desk.slack.until(() =>
    ticket.replies().find(({ files }) => files.some(({ name }) => name === 'Ovenphoto.pdf')),
  )
  expect(copy).toBeDefined()
  const { customerId } = await db.identity.findFirstOrThrow({ where: { externalId: { startsWith: 'U9OLGA' } } })
  const forgotten = await command('customer', 'forget', customerId)
  expect(forgotten.out).toContain('requests 1')
  await settled()
  expect(desk.slack.posts(channel).filter(({ byBot }) => byBot)).toEqual([])
  const deleted = desk.slack.calls.filter(({ method }) => method === 'files.delete')
  expect(deleted).toHaveLength(1)
  // Keys of events stay for a month, so that none has its effect again, and some name where they came from.
  const left = (await everythingIn(db)).split('\n').filter((row) => !row.startsWith('public.inbound_keys '))
  expect(left.filter((row) => /Marzipane|Olgerda|Ovenphoto|U9OLGA/.test(row) || row.includes(channel))).toEqual([])
})

test('files that came by the web are gone from the disk after the nightly clean-up', async () => {
  const ana = openBrowser(() => desk.program.url)
  await ana.writes('/human The Brindlemoor box is torn')
  const ticket = await ticketAbout(desk, 'Brindlemoor')
  const photo = new Uint8Array(Buffer.from(`%PDF-1.4\n${'torn'.repeat(2_000)}`))
  expect((await ana.sends('Look', [new File([photo], 'torn.pdf')])).status).toBe(202)
  await desk.slack.until(() => ticket.replies().find(({ files }) => files.length > 0))
  const files = async () =>
    (await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  expect(await files()).toHaveLength(1)
  await ana.writes('/forget')
  await eventually(() => ana.presses('Yes, forget me'))
  await settled()
  const longAgo = new Date(Date.now() - 2 * 86_400_000)
  for (const { parentPath, name } of await files()) await utimes(join(parentPath, name), longAgo, longAgo)
  expect(await pruneFiles(db, join(folder, 'files'), new Date())).toBe(1)
  expect(await files()).toEqual([])
  expect(await everythingIn(db)).not.toMatch(/Brindlemoor|torn\.pdf/)
})
