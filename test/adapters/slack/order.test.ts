// The order of words in one place, where some of them could not be stored at first.

import { describe, expect, it } from 'vitest'
import { awayDatabase, done, postCard, type Stand, staffChannel, stands, until, wordsIn } from './stand.ts'

const start = stands()

/** Where Anna writes, in one place; the thread elsewhere is a ticket made by the shortcut. */
const places: Readonly<Record<string, (one: Stand) => Promise<(text: string) => void>>> = {
  'a direct message': async ({ anna }) => anna.dm,
  'a ticket’s thread': async (one) => {
    const { post } = await postCard(one)
    return (text) => void one.anna.postsIn(staffChannel, text, { threadTs: post.ts })
  },
  'a customer’s thread elsewhere': async ({ sim, anna, threads }) => {
    sim.channel({ id: 'C2TALK', members: ['U1ANNA'] })
    const { ts } = anna.postsIn('C2TALK', 'My chair squeaks')
    threads.add(`U1ANNA:C2TALK:${ts}`)
    return (text) => void anna.postsIn('C2TALK', text, { threadTs: ts })
  },
}

/** Anna's first words are not stored, while her next ones wait behind them already. */
const failsBetween = async (one: Stand, says: (text: string) => void) => {
  const ben = one.sim.person({ id: 'U2BEN', name: 'ben' })
  const gate = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const failing = async () => {
    begun.resolve()
    await gate.promise
    return awayDatabase()
  }
  const before = one.received.length
  one.answers = [failing, done]
  says('one')
  await begun.promise
  says('two')
  ben.dm('came after them')
  await until(() => one.received[before])
  gate.resolve()
  await until(() => one.received[before + 2])
  return wordsIn(one).slice(before)
}

describe('words that wait behind others which could not be stored', () => {
  it.each(Object.entries(places))('come after them in %s', async (_name, place) => {
    const one = await start()
    const says = await place(one)
    await until(() => one.readUntil ?? undefined)
    expect(await failsBetween(one, says)).toEqual(['came after them', 'one', 'two'])
  })

  it('come after them also where the reading at the start had passed that place', async () => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    one.sim.person({ id: 'U3CARA', name: 'cara' }).dm('being read')
    await one.sim.until(() => one.sim.socket.lost()[0])
    const gate = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const waiting = async () => {
      begun.resolve()
      await gate.promise
      return done()
    }
    one.answers = [waiting, done]
    await one.slack.start(one.receive)
    await begun.promise
    one.anna.dm('zero')
    await until(() => one.received[0])
    gate.resolve()
    await until(() => one.readUntil ?? undefined)
    expect(await failsBetween(one, one.anna.dm)).toEqual(['came after them', 'one', 'two'])
  })

  it('come after them also while the reading at the start still goes on, past that place', async () => {
    const one = await start({ later: true })
    const reading = one.sim.fault({ method: 'users.conversations', kind: 'hang' })
    await one.slack.start(one.receive)
    await expect.poll(() => reading.struck()).toBe(1)
    one.anna.dm('zero')
    await until(() => one.received[0])
    expect(await failsBetween(one, one.anna.dm)).toEqual(['came after them', 'one', 'two'])
    reading.release()
  })
})

it('words of somebody the desk knows come after what they missed, also where many are read before theirs', async () => {
  const one = await start({ later: true, timeout: 20_000, slack: { retryScale: 0 } })
  one.anna.dm('one')
  await one.sim.until(() => one.sim.socket.lost()[0])
  one.threads.add('U1ANNA')
  const reading = one.sim.fault({ method: 'conversations.history', kind: 'hang', times: 100 })
  await one.slack.start(one.receive)
  const crowd = Array.from({ length: 30 }, (_, n) => one.sim.person({ id: `U9${n}`, name: `crowd${n}` }))
  for (const [n, person] of crowd.entries()) person.dm(`new ${n}`)
  // Twenty wait for Slack's history, the others don't.
  await until(() => one.received[9])
  one.anna.dm('two')
  one.sim.person({ id: 'U2BEN', name: 'ben' }).dm('came after it')
  await until(() => one.received[10])
  expect(wordsIn(one)).not.toContain('two')
  reading.release()
  await until(() => (wordsIn(one).includes('two') ? true : undefined))
  expect(wordsIn(one).filter((words) => words === 'one' || words === 'two')).toEqual(['one', 'two'])
})

it('where one person’s words could not be stored nobody else’s wait for Slack’s history, nor those when they come again', async () => {
  const one = await start({ slack: { ackMs: 30 } })
  await until(() => one.readUntil ?? undefined)
  const reading = one.sim.fault({ method: 'conversations.history', kind: 'hang', times: 100 })
  one.answers = [awayDatabase, done]
  one.anna.dm('one')
  await until(() => one.received[0])
  one.sim.person({ id: 'U2BEN', name: 'ben' }).dm('uno')
  await until(() => one.received[1])
  expect(wordsIn(one)).toEqual(['one', 'uno'])
  reading.release()
})

it('threads of a channel that are nobody’s ticket are not read before what is said in them', async () => {
  const one = await start({ later: true })
  one.sim.channel({ id: 'C2TALK', members: ['U1ANNA'] })
  const { ts } = one.anna.postsIn('C2TALK', 'Lunch?')
  const reading = one.sim.fault({ method: 'users.conversations', kind: 'hang' })
  const replies = one.sim.fault({ method: 'conversations.replies', kind: 'server-error' })
  await one.slack.start(one.receive)
  await expect.poll(() => reading.struck()).toBe(1)
  one.anna.postsIn('C2TALK', 'At noon', { threadTs: ts })
  one.anna.dm('came after it')
  await until(() => one.received[0])
  expect(replies.struck()).toBe(0)
  reading.release()
})
