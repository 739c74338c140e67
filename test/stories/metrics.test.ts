// The metrics of a whole desk, as Prometheus reads them.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { openBrowser } from './browser.ts'
import { cutOff, letIn } from './database-control.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

const TOKEN = 'a-long-random-word'
let desk: StoryDesk
let other: StoryDesk
beforeAll(async () => {
  desk = await openDesk({ environment: { METRICS_TOKEN: TOKEN } })
  other = await openDesk()
})
afterAll(() => Promise.all([desk.close(), other.close()]))

const scraped = async ({ program }: StoryDesk): Promise<string[]> => {
  const answer = await fetch(`${program.url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })
  expect(answer.status).toBe(200)
  return (await answer.text()).split('\n')
}

test('a conversation is counted from its first word to its answer, and no other desk counts it', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human The bell rings')
  const ticket = await ticketAbout(desk, 'The bell rings')
  ticket.says(desk.anna, 'Let it.')
  await ion.sees('Let it.')
  await openBrowser(() => desk.program.url).writes('Hello')
  const lines = await eventually(async () => {
    const told = await scraped(desk)
    for (const part of ['database', 'telegram', 'slack', 'web'])
      expect(told).toContain(`frontdesk_ready{part="${part}"} 1`)
    for (const channel of ['telegram', 'slack', 'web']) {
      expect(told).toContainEqual(
        expect.stringMatching(`^frontdesk_deliveries_total.channel="${channel}",outcome="delivered". [1-9]`),
      )
    }
    expect(told).toContain('frontdesk_outbox_depth{channel="telegram"} 0')
    return told
  })
  expect(lines).toContainEqual(
    expect.stringMatching(/^frontdesk_rate_limit_wait_seconds_count\{channel="telegram"\} [1-9]/),
  )
  expect(lines).toContainEqual(expect.stringMatching(/^frontdesk_tickets_open\{status="claimed"\} 1$/))
  expect(lines).toContainEqual(expect.stringMatching(/^nodejs_eventloop_lag_seconds /))
  expect(lines.join('\n')).not.toContain('The bell rings')
  expect((await scraped(other)).join('\n')).not.toMatch(/frontdesk_events_received_total\{type="ManagerReplied"\}/)
})

test('the token is asked for where it is set', async () => {
  expect((await fetch(`${desk.program.url}/metrics`)).status).toBe(401)
  expect((await fetch(`${other.program.url}/metrics`)).status).toBe(200)
})

test('where the database is away, the metrics say so, without what only it knows', async () => {
  await cutOff(other.database.url)
  const lines = await scraped(other)
  expect(lines).toContain('frontdesk_ready{part="database"} 0')
  expect(lines.filter((line) => line.startsWith('frontdesk_tickets_open{'))).toEqual([])
  await letIn(other.database.url)
  await eventually(async () => expect(await scraped(other)).toContain('frontdesk_ready{part="database"} 1'))
})
