import { afterEach, expect, it } from 'vitest'
import { ADMIN, type Rig, rig } from './start-channel.ts'

let made: Rig
afterEach(async () => {
  await made.channel.stop()
  await made.sim.stop()
})

const EVERYBODY = [
  ...['start', 'help', 'ask', 'faq', 'human', 'tickets', 'status', 'close'],
  ...['register', 'profile', 'language', 'assistant', 'link', 'forget'],
]

/** The calls that change menus, as scope and language. */
const changes = (method: string) =>
  made.sim.calls
    .filter((call) => call.method === method)
    .map(({ args }) => `${JSON.parse(JSON.stringify(args.scope)).type} ${args.language_code ?? ''}`)
const settled = () =>
  made.sim.called(
    'getMyCommands',
    ({ args, status }) =>
      JSON.stringify(args).includes('all_chat_administrators') && args.language_code === 'ro' && status === 200,
  )
const bot = async (method: string, args: object) =>
  fetch(`${made.sim.url}/bot${made.sim.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(args),
  })

it('lists every command in private chats, in each language, and none in groups', async () => {
  made = await rig()
  await made.start()
  await settled()
  for (const language of ['', 'en', 'ro', 'de']) expect(made.sim.commands(language)).toEqual(EVERYBODY)
  expect(made.sim.groupCommands()).toEqual([])
})

it('lists the figures for admins alone, from their first message on', async () => {
  made = await rig()
  await made.start()
  await settled()
  const admin = made.sim.user({ id: Number(ADMIN), firstName: 'Dora' })
  expect(made.sim.commands('en', admin.id)).toEqual(EVERYBODY)
  admin.sends('/start')
  for (const language of ['', 'en', 'ro'])
    await expect.poll(() => made.sim.commands(language, admin.id)).toEqual([...EVERYBODY, 'stats'])
  const ion = made.sim.user({ id: 4711, firstName: 'Ion' })
  ion.sends('/start')
  await expect.poll(() => made.received.length).toBe(2)
  expect(made.sim.commands('en', ion.id)).toEqual(EVERYBODY)
})

it('lists them for an admin who wrote to the bot before', async () => {
  made = await rig()
  const admin = made.sim.user({ id: Number(ADMIN), firstName: 'Dora', hasStarted: true })
  await made.start()
  await expect.poll(() => made.sim.commands('ro', admin.id)).toContain('stats')
})

it('sets no menu again that is right already', async () => {
  made = await rig()
  await made.start()
  await settled()
  const before = made.sim.calls.filter(({ method, status }) => method === 'setMyCommands' && status === 200)
  expect(before).toHaveLength(3)
  await made.channel.stop()
  await made.sim.stop()
  made = await rig()
  for (const { args } of before) await bot('setMyCommands', args)
  await made.start()
  await settled()
  // The admin has no chat yet, so that it can't be told what is set there.
  expect(changes('setMyCommands').filter((menu) => !menu.startsWith('chat'))).toHaveLength(before.length)
  expect(changes('deleteMyCommands')).toEqual([])
})

it('removes menus of languages and places that the desk has none for', async () => {
  made = await rig()
  const commands = [{ command: 'old', description: 'Of another bot' }]
  await bot('setMyCommands', { commands, language_code: 'de', scope: { type: 'all_private_chats' } })
  await bot('setMyCommands', { commands })
  await made.start()
  await settled()
  expect(made.sim.commands('de')).toEqual(EVERYBODY)
  expect(made.sim.groupCommands()).toEqual([])
})

it('sets the menus of a server that does not tell what is set', async () => {
  made = await rig()
  made.sim.fault({ kind: 'refused', method: 'getMyCommands', times: 200, error: 'Not Found: method not found' })
  await made.start()
  await expect.poll(() => made.sim.commands('ro')).toEqual(EVERYBODY)
})
