// Whoever reads the log may go away; the desk stays, and still stops when it is told to.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { node, root } from '../support/program.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

test('a desk whose log nobody reads any more goes on answering, and stops when asked', async () => {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATABASE_URL: database.url,
    PORT: '0',
    LOG_FORMAT: 'json',
  }
  const child = spawn(node, ['src/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let url = ''
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url: address }: { msg?: string; url?: string } = JSON.parse(line)
    if (msg === 'ready') {
      url = address ?? ''
      break
    }
  }
  child.stdout.destroy()
  for (const text of ['Is anybody there?', 'Hello?']) {
    const answer = await fetch(`${url}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: crypto.randomUUID(), text }),
    })
    expect(answer.status).toBe(202)
  }
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
})
