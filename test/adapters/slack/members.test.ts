import { describe, expect, it } from 'vitest'
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

describe('the scopes of the app', () => {
  it('are compared at the start with what the desk needs', async () => {
    const one = await start({ slack: { scopes: ['chat:write', 'channels:read', 'im:read', 'channels:history'] } })
    expect(errors(one.lines)).toContainEqual(
      expect.stringMatching(/lacks scopes: add .*files:read.*users:read.*until then files wait/),
    )
  })
})
