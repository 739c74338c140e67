// Every command of the customers' menu, typed to the real bot.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ticketAbout } from './staff-view.ts'
import { adminOnTelegram, type Customer, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

/** Types something and answers the first thing read after it that has these words. */
const asks = async (who: Customer, typed: string, words: string) => {
  const after = who.messages.at(-1)?.message_id ?? 0
  who.sends(typed)
  return who.sees(words, { after })
}

const MENU = 'start help ask faq human tickets status close register profile language assistant link forget'.split(' ')

test('the menu lists the commands in every language; admins see the figures too', async () => {
  for (const language of ['', 'en', 'ro'])
    await expect.poll(() => desk.telegram.commands(language), { timeout: 15_000 }).toEqual(MENU)
  expect(desk.telegram.groupCommands()).toEqual([])
  const dora = desk.telegram.user({ id: adminOnTelegram, firstName: 'Dora', languageCode: 'en' })
  await asks(dora, '/stats today', 'Tickets opened')
  await expect.poll(() => desk.telegram.commands('ro', dora.id), { timeout: 15_000 }).toEqual([...MENU, 'stats'])
})

test('/help names every command of the menu', async () => {
  const ion = newCustomer(desk, 'Ion')
  const { text = '' } = await asks(ion, '/help', 'Just write your question')
  for (const command of MENU.filter((one) => one !== 'start' && one !== 'help')) expect(text).toContain(`/${command}`)
})

test('/start welcomes, and with an article in its link opens that answer, which counts once it helped', async () => {
  const ion = newCustomer(desk, 'Ion')
  await asks(ion, '/start', 'Hello!')
  await asks(ion, '/start faq_gone', 'Hello!')
  const answer = await asks(ion, '/start faq_reset-password', 'How do I reset my password?')
  expect(answer.buttons.map(({ text }) => text)).toEqual([
    '✅ This solved it',
    '❌ Not what I need',
    '🙋 Talk to a person',
  ])
  await ion.presses('solved').answered()
  await ion.sees('Glad that helped')
  const dora = desk.telegram.user({ id: adminOnTelegram, firstName: 'Dora', languageCode: 'en' })
  const { text } = await asks(dora, '/stats today', 'Solved by the FAQ')
  expect(text).toMatch(/Solved by the FAQ\D+1\b/)
  const picture = await dora.sees(/^Chart of the tickets by day, .*opened, .*resolved\./)
  expect(picture.file).toMatchObject({ kind: 'photo', name: 'tickets-by-day.png' })
})

test('a link to an answer opens it in the language of whoever follows it', async () => {
  const radu = desk.telegram.user({ id: 20_002, firstName: 'Radu', languageCode: 'ro' })
  const answer = await asks(radu, '/start faq_reset-password', 'parola')
  expect(answer.buttons.map(({ text }) => text)).toContain('✅ M-a ajutat')
})

test('/ask, /faq and /human lead to an answer or to a person', async () => {
  const mara = newCustomer(desk, 'Mara')
  await asks(mara, '/ask', 'Go ahead')
  await asks(mara, '/ask I forgot my password', 'How do I reset my password?')
  const tags = await asks(mara, '/faq', 'Choose a topic')
  await mara.presses(/^payment \(\d+\)/, tags.message_id).answered()
  const titles = await mara.sees('about payment', { after: tags.message_id })
  expect(titles.buttons.some(({ text }) => text.startsWith('▸ '))).toBe(true)
  await asks(mara, '/faq refund', 'One of these')
  await asks(mara, '/human The handle came off', 'Your request is')
  await (await ticketAbout(desk, 'The handle came off')).shows('The handle came off')
  await asks(mara, '/human', 'is waiting for a person')
})

test('/tickets, /status and /close tell of requests and end them', async () => {
  const vlad = newCustomer(desk, 'Vlad')
  await asks(vlad, '/tickets', 'no open requests')
  await asks(vlad, '/close', 'no open request to close')
  await asks(vlad, '/human The roof leaks', 'Your request is')
  const { number } = await ticketAbout(desk, 'The roof leaks')
  await asks(vlad, '/tickets', `#${number} is waiting`)
  await asks(vlad, `/status ${number}`, `#${number} is waiting`)
  await asks(vlad, '/status 999999', 'can’t find')
  await asks(vlad, `/close ${number}`, `closed your request #${number}`)
  await asks(vlad, `/status ${number}`, `#${number} is resolved`)
})

test('/register, /profile and /language take and tell what is known', async () => {
  const ana = newCustomer(desk, 'Ana')
  await asks(ana, '/register', 'what is your name')
  await asks(ana, 'Ana Pop', 'e-mail address')
  await asks(ana, 'ana@example.com', 'Now write your question')
  const { text } = await asks(ana, '/profile', 'What I know of you')
  for (const fact of ['Ana Pop', 'ana@example.com', 'English']) expect(text).toContain(fact)
  await asks(ana, '/language', 'Which language')
  await ana.presses('Română').answered()
  await ana.sees('de acum vă scriu în română')
  await asks(ana, '/profile', 'Ce știu despre dumneavoastră')
})

test('/assistant tells where there is none', async () => {
  const ema = newCustomer(desk, 'Ema')
  await asks(ema, '/assistant', 'There is no assistant here')
})

test('/link gives a code, and takes none that does not fit', async () => {
  const dan = newCustomer(desk, 'Dan')
  await asks(dan, '/link', '/link ')
  await asks(dan, '/link ABCD-EFGH', 'doesn’t fit')
})

test('/forget asks first; then nothing of the customer is left, in Slack neither, and they may come again', async () => {
  const eva = newCustomer(desk, 'Evangelina')
  await asks(eva, '/human The parcel for Lilac Street is lost', 'Your request is')
  const ticket = await ticketAbout(desk, 'Lilac Street')
  eva.sends('Ring twice, please')
  await ticket.hears('Ring twice')
  await asks(eva, '/forget', 'Shall I forget you?')
  await eva.presses('keep it').answered()
  await eva.sees('everything stays as it was')
  await asks(eva, '/forget', 'Shall I forget you?')
  await eva.presses('Yes, forget me').answered()
  await eva.sees('I have erased your name')
  await ticket.hears('asked to be forgotten')
  await desk.slack.until(
    () => !/Lilac|Ring twice|Evangelina/.test(JSON.stringify(desk.slack.posts(staffChannel))) || undefined,
  )
  await asks(eva, '/tickets', 'no open requests')
  await asks(eva, '/profile', 'Requests so far: 0')
})

test('the goodbye is said in the language that was chosen', async () => {
  const radu = newCustomer(desk, 'Radu')
  await asks(radu, '/language ro', 'de acum vă scriu în română')
  await asks(radu, '/forget', 'Șterg tot')
  await radu.presses('ștergeți tot').answered()
  await radu.sees('am șters numele')
})
