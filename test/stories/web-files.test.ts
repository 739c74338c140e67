// Files between a customer on the web and the staff, in Slack and on the desk page: whole, and for nobody else.

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontdesk } from '../cli/command.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { eventually } from '../support/eventually.ts'
import { type Browser, type ChatMessage, openBrowser } from './browser.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let folder: string
let ana: Browser
let carla: Browser
let ticket: StaffTicket
const opens = () => openBrowser(() => desk.program.url)

beforeAll(async () => {
  folder = createDataFolder()
  desk = await openDesk({ environment: { DATA_DIR: folder } })
  ana = opens()
  carla = opens()
  const { out } = await frontdesk(['desk', 'link'], { DATABASE_URL: desk.database.url })
  await carla.signsIn(out.trim(), 'Carla')
  await ana.writes('/human The parcel came broken')
  ticket = await ticketAbout(desk, 'The parcel came broken')
})
afterAll(async () => {
  await desk.close()
  await rm(folder, { recursive: true, force: true })
})

const photo = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.alloc(90_000, 'photo')])
const bill = new Uint8Array(Buffer.from(`%PDF-1.4\n${'bill'.repeat(20_000)}`))
const files = () => [new File([photo], 'broken.jpg'), new File([bill], 'Factură 7.pdf')]
const shownTo = (browser: Browser, name: string): Promise<{ readonly name: string; readonly url: string }> =>
  eventually(async () => {
    const all = (await browser.messages()).flatMap((one: ChatMessage) => one.files ?? [])
    const found = all.find((file) => file.name === name)
    if (found === undefined) throw new Error(`no file ${name} among ${all.map((file) => file.name).join(', ')}`)
    return found
  })
const inThread = (name: string) =>
  desk.slack.until(() => ticket.replies().find((reply) => reply.files.some((file) => file.name === name)))

test('a web customer’s files stand whole in the ticket’s thread', async () => {
  expect((await ana.sends('See for yourself', files())).status).toBe(202)
  const shown = await inThread('Factură 7.pdf')
  expect(shown.files.map(({ name, bytes }) => [name, Buffer.from(bytes)])).toEqual([
    ['broken.jpg', Buffer.from(photo)],
    ['Factură 7.pdf', Buffer.from(bill)],
  ])
})

test('a manager’s file from Slack is a link in the customer’s chat, for that customer alone', async () => {
  const sent = desk.anna.postsIn(staffChannel, 'Print this', {
    threadTs: ticket.card.ts,
    files: [{ name: 'label.pdf', mediaType: 'application/pdf', bytes: Buffer.from(bill) }],
  })
  await ticket.marked(sent, 'white_check_mark')
  const { url } = await shownTo(ana, 'label.pdf')
  expect(await ana.fetches(url)).toEqual(bill)
  const other = opens()
  await other.writes('Hello')
  expect(await other.fetches(url)).toBe(404)
  expect(await opens().fetches(url)).toBe(404)
  expect(await carla.fetches(url)).toEqual(bill)
})

test('a manager’s file from the desk page reaches the customer, and stands in the thread', async () => {
  const form = new File([bill], 'form.pdf')
  expect((await carla.sends('Fill this in', [form], `/desk/tickets/${ticket.number}/reply`)).status).toBe(200)
  expect(await ana.fetches((await shownTo(ana, 'form.pdf')).url)).toEqual(bill)
  expect((await inThread('form.pdf')).text).toContain('Carla')
})

test('a file from the desk page reaches a customer on Telegram', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human Where is my parcel?')
  const { number } = await ticketAbout(desk, 'Where is my parcel?')
  await carla.sends('', [new File([bill], 'map.pdf')], `/desk/tickets/${number}/reply`)
  const seen = await ion.sees(({ file }) => file?.name === 'map.pdf')
  expect(Buffer.from(seen.file?.bytes ?? [])).toEqual(Buffer.from(bill))
})

test('what a forgotten customer sent can be fetched by nobody', async () => {
  const { url } = await shownTo(ana, 'broken.jpg')
  const kept = await readdir(join(folder, 'files'), { recursive: true })
  expect(kept.length).toBeGreaterThan(0)
  await ana.writes('/forget')
  await eventually(() => ana.presses('Yes, forget me'))
  await eventually(async () => expect(await carla.fetches(url)).toBe(404))
})
