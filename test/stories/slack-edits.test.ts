// What people change and take back in Slack: the other side follows, and what is held can still be called back whole.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../simulators/slack/slack-simulator.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Colleague, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

// Each conversation has a manager of its own: most of them are told side by side, since they wait more than anything.
const managers = Array.from({ length: 10 }, (_, n) => `U8MIRA${n + 1}`)

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk({
    environment: { REPLY_HOLD: '3s' },
    before: ({ slack }) => slack.channel({ id: staffChannel, members: ['U1ANNA', 'U2BEN', 'U3DORA', ...managers] }),
  })
})
afterAll(() => desk.close())

interface Chat {
  readonly person: Colleague
  readonly manager: Colleague
  readonly ticket: StaffTicket
  /** Resolves once the direct message shows these words from the desk. */
  reads(words: string): Promise<SeenMessage>
  /** What the desk has said in the direct message, as it reads now. */
  says(): string
}

let people = 0
const opens = async (question: string): Promise<Chat> => {
  people += 1
  const manager = desk.slack.person({ id: `U8MIRA${people}`, name: `Mira${people}` })
  const person = desk.slack.person({ id: `U9CARL${people}`, name: `Carl${people}` })
  const { channel } = person.dm(question)
  const reads = (words: string) => desk.slack.sees(channel, ({ byBot, text }) => byBot && text.includes(words))
  await person.presses(
    await desk.slack.sees(channel, ({ blocks }) => JSON.stringify(blocks).includes('suggestion.person')),
    'suggestion.person',
  )
  const says = () =>
    desk.slack
      .posts(channel)
      .filter(({ byBot }) => byBot)
      .map(({ text }) => text)
      .join('\n')
  return { person, manager, ticket: await ticketAbout(desk, question), reads, says }
}

/** Waits for what somebody alone is told from now on. */
const toldFromNow = (who: Colleague) => {
  const before = who.notices().length
  const heard = () => who.notices().slice(before)
  return (words: string) =>
    desk.slack.until(
      () => heard().find(({ text }) => text.includes(words)),
      () => `nobody was told “${words}”, but: ${JSON.stringify(heard())}`,
    )
}

test.concurrent('a manager deletes a reply in time: nothing of it reaches the customer, and the manager alone hears so', async () => {
  const { manager, ticket, reads, says } = await opens('Where is my refund?')
  const hears = toldFromNow(manager)
  manager.deletes(ticket.says(manager, 'You get nothing.'))
  await hears('Taken back')
  ticket.says(manager, 'It is on its way.')
  await reads('It is on its way.')
  expect(says()).not.toContain('nothing')
})

test.concurrent('a manager edits a reply in time: the customer reads only what it says then', async () => {
  const { manager, ticket, reads, says } = await opens('I forgot my password')
  const reply = ticket.says(manager, 'Reset it tomorow')
  manager.edits(reply, 'Reset it *tomorrow*')
  const read = await reads('Reset it')
  expect(read).toMatchObject({ text: 'Reset it *tomorrow*', edited: false })
  await ticket.marked(reply, 'white_check_mark')
  expect(says()).not.toContain('tomorow')
})

test.concurrent('a manager adds words to files that were sent alone, before they go and afterwards', async () => {
  const { manager, ticket, reads } = await opens('Where is my order?')
  const sends = (name: string) =>
    manager.postsIn(staffChannel, '', { threadTs: ticket.card.ts, files: [{ name, bytes: Buffer.from(name) }] })
  const early = sends('early.png')
  manager.edits(early, 'Press the left one')
  await reads('Press the left one')
  await ticket.marked(early, 'white_check_mark')
  const late = sends('late.png')
  await ticket.marked(late, 'white_check_mark')
  manager.edits(late, 'Then the right one')
  const { channel } = await reads('Then the right one')
  const names = desk.slack.posts(channel).flatMap(({ byBot, files }) => (byBot ? files.map(({ name }) => name) : []))
  expect(names).toEqual(['early.png', 'late.png'])
})

test.concurrent('a manager edits and deletes a reply later: the customer’s copy changes, and then is gone', async () => {
  const { manager, ticket, reads, says } = await opens('How do I change my address?')
  const reply = ticket.says(manager, 'Under Setings')
  await reads('Under Setings')
  manager.edits(reply, 'Under Settings')
  expect((await reads('Under Settings')).edited).toBe(true)
  const hears = toldFromNow(manager)
  manager.deletes(reply)
  await desk.slack.until(() => (says().includes('Under') ? undefined : true))
  await hears('deleted in their chat too')
})

