// In groups the bot says one thing once, and hears nothing.
import { afterEach, expect, it } from 'vitest'
import type { TelegramSimulator } from '../../simulators/telegram/telegram-simulator.ts'
import { type Rig, rig } from './start-channel.ts'

const ANA = { id: 4242, firstName: 'Ana', languageCode: 'ro' }
const WHERE = 'telegram.privateOnly https://t.me/frontdesk_test_bot'

const open: Rig[] = []
const begin = async (): Promise<Rig> => {
  const made = await rig()
  open.push(made)
  await made.start()
  return made
}
afterEach(async () => {
  for (const { channel, sim } of open.splice(0)) {
    await channel.stop()
    await sim.stop()
  }
})

const texts = (group: ReturnType<TelegramSimulator['group']>) => group.messages.map(({ text }) => text)
/** Resolves once all updates so far have been handled and answered. */
const settled = async ({ sim, channel }: Rig): Promise<void> => {
  await expect.poll(() => sim.pending(), { timeout: 5000 }).toBe(0)
  await channel.stop()
}

it.each([-5, -1_000_000_000_005])('says that it works in private when it is added to the group %i', async (id) => {
  const made = await begin()
  const group = made.sim.group(id, 'Neighbours')
  group.changesBot(ANA, 'left', 'member')
  await settled(made)
  expect(texts(group)).toEqual([`ro ${WHERE}`])
  expect(made.received).toEqual([])
})

it('speaks the desk’s own language where whoever added it tells none', async () => {
  const made = await begin()
  const group = made.sim.group(-5, 'Neighbours')
  group.changesBot({ id: 7, firstName: 'Bob' }, 'kicked', 'administrator')
  await settled(made)
  expect(texts(group)).toEqual([`en ${WHERE}`])
})

it('says nothing when it is taken away or made an admin', async () => {
  const made = await begin()
  const group = made.sim.group(-5, 'Neighbours')
  group.changesBot(ANA, 'member', 'administrator')
  group.changesBot(ANA, 'administrator', 'member')
  group.changesBot(ANA, 'member', 'left')
  await settled(made)
  expect(texts(group)).toEqual([])
})

it('stays silent whatever is said in groups and channels, by whomever', async () => {
  const made = await begin()
  const group = made.sim.group(-5, 'Neighbours')
  group.hears(ANA, '/start@frontdesk_test_bot')
  group.hears(ANA, '@frontdesk_test_bot are you there?')
  group.hears(ANA, '', {
    text: undefined,
    new_chat_members: [{ id: 4242424242, is_bot: true, first_name: 'Frontdesk' }],
  })
  group.hears(ANA, '', { text: undefined, group_chat_created: true })
  group.hears(ANA, 'from a bot', { from: { id: 99, is_bot: true, first_name: 'Other' } })
  const channel = { id: -1_000_000_000_009, type: 'channel', title: 'News' }
  made.sim.push({ channel_post: { message_id: 1, date: 1, chat: channel, text: 'news' } })
  made.sim.push({
    my_chat_member: {
      ...{ chat: channel, from: { id: 1, first_name: 'Ana' }, date: 1 },
      old_chat_member: { status: 'left' },
      new_chat_member: { status: 'administrator', user: { username: 'frontdesk_test_bot' } },
    },
  })
  await settled(made)
  expect([made.received, texts(group)]).toEqual([[], []])
  expect(made.sim.calls.filter(({ method }) => method === 'sendMessage')).toEqual([])
})

it('goes on where a group lets it say nothing', async () => {
  const made = await begin()
  const group = made.sim.group(-5, 'Neighbours')
  group.upgradeTo(-1_000_000_000_005)
  group.changesBot(ANA, 'left', 'member')
  made.sim.user(ANA).sends('hello')
  await settled(made)
  expect(made.received).toHaveLength(1)
  expect(made.log.filter(({ level }) => level >= 40)).toEqual([])
})
