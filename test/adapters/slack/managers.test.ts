// Who may act as a manager in Slack.

import { readFileSync } from 'node:fs'
import { WebAPIPlatformError } from '@slack/web-api'
import { expect, it, test } from 'vitest'
import type { Member } from '../../../adapters/slack/known.ts'
import { whyNotManager } from '../../../adapters/slack/managers.ts'
import { type Payload, readPayload } from '../../../adapters/slack/payloads.ts'
import { type Inbound, NotStored } from '../../../src/channel.ts'

const read = (fixture: string): Payload => {
  const payload = readPayload(
    JSON.parse(readFileSync(new URL(`../../fixtures/slack/${fixture}.json`, import.meta.url), 'utf8')),
  )
  if (payload === null) throw new Error(`${fixture} is nothing`)
  return payload
}
const by = { channel: 'slack', externalId: 'U1', name: 'Anna' } as const
const claim: Inbound = { key: 'k', at: new Date(), event: { type: 'ManagerClaimed', by, ticket: { number: 1 } } }
const full: Member = { name: 'Anna', locale: 'en', guest: false, bot: false }

const why = (
  fixture: string,
  given: { isStaff?: () => Promise<boolean>; member?: Member | undefined; guestManagers?: boolean } = {},
) => {
  const { isStaff = async () => true, guestManagers = false } = given
  const member = 'member' in given ? given.member : full
  return whyNotManager(
    { staff: { has: isStaff }, members: { find: async () => member, glance: async () => member }, guestManagers },
    read(fixture),
    claim,
  )
}
const no = async () => false
const refused = (code: string) => async (): Promise<boolean> => {
  throw new WebAPIPlatformError({ ok: false, error: code, response_metadata: {} })
}

test.each([
  ['a member of the staff channel may press', 'press-claim', {}, null],
  ['whoever only looks into it may not', 'press-claim', { isStaff: no }, 'slack.notMember'],
  ['nor in a form', 'picker-submitted', { isStaff: no }, 'slack.notMember'],
  ['who writes there is in it, and nobody is asked', 'thread-reply', { isStaff: no }, null],
  ['a guest may not', 'thread-reply', { member: { ...full, guest: true } }, 'slack.guest'],
  ['unless the desk wants guests', 'press-claim', { member: { ...full, guest: true }, guestManagers: true }, null],
  ['nothing is lost over a missing scope', 'press-claim', { isStaff: refused('missing_scope') }, null],
])('%s', async (_, fixture, given, answer) => {
  expect(await why(fixture, given)).toBe(answer)
})

it('waits where Slack can’t tell now', async () => {
  await expect(why('thread-reply', { member: undefined })).rejects.toThrow(NotStored)
  await expect(why('press-claim', { isStaff: refused('internal_error') })).rejects.toThrow()
})
