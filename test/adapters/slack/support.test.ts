// How people inside the workspace reach the desk: a command with words, its form, and what a mention is answered with.

import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/document.ts'
import { awayDatabase, done, postCard, type Stand, staffChannel, stands, until, wordsIn } from './stand.ts'

const start = stands()

const form = async (one: Stand) => {
  expect(await one.anna.commands('/support')).toEqual({ acked: true, payload: {} })
  return one.sim.until(() => one.anna.views().find(({ content }) => content.submit))
}

describe('/support', () => {
  it('with words asks the desk, and says where the answer comes', async () => {
    const one = await start()
    await one.anna.commands('/support', 'my invoice is wrong')
    expect((await one.sim.until(() => one.anna.notices()[0])).text).toContain('direct message')
    expect(one.received.map(({ event }) => event)).toMatchObject([
      { type: 'CustomerWrote', from: { address: 'D1ANNA', name: 'anna' } },
    ])
  })

  it('without words opens a form, and asks what is written there', async () => {
    const one = await start()
    await one.anna.submits(await form(one), { question: 'Where is *my* invoice?\n<@U1>' })
    const [inbound] = one.received
    expect(inbound?.event).toMatchObject({ type: 'CustomerWrote', from: { externalId: 'U1ANNA', address: 'D1ANNA' } })
    expect(wordsIn(one)).toEqual(['Where is *my* invoice?\n<@U1>'])
    expect(JSON.stringify(one.anna.views()[0]?.content)).toContain('has arrived')
  })

  it('promises no answer to words that nobody will answer', async () => {
    const one = await start()
    one.answers = [async () => ({ kind: 'kept' }), async () => ({ kind: 'kept' }), done]
    await one.anna.submits(await form(one), { question: 'BUY PILLS' })
    expect(one.anna.views()).toEqual([])
    await one.anna.commands('/support', 'BUY PILLS')
    await one.anna.commands('/support', 'Is anybody there?')
    await one.sim.until(() => one.anna.notices()[0])
    expect(wordsIn(one)).toEqual(['BUY PILLS', 'BUY PILLS', 'Is anybody there?'])
    expect(one.anna.notices()).toHaveLength(1)
  })

  it('keeps the form open where nothing was stored', async () => {
    const one = await start()
    one.answers = [awayDatabase, done]
    const view = await form(one)
    expect(await one.anna.submits(view, { question: 'Hello?' })).toMatchObject({
      payload: { response_action: 'errors', errors: { question: expect.stringContaining('not saved') } },
    })
    await one.anna.submits(view, { question: 'Hello?' })
    expect(wordsIn(one)).toEqual(['Hello?'])
  })
})

describe('a mention of the bot', () => {
  it('is answered once, to its writer alone, with how the desk is reached', async () => {
    const one = await start()
    one.sim.channel({ id: 'C2TALK', members: ['U1ANNA'] })
    one.anna.postsIn('C2TALK', `<@${one.sim.bot.user}> are you there?`)
    one.anna.postsIn('C2TALK', `hello <@${one.sim.bot.user}>`)
    await one.sim.until(() => one.anna.notices()[1])
    expect(one.anna.notices().map(({ text, channel }) => [text.includes('/support'), channel])).toEqual([
      [true, 'C2TALK'],
      [true, 'C2TALK'],
    ])
    expect(one.received).toEqual([])
    expect(one.sim.posts('C2TALK').filter(({ byBot }) => byBot)).toEqual([])
  })

  it('on the staff channel points to the threads, and in a ticket’s thread is words like all others', async () => {
    const one = await start()
    const { post } = await postCard(one)
    one.anna.postsIn(staffChannel, `<@${one.sim.bot.user}> help`)
    expect((await one.sim.until(() => one.anna.notices()[0])).text).toContain('/desk help')
    one.anna.postsIn(staffChannel, `<@${one.sim.bot.user}> look`, { threadTs: post.ts })
    await until(() => one.received[0])
    expect(one.received.map(({ event }) => ('words' in event ? plainText(event.words) : ''))).toEqual([
      expect.stringContaining('look'),
    ])
    expect(one.anna.notices()).toHaveLength(1)
  })
})
