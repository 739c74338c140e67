// Files between a customer on Telegram and the ticket's thread in Slack: whole, in their place, and told where they can't go.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewFile as SlackFile } from '../simulators/slack/stored-files.ts'
import type { NewFile } from '../simulators/telegram/stored-files.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

const MIB = 1024 * 1024
const JPEG = [0xff, 0xd8, 0xff]

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('Where is my refund?')
  await ion.sees(({ buttons }) => buttons.some(({ text }) => text.includes('person')))
  await ion.presses('person').answered()
  ticket = await ticketAbout(desk, 'Where is my refund?')
})
afterAll(() => desk.close())

/** Bytes that tell files apart, beginning as the file's kind begins. */
const bytesOf = (seed: string, length: number, ...begin: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(Buffer.alloc(length, seed))
  bytes.set(begin)
  return bytes
}
const photo = (seed: string, length = 90_000): NewFile => ({
  kind: 'photo',
  bytes: bytesOf(seed, length, ...JPEG),
  mediaType: 'image/jpeg',
})
const bill: NewFile = {
  kind: 'document',
  name: 'Factură 7.pdf',
  mediaType: 'application/pdf',
  bytes: bytesOf('bill', 300_000),
}
const voice: NewFile = { kind: 'voice', mediaType: 'audio/ogg', bytes: bytesOf('voice', 8000) }

const thread = () => desk.slack.posts(staffChannel).find(({ ts }) => ts === ticket.card.ts)?.replies ?? []
/** What the thread shows, as words and the bytes of files, after the last one that is given. */
const shows = async (...files: readonly NewFile[]) => {
  const last = files.at(-1)
  const isLast = ({ bytes }: { bytes: Uint8Array }) => last !== undefined && Buffer.compare(bytes, last.bytes) === 0
  await desk.slack.until(() => thread().find((reply) => reply.files.some(isLast)))
}
const filesShown = () => thread().flatMap((reply) => reply.files.map(({ bytes }) => Buffer.from(bytes)))
const managerSends = (words: string, files: readonly SlackFile[]) =>
  desk.anna.postsIn(staffChannel, words, { threadTs: ticket.card.ts, files })

test('photo, document, album and voice stand in the thread in the order in which they were sent, whole', async () => {
  const [one, two, three, four] = [photo('1'), photo('2'), photo('3'), photo('4')]
  ion.sendsFile(one, 'This is the router')
  ion.sendsFile(bill, 'and the bill')
  ion.sends('and these')
  ion.sendsAlbum([two, three, four], 'all sides')
  ion.sendsFile(voice)
  ion.sends('That is all')
  await ticket.hears('That is all')
  await shows(voice)
  const said = thread().map(({ text, files }) => [text, files.length])
  const at = (words: string) => said.findIndex(([text]) => String(text).includes(words))
  const order = ['This is the router', 'and the bill', 'and these', 'all sides', 'That is all'].map(at)
  expect(order).toEqual(order.toSorted((first, second) => first - second))
  expect(filesShown()).toEqual([one, bill, two, three, four, voice].map(({ bytes }) => Buffer.from(bytes)))
  const names = thread().flatMap(({ files }) => files.map(({ name }) => name))
  expect(names[1]).toBe('Factură 7.pdf')
  expect(
    thread()
      .filter(({ files }) => files.length > 0)
      .every(({ text }) => text.includes('Ion')),
  ).toBe(true)
})

test('a manager’s files arrive on Telegram after the words, as what they are, and the message is marked', async () => {
  const picture = { name: 'map.jpg', mediaType: 'image/jpeg', bytes: bytesOf('map', 40_000, ...JPEG) }
  const label = { name: 'Etichetă retur.pdf', mediaType: 'application/pdf', bytes: bytesOf('label', 20_000) }
  const sent = managerSends('Print this, please', [picture, label])
  const words = await ion.sees('Print this, please')
  const shown = await ion.sees(({ file }) => file?.kind === 'document', { after: words.message_id })
  expect(shown.file).toMatchObject({ name: label.name, mediaType: label.mediaType })
  expect(Buffer.from(shown.file?.bytes ?? [])).toEqual(Buffer.from(label.bytes))
  const map = await ion.sees(({ file }) => file?.kind === 'photo', { after: words.message_id })
  expect(map.text).toBe('Anna')
  expect(map.message_id).toBe(words.message_id + 1)
  await ticket.marked(sent, 'white_check_mark')
})

test('a manager’s pictures stand in one album, and deleting the message takes them back', async () => {
  const pictures = ['a.jpg', 'b.jpg'].map((name) => ({
    name,
    mediaType: 'image/jpeg',
    bytes: bytesOf(name, 10_000, ...JPEG),
  }))
  const sent = managerSends('', pictures)
  const last = await ion.sees(({ file }) => file?.name === 'b.jpg')
  const inAlbum = () => ion.messages.filter(({ album }) => album !== null && album === last.album)
  expect(inAlbum()).toHaveLength(2)
  await ticket.marked(sent, 'white_check_mark')
  desk.anna.deletes(sent)
  await expect.poll(inAlbum).toEqual([])
})

test('a customer’s file of 25 MB is told to both sides with what helps, and holds up nothing', async () => {
  ion.sendsFile(
    { kind: 'video', name: 'router.mp4', mediaType: 'video/mp4', bytes: new Uint8Array(25 * MIB) },
    'see the lights',
  )
  ion.sends('they blink red')
  await ticket.hears('see the lights')
  await ticket.hears('they blink red')
  expect((await ticket.hears('can’t be shown here')).text).toContain('20 MB')
  expect((await ion.sees('could not be passed on')).text).toMatch(/smaller one, or a link/)
})

test('a manager’s file of more than 50 MB is told to its writer with what helps, and the words arrive', async () => {
  const video = { name: 'guide.mp4', mediaType: 'video/mp4', bytes: new Uint8Array(51 * MIB) }
  const sent = managerSends('Watch this', [video])
  await ion.sees('Watch this')
  await ticket.marked(sent, 'warning')
  expect((await ticket.hears('did not reach the customer')).text).toContain('50 MB')
  ticket.says(desk.anna, 'It is at example.com/guide')
  await ion.sees('example.com/guide')
})

test('what breaks off on the way from Telegram is fetched again, and shown once', async () => {
  const torn = photo('torn', 2 * MIB)
  const fault = desk.telegram.fault({ kind: 'cut', method: 'download' })
  ion.sendsFile(torn)
  await shows(torn)
  expect(fault.struck()).toBe(1)
  expect(filesShown().filter((bytes) => bytes.equals(torn.bytes))).toHaveLength(1)
})

test('a claim puts eyes on the customer’s last message', async () => {
  const ana = newCustomer(desk, 'Ana')
  ana.sends('Do you repair shoes?')
  const { messageId } = ana.sends('They are red')
  const hers = await ticketAbout(desk, 'Do you repair shoes?')
  await desk.anna.presses(hers.card, 'ticket.claim')
  await expect.poll(() => ana.messages.find(({ message_id }) => message_id === messageId)?.reaction).toBe('👀')
})
