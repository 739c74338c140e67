// Where whoever pressed or commanded is answered.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { askerOf } from '../../../adapters/slack/asker.ts'
import { readPayload } from '../../../adapters/slack/payloads.ts'

const answeredAt = async (response_url: string, apiUrl: string | null = null) => {
  const recorded = readFileSync(new URL('../../fixtures/slack/press-claim.json', import.meta.url), 'utf8')
  const payload = readPayload({ ...JSON.parse(recorded), response_url })
  if (payload === null) throw new Error('the press is nothing')
  const members = { find: async () => undefined, glance: async () => undefined }
  return (await askerOf({ members, locale: 'en', staffChannel: 'C1DESK', apiUrl }, payload)).responseUrl
}

it('is the address that Slack gives', async () => {
  const given = 'https://hooks.slack.com/actions/T1/2/abc'
  expect(await answeredAt(given)).toBe(given)
  expect(await answeredAt('https://hooks.slack-gov.com/actions/1', 'https://slack-gov.com/api/')).toContain('slack-gov')
})

it.each([
  'http://169.254.169.254/latest/meta-data',
  'http://127.0.0.1:5432/',
  'https://hooks.slack.com.evil.example/actions/1',
  'https://evil.example/slack.com',
  'https://hooks.slack.com@evil.example/',
  'http://hooks.slack.com/actions/1',
  'file:///etc/passwd',
  'no address',
])('is never %s, wherever a payload says', async (address) => {
  expect(await answeredAt(address)).toBeNull()
})
