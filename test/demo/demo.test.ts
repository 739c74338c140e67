// The demo itself: whoever runs it sees the whole road, without a token and without anything left behind.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { node, root } from '../support/program.ts'

const runDemo = () => {
  const child = spawn(node, ['test/demo/run.ts', '--hasty'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(([out, err]) => ({
    out,
    err,
    code: child.exitCode,
  }))
  return { child, ended }
}

test('the demo plays both sides to the rating and the figures, and says how to start for real', async () => {
  const { out, err, code } = await runDemo().ended
  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const words of [
    'Telegram │',
    'Slack    │',
    'Anna presses [Claim]',
    '🔒',
    '★★★★★',
    'Tickets opened: 1',
    'npm start',
  ])
    expect(out).toContain(words)
})

test('a demo that is broken off ends without complaint', async () => {
  const { child, ended } = runDemo()
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  const { out, err, code } = await ended
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).not.toContain('★★★★★')
})
