// A desk that is set up wrongly says what is wrong and what to do about it; what is set up rightly works on.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { openBrowser } from './browser.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk, withoutPlatforms } from './story-desk.ts'

let desk: StoryDesk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

test('a wrong Telegram token is told with its remedy, and the web page and Slack work on', async () => {
  desk = await openDesk({ environment: { TELEGRAM_BOT_TOKEN: '4242424242:AAE-somebody-elses-token-0000000000' } })
  const line = await desk.program.logged(({ msg }) => msg?.includes('TELEGRAM_BOT_TOKEN') === true)
  expect(line.msg).toContain('BotFather')
  expect(JSON.stringify(desk.program.lines)).not.toContain('somebody-elses')
  const { program } = desk
  const page = openBrowser(() => program.url)
  await page.writes('/human Is anybody there')
  const ticket = await ticketAbout(desk, 'Is anybody there')
  ticket.says(desk.anna, 'We are.')
  await page.sees('We are.')
})

test('a missing Slack scope is named with its remedy, and what needs no such scope works on', async () => {
  const scopes = ['chat:write', 'channels:read', 'channels:history', 'im:history', 'im:read', 'users:read', 'commands']
  desk = await openDesk({ slack: { scopes: [...scopes, 'chat:write.customize', 'metadata.message:read'] } })
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human A scope is missing')
  const ticket = await ticketAbout(desk, 'A scope is missing')
  ticket.says(desk.anna, 'Not to you.')
  await ion.sees('Not to you.')
  const line = await desk.program.logged((one) => JSON.stringify(one).includes('reactions:write'))
  expect(JSON.stringify(line)).toContain('OAuth & Permissions')
})

test('a staff channel that the bot is not in is told with its remedy, and customers are answered all the same', async () => {
  desk = await openDesk({
    environment: { SLACK_STAFF_CHANNEL: 'C2CLOSED' },
    before: ({ slack }) => void slack.channel({ id: 'C2CLOSED', bot: false }),
  })
  const line = await desk.program.logged(({ msg }) => msg?.includes('not in the Slack staff channel') === true)
  expect(line.msg).toContain('/invite')
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human Who hears me')
  await ion.sees('Your request is')
  await desk.program.logged(({ err }) => JSON.stringify(err ?? '').includes('not_in_channel'))
})

test('a port that is taken ends the start with exit code 1 and the remedy', async () => {
  const database = await freshDatabase()
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  // The address of a listening TCP server is always an object.
  const { port } = other.address() as AddressInfo
  const start = startProgram({ ...withoutPlatforms(database.url), PORT: String(port) })
  await expect(start).rejects.toThrow(new RegExp(`\\(exit 1\\)[\\s\\S]*Port ${port} [\\s\\S]*set PORT`))
  other.close()
  await database.drop()
})

test.each(['127.0.0.1', 'localhost'])(
  'a database that is not at %s ends the start with exit code 1 and the remedy',
  async (host) => {
    const start = startProgram(withoutPlatforms(`postgresql://nobody:hidden-word@${host}:1/none`))
    const words = await start.then(String, String)
    expect(words).toContain('(exit 1)')
    expect(words).toMatch(/ECONNREFUSED.*check that DATABASE_URL names a PostgreSQL that runs/)
    expect(words).not.toContain('hidden-word')
  },
)

test('a faulty configuration ends the start with exit code 2 and every fault, and shows no secret', async () => {
  const start = startProgram({
    TELEGRAM_BOT_TOKEN: 'hush-telegram',
    SLACK_BOT_TOKEN: 'hush-slack',
    SLACK_STAFF_CHANNEL: '#desk',
    DATABASE_URL: 'mysql://hush-database',
    PORT: 'eighty',
    REOPEN_WINDOW: 'a week',
    REGISTRATION: 'perhaps',
  })
  const words = await start.then(String, String)
  expect(words).toContain('(exit 2)')
  for (const name of [
    'TELEGRAM_BOT_TOKEN',
    'SLACK_BOT_TOKEN',
    'SLACK_STAFF_CHANNEL',
    'SLACK_APP_TOKEN',
    'DATABASE_URL',
    'PORT',
    'REOPEN_WINDOW',
    'REGISTRATION',
  ])
    expect(words).toContain(name)
  expect(words).not.toContain('hush')
})
