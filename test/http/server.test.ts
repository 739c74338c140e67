import { createServer } from 'node:net'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { afterEach, expect, test } from 'vitest'
import { ListenError } from '../../src/http/listen-error.ts'
import { type RunningServer, type ServerParts, startServer } from '../../src/http/server.ts'

const running: RunningServer[] = []
const start = async (parts: Partial<ServerParts> = {}) => {
  const log = { error: () => {} }
  const server = await startServer({ host: '127.0.0.1', port: 0, mounts: [], health: {}, log, ...parts })
  running.push(server)
  return server
}
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

test('health tells that the process is up, whatever else is wrong', async () => {
  const { url } = await start({ health: { database: async () => 'is away' } })
  const answer = await fetch(`${url}/healthz`)
  expect(answer.status).toBe(200)
})

test('the desk is ready once everything it needs is', async () => {
  const { url } = await start({ health: { database: async () => null, telegram: async () => null } })
  const answer = await fetch(`${url}/readyz`)
  expect([answer.status, await answer.json()]).toEqual([200, { ready: true }])
})

test('a desk that is not ready names what is missing', async () => {
  const broken = () => Promise.reject(new Error('boom'))
  const { url } = await start({ health: { database: async () => 'is away', slack: broken, web: async () => null } })
  const answer = await fetch(`${url}/readyz`)
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { ready: false, notReady: { database: 'is away', slack: 'the check failed; the log tells why' } },
  ])
})

test('a port that is taken is told with its remedy', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const refused = await start({ port }).catch((error: unknown) => error)
  other.close()
  expect(refused).toBeInstanceOf(ListenError)
  expect(refused).toMatchObject({ kind: 'port-taken', message: expect.stringContaining(`${port}`) })
  expect(refused).toMatchObject({ message: expect.stringContaining('PORT') })
})

test('a host that this machine does not have is told with its remedy', async () => {
  const refused = await start({ host: '192.0.2.7' }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ kind: 'host-unknown', message: expect.stringContaining('HOST') })
})

test('routes of the channels are served with secure headers', async () => {
  const { url } = await start({ mounts: [new Hono().get('/hello', (c) => c.text('hello'))] })
  const answer = await fetch(`${url}/hello`)
  expect(await answer.text()).toBe('hello')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('referrer-policy')).toBe('same-origin')
})

test('what is looked at beside is named in /readyz, and traffic is welcome all the same', async () => {
  let mail: string | null = null
  const { url } = await start({ asides: { mail: async () => mail } })
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true })
  mail = 'no server'
  const answer = await fetch(`${url}/readyz`)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ ready: true, troubles: { mail: 'no server' } })
})

test('an unknown address and a failing route answer in JSON, the failure without its words', async () => {
  const failing = new Hono().get('/fails', () => {
    throw new Error('secret words')
  })
  const { url } = await start({ mounts: [failing] })
  expect((await fetch(`${url}/nowhere`)).status).toBe(404)
  const failed = await fetch(`${url}/fails`)
  expect(failed.status).toBe(500)
  expect(await failed.text()).not.toContain('secret')
})

test('nothing is at an address that names something by NUL', async () => {
  const named = new Hono().get('/things/:name', (c) => c.json({ name: c.req.param('name'), of: c.req.query('of') }))
  const { url } = await start({ mounts: [named] })
  for (const address of ['/things/%00', '/things/a%00b', '/things/a?of=%00'])
    expect((await fetch(url + address)).status, address).toBe(404)
  expect(await (await fetch(`${url}/things/a%2500?of=b`)).json()).toEqual({ name: 'a%00', of: 'b' })
})

test('a body over 1 MB is refused', async () => {
  const { url } = await start({ mounts: [new Hono().post('/in', async (c) => c.text(await c.req.text()))] })
  const answer = await fetch(`${url}/in`, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })
  expect(answer.status).toBe(413)
})

test('stopping ends event streams and tells their writers', async () => {
  let told = () => {}
  const writerTold = new Promise<void>((resolve) => {
    told = resolve
  })
  const events = new Hono().get('/events', (c) =>
    streamSSE(c, async (stream) => {
      stream.onAbort(told)
      await stream.write(': open\n\n')
      await writerTold
    }),
  )
  const { url, stop } = await start({ mounts: [events] })
  const { body } = await fetch(`${url}/events`)
  const reader = body?.getReader()
  await reader?.read()
  const [, end] = await Promise.all([stop(), reader?.read(), writerTold])
  expect(end?.done).toBe(true)
})

test('a reader who leaves an event stream is noticed at once', async () => {
  let told = () => {}
  const writerTold = new Promise<void>((resolve) => {
    told = resolve
  })
  const events = new Hono().get('/events', (c) =>
    streamSSE(c, async (stream) => {
      stream.onAbort(told)
      await stream.write(': open\n\n')
      await writerTold
    }),
  )
  const { url } = await start({ mounts: [events] })
  const leaving = new AbortController()
  const { body } = await fetch(`${url}/events`, { signal: leaving.signal })
  await body?.getReader().read()
  leaving.abort()
  await writerTold
})

test('stopping lets a request finish and then takes no more', async () => {
  let arrived = () => {}
  const requestArrived = new Promise<void>((resolve) => {
    arrived = resolve
  })
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const slow = new Hono().get('/slow', async (c) => {
    arrived()
    await released
    return c.text('finished')
  })
  const { url, stop } = await start({ mounts: [slow] })
  const answer = fetch(`${url}/slow`)
  await requestArrived
  const stopped = stop()
  release()
  expect(await (await answer).text()).toBe('finished')
  await stopped
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
})

test('a request that never ends does not keep the server from stopping', async () => {
  let arrived = () => {}
  const requestArrived = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const endless = new Hono().get('/endless', () => {
    arrived()
    return new Promise<Response>(() => {})
  })
  const { url, stop } = await start({ mounts: [endless] })
  const answer = fetch(`${url}/endless`).catch(() => 'cut off')
  await requestArrived
  await Promise.all([stop(), stop()])
  expect(await answer).toBe('cut off')
})
