import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLog } from '../src/log.ts'

const record = (format: 'pretty' | 'json' | null, level = 'info') => {
  const lines: string[] = []
  const to = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return { log: createLog({ level, format }, to), text: () => lines.join('') }
}

test('an entry is one line of JSON where nobody watches', () => {
  const { log, text } = record(null)
  log.info({ conversation: 'c1', ms: 3 }, 'handled')
  expect(JSON.parse(text())).toMatchObject({ level: 30, conversation: 'c1', ms: 3, msg: 'handled' })
})

test('pretty is for people', () => {
  const { log, text } = record('pretty')
  log.info('ready')
  expect(text()).toContain('ready')
  expect(text()).not.toContain('{"')
})

test('less than the level is not logged', () => {
  const { log, text } = record('json', 'warn')
  log.info('quiet')
  expect(text()).toBe('')
})

test('a secret is cleaned out of the words of an entry and of its plain fields too', () => {
  const { log, text } = record('json')
  log.warn(
    { reason: 'POST /bot123456:AAH-private_private_private/sendMessage' },
    'socket said xapp-1-private-private, sk-proj-private-private and Bearer private.private',
  )
  expect(text()).toContain('socket said')
  expect(text()).not.toContain('private')
})

test('the row that the database refused is not quoted', () => {
  const { log, text } = record('json')
  const cause = Object.assign(new Error('violates a check'), { detail: 'Failing row contains (private words).' })
  log.error({ err: new Error('not stored', { cause }) })
  expect(text()).toContain('violates a check')
  expect(text()).not.toContain('private')
})

test.each(['token', 'text', 'words', 'email', 'password', 'question'])(
  'what stands under "%s" is hidden, also inside',
  (name) => {
    const { log, text } = record('json')
    log.info({ [name]: 'private', one: { [name]: 'private', two: { [name]: 'private' } } }, 'seen')
    expect(text()).not.toContain('private')
  },
)

test('headers that carry secrets are hidden', () => {
  const { log, text } = record('json')
  log.info({ headers: { authorization: 'Bearer private', cookie: 'private', 'set-cookie': 'private' } })
  expect(text()).not.toContain('private')
})

test.each([
  'request to https://api.telegram.org/bot123456:AAH-private_private_private/getMe failed',
  'invalid xoxb-private-private',
  'no route to postgresql://desk:private@db:5432/desk',
])('an error that quotes a secret is cleaned: %s', (message) => {
  const { log, text } = record('json')
  log.error({ err: new Error('send failed', { cause: new Error(message) }) }, 'not sent')
  expect(text()).toContain('send failed')
  expect(text()).not.toContain('private')
})

test("what an SDK's error carries of the call is hidden", () => {
  const { log, text } = record('json')
  const err = Object.assign(new Error('refused'), { on: { method: 'sendMessage', payload: { text: 'private' } } })
  log.error({ err }, 'not sent')
  expect(text()).toContain('refused')
  expect(text()).not.toContain('private')
})
