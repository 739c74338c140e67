// Files that came in on Telegram are opened as they are wanted, and what can't be had is told by what can be done about it.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { FileRef, OpenedFile } from '../../../src/channel.ts'
import type { NewFile } from '../../simulators/telegram/stored-files.ts'
import type { SimulatorOptions } from '../../simulators/telegram/telegram-simulator.ts'
import { refusalOf } from '../contract.ts'
import { type Rig, rig } from './start-channel.ts'

const ANA = { id: 4242, firstName: 'Ana' }
const MIB = 1024 * 1024
const BYTES = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)

let made: Rig
let sendings = 0
afterEach(async () => {
  await made.channel.stop()
  await made.sim.stop()
})

/** Lets a customer send a file and answers what the adapter tells of it. */
const received = async (file: Partial<NewFile> = {}, options: SimulatorOptions = {}): Promise<FileRef> => {
  made = await rig(options)
  await made.start()
  sendings += 1
  const sent = { kind: 'document', bytes: BYTES, name: 'a.txt', mediaType: 'text/plain', ...file } as const
  made.sim.user(ANA).sendsFile(sent, `file ${sendings}`)
  await expect.poll(() => made.received.length).toBe(1)
  const event = made.received[0]?.event
  const [told] = (event?.type === 'CustomerWrote' && event.files) || []
  if (told === undefined) throw new Error('no file came')
  return told
}
const open = async (file: FileRef): Promise<OpenedFile> => {
  const opened = await made.channel.open?.(file)
  if (opened === undefined) throw new Error('the channel opens no files')
  return opened
}
const contentOf = ({ stream }: OpenedFile) => new Response(stream).arrayBuffer()
const logged = () => JSON.stringify(made.log)

it('opens a file with its name, type and size', async () => {
  const opened = await open(await received())
  expect(opened).toMatchObject({ name: 'a.txt', mediaType: 'text/plain', bytes: BYTES.length })
  expect(new Uint8Array(await contentOf(opened))).toEqual(BYTES)
})

it('names a file that came without a name as Telegram does', async () => {
  const opened = await open(await received({ kind: 'photo' }))
  expect(opened).toMatchObject({ name: expect.stringMatching(/^file_\d+\.jpg$/), mediaType: 'image/jpeg' })
  await contentOf(opened)
})

it('leaves the rest unread where nobody wants it', async () => {
  const { stream } = await open(await received({ bytes: new Uint8Array(15 * MIB) }))
  const reader = stream.getReader()
  expect((await reader.read()).done).toBe(false)
  await reader.cancel()
  expect((await reader.read()).done).toBe(true)
})

it('reads a file of a Bot API server of one’s own from its disk, however large', async () => {
  const disk = mkdtempSync(join(tmpdir(), 'telegram-disk-'))
  const opened = await open(await received({ bytes: new Uint8Array(21 * MIB) }, { disk }))
  expect((await contentOf(opened)).byteLength).toBe(21 * MIB)
  rmSync(disk, { recursive: true })
})

it('tells the operator where such a disk is out of reach, but not the place, which holds the token', async () => {
  const disk = mkdtempSync(join(tmpdir(), 'telegram-disk-'))
  const file = await received({}, { disk })
  const fault = made.sim.fault({ kind: 'hang-after', method: 'getFile' })
  const opening = refusalOf(open(file))
  await expect.poll(() => readdirSync(disk).length).toBe(1)
  rmSync(disk, { recursive: true })
  fault.release()
  const { kind, reason, message } = await opening
  expect({ kind, reason }).toEqual({ kind: 'permanent', reason: 'fileGone' })
  expect(message).toContain('ENOENT')
  expect(message).not.toContain(disk)
})

describe('what can’t be had', () => {
  it('is too large above 20 MB', async () => {
    const file = await received({ bytes: new Uint8Array(20 * MIB + 1) })
    expect(await refusalOf(open(file))).toMatchObject({ kind: 'permanent', reason: 'fileTooLarge' })
  })

  it('is gone where Telegram knows it no more', async () => {
    const file = await received()
    const unknown = { ...file, at: { ...file.at, id: 'BQACAgIAAxkB' } }
    expect(await refusalOf(open(unknown))).toMatchObject({ kind: 'permanent', reason: 'fileGone' })
  })

  it('is tried again after a pause that Telegram asks for', async () => {
    const file = await received()
    made.sim.fault({ kind: 'rate-limited', method: 'getFile', retryAfter: 9 })
    expect(await refusalOf(open(file))).toMatchObject({ kind: 'retry', retryAfterSeconds: 9 })
  })

  it.each(['getFile', 'download'])(
    'is tried again where %s gets no answer, since asking changes nothing',
    async (method) => {
      const file = await received()
      for (const kind of ['reset-before', 'bad-gateway', 'server-error'] as const) {
        made.sim.fault({ kind, method })
        expect(await refusalOf(open(file))).toMatchObject({ kind: 'retry' })
      }
      await contentOf(await open(file))
    },
  )

  it('breaks off with an error that asks for another try', async () => {
    const file = await received({ bytes: new Uint8Array(MIB) })
    made.sim.fault({ kind: 'cut', method: 'download' })
    expect(await refusalOf(contentOf(await open(file)))).toMatchObject({ kind: 'retry' })
  })

  it('waits for the operator where the token is refused', async () => {
    const file = await received()
    made.sim.revokeToken()
    expect(await refusalOf(open(file))).toMatchObject({ kind: 'misconfigured' })
  })
})

it('never tells the token', async () => {
  const file = await received()
  const errors: unknown[] = []
  for (const kind of ['reset-before', 'bad-gateway', 'server-error', 'rate-limited'] as const) {
    for (const method of ['getFile', 'download']) {
      made.sim.fault({ kind, method })
      errors.push(await refusalOf(open(file)))
    }
  }
  made.sim.fault({ kind: 'cut', method: 'download' })
  errors.push(await refusalOf(contentOf(await open(file))))
  const [, secret = ''] = made.sim.token.split(':')
  expect(errors.map(told).join('\n')).not.toContain(secret)
  expect(logged()).not.toContain(secret)
})

/** All that a log could say of an error. */
const told = (error: unknown): string =>
  error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${told(error.cause)}` : JSON.stringify(error)
