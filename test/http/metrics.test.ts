// Who may read the metrics, asked over real HTTP.

import { type IncomingMessage, request } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import type { MetricsDoor } from '../../src/http/metrics.ts'
import { type RunningServer, startServer } from '../../src/http/server.ts'

const running: RunningServer[] = []
const start = async (door: Partial<MetricsDoor> = {}): Promise<string> => {
  const scrape = async () => ({ contentType: 'text/plain; version=0.0.4; charset=utf-8', text: 'frontdesk_ready 1\n' })
  const server = await startServer({
    ...{ host: '127.0.0.1', port: 0, mounts: [], health: {}, log: { error: () => {} } },
    metrics: { token: null, isBehindProxy: false, scrape, ...door },
  })
  running.push(server)
  return `${server.url}/metrics`
}
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

const asked = async (url: string, headers: Record<string, string> = {}): Promise<number> =>
  (await fetch(url, { headers })).status

/** As somebody asks who names the host otherwise, which fetch forbids. */
const askedAs = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const done = (answer: IncomingMessage) => {
      answer.resume()
      resolve(answer.statusCode)
    }
    request(url, { headers: { host } }, done).on('error', reject).end()
  })

test('without a token, metrics are open on this machine, in the format that Prometheus reads', async () => {
  const answer = await fetch(await start())
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.text()).toBe('frontdesk_ready 1\n')
})

test('without a token, a desk behind a proxy tells them to nobody, and says what to set', async () => {
  const answer = await fetch(await start({ isBehindProxy: true }))
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({ error: expect.stringContaining('METRICS_TOKEN') })
})

test.each(['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])(
  'without a token, what a proxy brought is refused, though nobody told of one (%s)',
  async (header) => {
    expect(await asked(await start(), { [header]: '203.0.113.7' })).toBe(403)
  },
)

test('without a token, a name that only leads to this machine is refused', async () => {
  const url = await start()
  expect(await askedAs(url, 'rebound.example.com')).toBe(403)
  expect(await askedAs(url, '127.0.0.1.example.com')).toBe(403)
  for (const host of ['localhost:3000', '127.0.0.1', '[::1]:3000']) expect(await askedAs(url, host), host).toBe(200)
})

test('with a token, only whoever shows it reads them, from wherever they ask', async () => {
  const url = await start({ token: 'a-long-word', isBehindProxy: true })
  expect(await asked(url)).toBe(401)
  expect(await asked(url, { Authorization: 'Bearer a-long-word', 'X-Forwarded-For': '203.0.113.7' })).toBe(200)
  expect(await asked(url, { Authorization: 'bearer a-long-word' })).toBe(200)
  for (const shown of ['Bearer a-long-wor', 'Bearer a-long-word2', 'Bearer', 'Basic a-long-word', 'a-long-word']) {
    expect(await asked(url, { Authorization: shown }), shown).toBe(401)
  }
})

test('whoever lacks the token is told how it is shown, and nothing is looked up for them', async () => {
  let looks = 0
  const scrape = async () => ({ contentType: 'text/plain', text: `${++looks}` })
  const answer = await fetch(await start({ token: 'a-long-word', scrape }))
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect(looks).toBe(0)
})
