import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createMembers } from '../../../adapters/slack/members.ts'
import { eventually } from '../../support/eventually.ts'
import { postCard, staffChannel, stands, until } from './stand.ts'

const start = stands()
const errors = (lines: readonly { level: number; msg: string }[]) =>
  lines.filter(({ level }) => level >= 50).map(({ msg }) => msg)

describe('who Slack will never tell', () => {
  it.each([
    ['missing_scope', 'users:read'],
    ['unknown_method', 'SLACK_API_URL'],
  ])('is a full member whose words arrive, and the log names the remedy once: %s', async (error, remedy) => {
    const one = await start()
    const { post } = await postCard(one)
    one.sim.fault({ method: 'users.info', kind: 'refused', error, times: 100 })
    one.sim.person({ id: 'U2BEN', name: 'ben' })
    one.anna.postsIn(staffChannel, 'hello <@U2BEN>', { threadTs: post.ts })
    await until(() => one.received[0])
    expect(one.received[0]?.event).toMatchObject({ type: 'ManagerReplied', by: { externalId: 'U1ANNA' } })
    expect(errors(one.lines)).toEqual([expect.stringContaining(remedy)])
    expect(errors(one.lines)[0]).toContain('guests count as full members')
  })

  it('is everybody of a server that answers 404', async () => {
    const one = await start()
    one.sim.fault({ method: 'users.info', kind: 'not-found', times: 100 })
    const { post } = await postCard(one)
    one.anna.postsIn(staffChannel, 'hello', { threadTs: post.ts })
    await until(() => one.received[0])
    expect(one.received[0]?.event.type).toBe('ManagerReplied')
  })
})

describe('members that were looked up', () => {
  it('are remembered, the last 10,000 of them', async () => {
    const asked: unknown[] = []
    const call = async (_method: string, given: Readonly<Record<string, unknown>>) => {
      asked.push(given.user)
      return { user: { name: 'x' } }
    }
    const members = createMembers({ call, may: () => true }, pino({ level: 'silent' }))
    for (let number = 0; number <= 10_000; number += 1) await members.find(`U${number}`)
    asked.length = 0
    for (const id of ['U10000', 'U1', 'U0']) await members.find(id)
    expect(asked).toEqual(['U0'])
  })
})

describe('names that Slack has not told yet', () => {
  const asking = () => {
    const answers: (() => void)[] = []
    const priorities: number[] = []
    const call = (_method: string, _given: unknown, priority: number) => {
      priorities.push(priority)
      return new Promise<unknown>((resolve) => answers.push(() => resolve({ user: { name: 'mara' } })))
    }
    const members = createMembers({ call, may: () => true }, pino({ level: 'silent' }), 0)
    return { members, priorities, answer: () => answers.shift()?.() }
  }

  it('keep no words of a customer waiting, and are known once they were told', async () => {
    const { members, answer, priorities } = asking()
    expect(await members.glance('U1')).toBeUndefined()
    expect(await members.glance('U1')).toBeUndefined()
    answer()
    await eventually(async () => expect(await members.glance('U1')).toMatchObject({ name: 'mara' }))
    expect(await members.find('U1')).toMatchObject({ name: 'mara' })
    expect(priorities).toHaveLength(1)
  })

  it('are not asked for again with each word where Slack refuses to tell names', async () => {
    const one = await start()
    one.sim.fault({ method: 'users.info', kind: 'refused', error: 'missing_scope', times: 100 })
    const asked = () => one.sim.calls.filter(({ method }) => method === 'users.info').length
    for (const [before, words] of ['hello', 'are you there', 'please'].entries()) {
      one.anna.dm(words)
      await until(() => one.received[before])
    }
    expect(asked()).toBe(1)
  })

  it('are asked for at once where a manager must be known, before all customers who wait for theirs', async () => {
    const { members, answer, priorities } = asking()
    await members.glance('U1')
    const found = members.find('U1')
    answer()
    answer()
    expect(await found).toMatchObject({ name: 'mara' })
    expect(priorities[1]).toBeLessThan(priorities[0] ?? 0)
  })
})

describe('the scopes of the app', () => {
  it('are compared at the start with what the desk needs', async () => {
    const one = await start({ slack: { scopes: ['chat:write', 'channels:read', 'im:read', 'channels:history'] } })
    expect(errors(one.lines)).toContainEqual(
      expect.stringMatching(/lacks scopes: add .*files:read.*users:read.*until then files wait/),
    )
  })
})