test.concurrent('a customer edits and deletes: the thread shows it where the words stand, and keeps what they were', async () => {
  const { person, ticket } = await opens('How do I cancel my order?')
  const words = person.dm('It is number 71')
  const heard = await ticket.hears('It is number 71')
  person.edits(words, 'It is number 17')
  const now = await ticket.hears('It is number 17')
  expect(now).toMatchObject({ ts: heard.ts, username: heard.username, edited: true })
  await ticket.hears('Before, it read:')
  person.deletes(words)
  const gone = await ticket.hears('The customer deleted a message')
  expect(gone.ts).toBe(heard.ts)
})

test.concurrent('a manager deletes the file of a message that has nothing else: the customer’s copy is gone', async () => {
  const { manager, ticket, reads } = await opens('How do I reset my password?')
  const wrong = manager.postsIn(staffChannel, '', {
    threadTs: ticket.card.ts,
    files: [{ name: 'somebody-elses.pdf', bytes: Buffer.from('private') }],
  })
  await ticket.marked(wrong, 'white_check_mark')
  ticket.says(manager, 'Sorry')
  const { channel } = await reads('Sorry')
  const files = () => desk.slack.posts(channel).flatMap((message) => (message.byBot ? message.files : []))
  expect(files()).toHaveLength(1)
  manager.deletesFile(wrong, 'somebody-elses.pdf')
  await desk.slack.until(() => (files().length === 0 ? true : undefined))
})

test.concurrent('beside the first reply its writer alone can call it back, or make it a note', async () => {
  const { manager, ticket, reads, says } = await opens('How do I stop the newsletter?')
  const hears = toldFromNow(manager)
  ticket.says(manager, 'He is never there')
  await manager.pressesNotice(await hears('goes to the customer in 3 seconds'), 'reply.undo')
  await hears('Taken back')
  // Nothing went yet: the next is the first reply again.
  const hearsAgain = toldFromNow(manager)
  ticket.says(manager, 'By the blue door')
  await hearsAgain('goes to the customer in 3 seconds')
  await reads('By the blue door')
  // Whoever writes on is not disturbed.
  const heard = manager.notices().length
  ticket.says(manager, 'And through the yard')
  await reads('And through the yard')
  expect(manager.notices()).toHaveLength(heard)
  expect(says()).not.toContain('never there')
})

test.concurrent('what was called back as a note stays among the staff, with its lock', async () => {
  const { manager, ticket, says, reads } = await opens('Do you sell gift cards?')
  const hears = toldFromNow(manager)
  const words = ticket.says(manager, 'This one again!')
  const offer = await hears('goes to the customer')
  await manager.pressesNotice(offer, 'reply.note')
  await ticket.marked(words, 'lock')
  ticket.says(manager, 'At the till')
  await reads('At the till')
  expect(says()).not.toContain('again!')
})

test.concurrent('whoever presses too late hears when it went', async () => {
  const { manager, ticket, reads } = await opens('How do I delete my account?')
  const hears = toldFromNow(manager)
  ticket.says(manager, 'It is in the box')
  const offer = await hears('goes to the customer')
  await reads('It is in the box')
  await manager.pressesNotice(offer, 'reply.undo')
  await hears('Too late')
})

// By itself: it stops the desk that the others talk to.
test('what was changed while the desk was stopped is made up for, once', async () => {
  const { person, ticket, reads } = await opens('I want to change my e-mail address')
  const words = person.dm('It is number 71')
  const heard = await ticket.hears('It is number 71')
  const reply = ticket.says(desk.anna, 'Under Setings')
  await reads('Under Setings')
  await ticket.marked(reply, 'white_check_mark')
  await desk.program.stop()
  desk.anna.edits(reply, 'Under Settings')
  person.edits(words, 'It is number 17')
  person.dm('And it is urgent', { threadTs: words.ts })
  await desk.startAgain()
  expect((await reads('Under Settings')).edited).toBe(true)
  expect(await ticket.hears('It is number 17')).toMatchObject({ ts: heard.ts, edited: true })
  await ticket.hears('And it is urgent')
  ticket.says(desk.ben, 'That is all')
  await reads('That is all')
  expect(ticket.thread().filter((text) => text.includes('Before, it read:'))).toHaveLength(1)
})
