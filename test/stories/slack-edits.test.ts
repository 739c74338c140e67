// What people change and take back in Slack: the other side follows, and what is held can still be called back whole.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../simulators/slack/slack-simulator.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Colleague, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk({ environment: { REPLY_HOLD: '2s' } })
})
afterAll(() => desk.close())

interface Chat {
  readonly person: Colleague
  readonly ticket: StaffTicket
  /** Resolves once the direct message shows these words from the desk. */
  reads(words: string): Promise<SeenMessage>
  /** What the desk has said in the direct message, as it reads now. */
  says(): string
}

let people = 0
const opens = async (question: string): Promise<Chat> => {
  people += 1
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
  return { person, ticket: await ticketAbout(desk, question), reads, says }
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

test('a manager deletes a reply in time: nothing of it reaches the customer, and the manager alone hears so', async () => {
  const { ticket, reads, says } = await opens('Where is my refund?')
  const hears = toldFromNow(desk.ben)
  desk.ben.deletes(ticket.says(desk.ben, 'You get nothing.'))
  await hears('Taken back')
  ticket.says(desk.ben, 'It is on its way.')
  await reads('It is on its way.')
  expect(says()).not.toContain('nothing')
})

test('a manager edits a reply in time: the customer reads only what it says then', async () => {
  const { ticket, reads, says } = await opens('I forgot my password')
  const reply = ticket.says(desk.anna, 'Reset it tomorow')
  desk.anna.edits(reply, 'Reset it *tomorrow*')
  const read = await reads('Reset it')
  expect(read).toMatchObject({ text: 'Reset it *tomorrow*', edited: false })
  await ticket.marked(reply, 'white_check_mark')
  expect(says()).not.toContain('tomorow')
})

test('a manager adds words to files that were sent alone, before they go and afterwards', async () => {
  const { ticket, reads } = await opens('Where is my order?')
  const sends = (name: string) =>
    desk.anna.postsIn(staffChannel, '', { threadTs: ticket.card.ts, files: [{ name, bytes: Buffer.from(name) }] })
  const early = sends('early.png')
  desk.anna.edits(early, 'Press the left one')
  await reads('Press the left one')
  await ticket.marked(early, 'white_check_mark')
  const late = sends('late.png')
  await ticket.marked(late, 'white_check_mark')
  desk.anna.edits(late, 'Then the right one')
  const { channel } = await reads('Then the right one')
  const names = desk.slack.posts(channel).flatMap(({ byBot, files }) => (byBot ? files.map(({ name }) => name) : []))
  expect(names).toEqual(['early.png', 'late.png'])
})

test('a manager edits and deletes a reply later: the customer’s copy changes, and then is gone', async () => {
  const { ticket, reads, says } = await opens('How do I change my address?')
  const reply = ticket.says(desk.anna, 'Under Setings')
  await reads('Under Setings')
  desk.anna.edits(reply, 'Under Settings')
  expect((await reads('Under Settings')).edited).toBe(true)
  const hears = toldFromNow(desk.anna)
  desk.anna.deletes(reply)
  await desk.slack.until(() => (says().includes('Under') ? undefined : true))
  await hears('deleted in their chat too')
})

test('a customer edits and deletes: the thread shows it where the words stand, and keeps what they were', async () => {
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

test('a manager deletes the file of a message that has nothing else: the customer’s copy is gone', async () => {
  const { ticket, reads } = await opens('How do I reset my password?')
  const wrong = desk.anna.postsIn(staffChannel, '', {
    threadTs: ticket.card.ts,
    files: [{ name: 'somebody-elses.pdf', bytes: Buffer.from('private') }],
  })
  await ticket.marked(wrong, 'white_check_mark')
  ticket.says(desk.anna, 'Sorry')
  const { channel } = await reads('Sorry')
  const files = () => desk.slack.posts(channel).flatMap((message) => (message.byBot ? message.files : []))
  expect(files()).toHaveLength(1)
  desk.anna.deletesFile(wrong, 'somebody-elses.pdf')
  await desk.slack.until(() => (files().length === 0 ? true : undefined))
})

test('what was changed while the desk was stopped is made up for, once', async () => {
  const { person, ticket, reads } = await opens('I want to change my e-mail address')
  const words = person.dm('It is number 71')
  const heard = await ticket.hears('It is number 71')
  const reply = ticket.says(desk.anna, 'Under Setings')
  await reads('Under Setings')
  await ticket.marked(reply, 'white_check_mark')
  expect(await desk.program.stop()).toBe(0)
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

test('beside the first reply its writer alone can call it back, or make it a note', async () => {
  const { ticket, reads, says } = await opens('How do I stop the newsletter?')
  const hears = toldFromNow(desk.anna)
  ticket.says(desk.anna, 'He is never there')
  await desk.anna.pressesNotice(await hears('goes to the customer in 2 seconds'), 'reply.undo')
  await hears('Taken back')
  // Nothing went yet: the next is the first reply again.
  const hearsAgain = toldFromNow(desk.anna)
  ticket.says(desk.anna, 'By the blue door')
  await hearsAgain('goes to the customer in 2 seconds')
  await reads('By the blue door')
  // Whoever writes on is not disturbed.
  const heard = desk.anna.notices().length
  ticket.says(desk.anna, 'And through the yard')
  await reads('And through the yard')
  expect(desk.anna.notices()).toHaveLength(heard)
  expect(says()).not.toContain('never there')
})

test('what was called back as a note stays among the staff, with its lock', async () => {
  const { ticket, says, reads } = await opens('Do you sell gift cards?')
  const hears = toldFromNow(desk.ben)
  const words = ticket.says(desk.ben, 'This one again!')
  const offer = await hears('goes to the customer')
  await desk.ben.pressesNotice(offer, 'reply.note')
  await ticket.marked(words, 'lock')
  ticket.says(desk.ben, 'At the till')
  await reads('At the till')
  expect(says()).not.toContain('again!')
})

test('whoever presses too late hears when it went', async () => {
  const { ticket, reads } = await opens('How do I delete my account?')
  const hears = toldFromNow(desk.ben)
  ticket.says(desk.ben, 'It is in the box')
  const offer = await hears('goes to the customer')
  await reads('It is in the box')
  await desk.ben.pressesNotice(offer, 'reply.undo')
  await hears('Too late')
})
