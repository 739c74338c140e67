// What was missed in threads whose first message is much older than the time without the desk.

import { describe, expect, it } from 'vitest'
import { postCard, staffChannel, stands, until, wordsIn } from './stand.ts'

const start = stands()
const day = 24 * 3_600_000

/** A workspace where it is so many days ago, until `goesOn`; nobody is connected. */
const ago = async (days: number) => {
  const clock = { now: Date.now() - days * day }
  const one = await start({ later: true, slack: { retryScale: 0, clock: () => clock.now } })
  const goesOn = () => {
    clock.now = Date.now()
  }
  return { one, goesOn }
}

describe('time without the desk is made up for', () => {
  it('in the threads of open tickets, however old their cards are', async () => {
    const { one, goesOn } = await ago(40)
    const { id, post } = await postCard(one)
    one.threads.add(`:${id}`)
    goesOn()
    one.anna.postsIn(staffChannel, 'at last', { threadTs: post.ts })
    await one.sim.until(() => one.sim.socket.lost()[0])
    await one.slack.start(one.receive)
    await until(() => one.readUntil ?? undefined)
    expect(wordsIn(one)).toEqual(['at last'])
  })

  it('without a call for each young card', async () => {
    const { one, goesOn } = await ago(1)
    const { id } = await postCard(one)
    one.threads.add(`:${id}`)
    goesOn()
    const replies = one.sim.fault({ method: 'conversations.replies', kind: 'server-error' })
    await one.slack.start(one.receive)
    await until(() => one.readUntil ?? undefined)
    expect(replies.struck()).toBe(0)
  })

  it('in threads of a direct message that began up to 14 days ago', async () => {
    const { one, goesOn } = await ago(13)
    const first = one.anna.dm('long ago')
    goesOn()
    one.anna.dm('one more thing', { threadTs: first.ts })
    await one.sim.until(() => one.sim.socket.lost()[1])
    await one.slack.start(one.receive)
    await until(() => one.readUntil ?? undefined)
    expect(wordsIn(one)).toEqual(['one more thing'])
  })
})
