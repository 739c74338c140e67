import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isTrusted } from '../../../adapters/slack/trusted-hosts.ts'
import type { FileRef, OpenedFile } from '../../../src/channel.ts'
import type { NewFile } from '../../simulators/slack/stored-files.ts'
import { refusalOf } from '../contract.ts'
import { type Stand, type StandOptions, stands, until } from './stand.ts'

const start = stands()
const bytes = Buffer.from('%PDF-1.7 a bill')
const bill: NewFile = { name: 'bill.pdf', mediaType: 'application/pdf', bytes }

/** A stand where Anna has sent files in her direct message, and the first of them as the desk knows it. */
const sent = async (files: readonly NewFile[] = [bill], options: StandOptions = {}) => {
  const one = await start(options)
  const message = one.anna.dm('here', { files })
  const { event } = await until(() => one.received[0])
  const file = 'files' in event ? event.files?.[0] : undefined
  if (file === undefined) throw new Error(`no file came: ${JSON.stringify(event)}`)
  return { one, file, message }
}

const open = async ({ slack }: Stand, file: FileRef): Promise<OpenedFile> => {
  if (slack.open === undefined) throw new Error('Slack opens no files')
  return slack.open(file)
}
const contentOf = async ({ stream }: OpenedFile): Promise<Buffer> =>
  Buffer.from(await new Response(stream).arrayBuffer())

describe('a file that came in', () => {
  it('is streamed, with its name, type and length', async () => {
    const { one, file } = await sent()
    const opened = await open(one, file)
    expect(opened).toMatchObject({ name: 'bill.pdf', mediaType: 'application/pdf', bytes: bytes.length })
    expect(await contentOf(opened)).toEqual(bytes)
  })

  it('may be a page itself', async () => {
    const page = Buffer.from('<html><body>my own</body></html>')
    const { one, file } = await sent([{ name: 'page.html', mediaType: 'text/html', bytes: page }])
    expect(await contentOf(await open(one, file))).toEqual(page)
  })

  it('comes through Slack Connect, which tells of it when asked', async () => {
    const { one, file } = await sent([{ ...bill, connect: true }])
    expect(file).toMatchObject({ name: 'bill.pdf', bytes: bytes.length })
    expect(await contentOf(await open(one, file))).toEqual(bytes)
  })

  it('is told without its name where Slack does not tell of it: its words go on, and the log says why', async () => {
    const one = await start()
    one.sim.fault({ method: 'files.info', kind: 'server-error' })
    one.anna.dm('here', { files: [{ ...bill, connect: true }] })
    const { event } = await until(() => one.received[0])
    expect(event).toMatchObject({ type: 'CustomerWrote', files: [{ name: null, kind: 'document' }] })
    expect(one.lines).toContainEqual(
      expect.objectContaining({ level: 40, err: expect.anything(), msg: 'Slack did not tell what a file is' }),
    )
  })

  it('is gone for good once it was deleted', async () => {
    const { one, file, message } = await sent()
    one.anna.deletesFile(message, 'bill.pdf')
    expect(await refusalOf(open(one, file))).toMatchObject({ kind: 'permanent', reason: 'fileGone' })
  })

  it('is gone for good where it is none that can be fetched', async () => {
    const { one, file } = await sent([{ name: 'Plan', mode: 'canvas' }])
    expect(await refusalOf(open(one, file))).toMatchObject({ kind: 'permanent', reason: 'fileGone' })
  })

  it('names the scope that is missing', async () => {
    const { one, file } = await sent([bill], { slack: { scopes: ['chat:write', 'users:read'] } })
    const { kind, message } = await refusalOf(open(one, file))
    expect(kind).toBe('misconfigured')
    expect(message).toContain('files:read')
  })

  it.each([
    ['files.info', { kind: 'rate-limited', retryAfter: 8 }, { kind: 'retry', retryAfterSeconds: 8 }],
    ['files.info', { kind: 'server-error' }, { kind: 'retry' }],
    ['files.info', { kind: 'reset-after' }, { kind: 'retry' }],
    ['files.info', { kind: 'refused', error: 'token_revoked' }, { kind: 'misconfigured' }],
    ['files.download', { kind: 'rate-limited', retryAfter: 8 }, { kind: 'retry', retryAfterSeconds: 8 }],
    ['files.download', { kind: 'server-error' }, { kind: 'retry' }],
    ['files.download', { kind: 'reset-before' }, { kind: 'retry' }],
    ['files.download', { kind: 'not-found' }, { kind: 'permanent', reason: 'fileGone' }],
  ] as const)('%s fails with %j as %j', async (method, fault, expected) => {
    const { one, file } = await sent()
    one.sim.fault({ method, ...fault })
    expect(await refusalOf(open(one, file))).toMatchObject(expected)
  })

  it('that does not come in time is tried again', async () => {
    const { one, file } = await sent([bill], { timeout: 300 })
    const fault = one.sim.fault({ method: 'files.download', kind: 'hang' })
    expect((await refusalOf(open(one, file))).kind).toBe('retry')
    fault.release()
  })

  it('fails where it breaks off, rather than end early', async () => {
    const { one, file } = await sent()
    one.sim.fault({ method: 'files.download', kind: 'cut' })
    await expect(contentOf(await open(one, file))).rejects.toThrow()
  })
})

describe('the token', () => {
  it('goes to nobody else, wherever Slack leads', async () => {
    const asked: (string | undefined)[] = []
    const other = createServer((request, response) => {
      asked.push(request.headers.authorization)
      response.end('not yours')
    }).listen(0, '127.0.0.2')
    await new Promise((resolve) => other.once('listening', resolve))
    // A TCP server's address is never a string.
    const { port } = other.address() as AddressInfo
    const { one, file } = await sent()
    one.sim.fault({ method: 'files.download', kind: 'redirect', location: `http://127.0.0.2:${port}/sign-in` })
    const { kind, message } = await refusalOf(open(one, file))
    other.close()
    expect(kind).toBe('misconfigured')
    expect(message).not.toContain(one.sim.botToken)
    expect(asked).toEqual([])
  })

  it('comes to a page to sign in only where Slack itself has it', async () => {
    const { one, file } = await sent()
    one.sim.fault({ method: 'files.download', kind: 'redirect', location: '/login' })
    expect((await refusalOf(open(one, file))).message).toContain('files:read')
  })

  it.each([
    ['https://files.slack.com/a', null, true],
    ['https://slack.com/a', null, true],
    ['http://files.slack.com/a', null, false],
    ['https://notslack.com/a', null, false],
    ['https://slack.com.evil.example/a', null, false],
    ['https://files.slack.example/a', 'https://slack.example/api/', true],
    ['https://files.slack.com/a', 'https://slack.example/api/', false],
    ['http://localhost:4001/a', 'http://127.0.0.1:4000/api/', true],
    ['http://10.0.0.7/a', 'http://127.0.0.1:4000/api/', false],
  ])('goes to %s where the root is %s: %s', (address, root, expected) => {
    expect(isTrusted(new URL(address), root)).toBe(expected)
  })
})
