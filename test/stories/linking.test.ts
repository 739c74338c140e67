// A customer who writes on Telegram and on the web page is one person to the desk, by their own word on both.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

test('a code from Telegram, typed on the web page, makes both one customer; one press parts them again', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human The lamp hums')
  await ion.sees('Your request is')
  const page = openBrowser(() => desk.program.url)
  await page.writes('/human The door squeaks')
  await page.sees('Your request is')

  ion.sends('/link')
  const { text = '' } = await ion.sees('Give it to nobody else')
  const [line = ''] = /\/link [A-Z\d-]+/.exec(text) ?? []
  await page.writes(line)
  await page.sees('Shall I link this chat with Ion on Telegram')
  await page.presses('Yes, link them')
  const { message_id } = await ion.sees('has sent me your code')
  await ion.presses(/Yes, link them/, message_id).answered()
  await ion.sees('this chat and the one on the web page are linked')
  await page.sees('are linked')

  ion.sends('/tickets')
  await ion.sees('which you opened on the web page')
  await page.writes('/profile')
  await page.sees('Requests so far: 2')
  await page.writes('/assistant')
  await page.sees('There is no assistant here')
  await page.writes('/human The roof leaks')
  await (await ticketAbout(desk, 'The door squeaks')).shows('The roof leaks')

  await page.writes('/link')
  await page.sees('linked with Ion on Telegram')
  await page.presses('Undo the link')
  await page.sees('by itself again')
  const parted = await ion.sees('no longer linked')
  ion.sends('/profile')
  expect((await ion.sees('Requests so far', { after: parted.message_id })).text).toContain('Requests so far: 1')
})

test('on the web page a customer is forgotten too, and the page is empty afterwards', async () => {
  const page = openBrowser(() => desk.program.url)
  await page.writes('/human The mirror is cracked')
  await page.sees('Your request is')
  const ticket = await ticketAbout(desk, 'The mirror is cracked')
  await page.writes('/forget')
  await page.sees('Shall I forget you')
  expect((await page.presses('Yes, forget me')).body).toMatchObject({
    notice: expect.stringContaining('I have erased your name'),
  })
  await ticket.hears('asked to be forgotten')
  expect(await page.messages()).toEqual([])
  await page.writes('/tickets')
  await page.sees('no open requests')
})
