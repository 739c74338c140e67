// A manager's files in a customer's chat, against the simulator: its limits and refusals are Telegram's own.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ChannelError, type Delivery, type SentFile } from '../../../src/channel.ts'
import type { Person } from '../../simulators/telegram/person.ts'
import { deliveryOf, refusalOf } from '../contract.ts'
import { type Rig, rig } from './start-channel.ts'

const ANA = { id: 4242, firstName: 'Ana', hasStarted: true }
const ION = { role: 'manager', id: '1', name: 'Ion <3' } as const
const MIB = 1024 * 1024
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

let made: Rig
let ana: Person
let opened: string[]

beforeEach(async () => {
  made = await rig()
  ana = made.sim.user(ANA)
  opened = []
})
afterEach(() => made.sim.stop())

type Given = Partial<Pick<SentFile, 'kind' | 'name' | 'mediaType' | 'bytes'>> & {
  readonly content?: Uint8Array
  /** What opening it, or reading it after its first bytes, fails with. */
  readonly fails?: Error
  readonly breaks?: Error
}

const fileOf = ({ content = JPEG, fails, breaks, ...given }: Given = {}): SentFile => {
  const file = { kind: 'document', name: 'a.txt', mediaType: 'text/plain', bytes: content.length, ...given } as const
  return {
    ...file,
    at: { channel: 'slack', id: 'F1' },
    open: async () => {
      opened.push(file.name ?? file.kind)
      if (fails !== undefined) throw fails
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(content)
          if (breaks === undefined) controller.close()
        },
        pull: (controller) => controller.error(breaks),
      })
      return { ...file, stream }
    },
  }
}
const photo = (given: Given = {}) => fileOf({ kind: 'photo', name: 'a.jpg', mediaType: 'image/jpeg', ...given })
const send = (files: readonly SentFile[], sent: readonly string[] = [], author: Author = ION) =>
  made.channel.send({ ...deliveryOf(String(ANA.id), ''), content: { kind: 'files', author, files, album: null }, sent })
type Author = Extract<Delivery['content'], { kind: 'files' }>['author']
const shown = () => ana.messages.map(({ file }) => file && [file.kind, file.name])
const albums = () => ana.messages.map(({ album }) => album !== null)
const methods = () => made.sim.calls.map(({ method }) => method)

describe('a file', () => {
  it('arrives whole, with its name and type, under the manager’s name', async () => {
    const content = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)
    const { ids } = await send([fileOf({ name: 'Factură „7”.pdf', mediaType: 'application/pdf', content })])
    expect(ana.messages).toMatchObject([
      {
        text: 'Ion <3',
        entities: [{ type: 'bold' }],
        file: { kind: 'document', name: 'Factură „7”.pdf', mediaType: 'application/pdf', bytes: content },
      },
    ])
    expect(ids).toEqual([String(ana.messages[0]?.message_id)])
  })

  it('of the desk itself has nobody’s name', async () => {
    await send([fileOf()], [], { role: 'bot' })
    expect(ana.messages).toMatchObject([{ text: '' }])
  })

  it.each([
    ['photo', 'image/jpeg', 'photo'],
    ['photo', 'image/svg+xml', 'document'],
    ['video', 'video/mp4', 'video'],
    ['video', 'video/webm', 'document'],
    ['videoNote', 'video/mp4', 'video_note'],
    ['animation', 'image/gif', 'animation'],
    ['voice', 'audio/ogg', 'voice'],
    ['voice', 'audio/webm', 'document'],
    ['audio', 'audio/mpeg', 'audio'],
    ['audio', 'audio/flac', 'document'],
    ['sticker', 'image/webp', 'sticker'],
    ['document', 'application/zip', 'document'],
    ['document', null, 'document'],
  ] as const)('that is a %s of type %s is shown as %s', async (kind, mediaType, as) => {
    await send([fileOf({ kind, mediaType, name: 'name' })])
    expect(shown()).toEqual([[as, 'name']])
  })

  it('without a name gets one that fits', async () => {
    for (const kind of ['photo', 'voice', 'document'] as const)
      await send([fileOf({ kind, name: null, mediaType: null })])
    expect(shown()).toEqual([
      ['photo', 'photo.jpg'],
      ['voice', 'voice.ogg'],
      ['document', 'file'],
    ])
  })

  it('whose name is an attempt on the form stays a name', async () => {
    await send([fileOf({ name: 'a".txt"\r\nX-Evil: 1\r\n\r\n--' })])
    expect(shown()).toEqual([['document', "a'.txt'__X-Evil: 1____--"]])
  })
})

describe('a picture that Telegram does not take as one', () => {
  it('goes as a document above 10 MB', async () => {
    const content = new Uint8Array(10 * MIB + 1)
    content.set(JPEG)
    await send([photo({ content })])
    expect(shown()).toEqual([['document', 'a.jpg']])
    expect(methods()).toEqual(['sendDocument'])
  })

  it('goes as a document where its sides are odd, or it is none', async () => {
    const panorama = new Uint8Array(24)
    panorama.set([0x89, 0x50, 0x4e, 0x47])
    new DataView(panorama.buffer).setUint32(16, 4200)
    new DataView(panorama.buffer).setUint32(20, 100)
    await send([photo({ content: panorama })])
    await send([photo({ content: new Uint8Array([1, 2, 3]) })])
    expect(shown()).toEqual([
      ['document', 'a.jpg'],
      ['document', 'a.jpg'],
    ])
    expect(opened).toHaveLength(4)
  })

  it('takes its album apart, and leaves the others what they are', async () => {
    await send([photo({ name: '1' }), photo({ name: '2', content: new Uint8Array([1]) }), photo({ name: '3' })])
    expect(shown()).toEqual([
      ['photo', '1'],
      ['document', '2'],
      ['photo', '3'],
    ])
    expect(albums()).toEqual([false, false, false])
  })
})

describe('several files', () => {
  it('stand in one album where they may, in order, the manager’s name under the first', async () => {
    const { ids } = await send([
      photo({ name: '1' }),
      fileOf({ kind: 'video', mediaType: 'video/mp4', name: '2' }),
      photo({ name: '3' }),
    ])
    expect(shown()).toEqual([
      ['photo', '1'],
      ['video', '2'],
      ['photo', '3'],
    ])
    expect(ana.messages.map(({ text }) => text)).toEqual(['Ion <3', '', ''])
    expect(new Set(ana.messages.map(({ album }) => album)).size).toBe(1)
    expect(ids).toEqual(ana.messages.map(({ message_id }) => String(message_id)))
  })

  it('stand apart where they may not be mixed', async () => {
    const voice = () => fileOf({ kind: 'voice', mediaType: 'audio/ogg', name: 'v' })
    const song = () => fileOf({ kind: 'audio', mediaType: 'audio/mpeg', name: 's' })
    await send([photo(), photo(), fileOf(), song(), song(), voice(), voice()])
    expect(methods()).toEqual(['sendMediaGroup', 'sendDocument', 'sendMediaGroup', 'sendVoice', 'sendVoice'])
    expect(shown().map((file) => file?.[0])).toEqual(['photo', 'photo', 'document', 'audio', 'audio', 'voice', 'voice'])
  })

  it('fill albums of ten, and the last one stands alone', async () => {
    const { ids } = await send(Array.from({ length: 21 }, (_, index) => photo({ name: String(index) })))
    expect(methods()).toEqual(['sendMediaGroup', 'sendMediaGroup', 'sendPhoto'])
    expect(shown().map((file) => file?.[1])).toEqual(Array.from({ length: 21 }, (_, index) => String(index)))
    expect(ids).toHaveLength(21)
  })

  it('go on after those that arrived before, and are opened anew', async () => {
    const files = Array.from({ length: 12 }, (_, index) => photo({ name: String(index) }))
    made.sim.fault({
      kind: 'server-error',
      when: ({ media }) => String(media).includes('file1') && !String(media).includes('file2'),
    })
    const { kind, sent } = await refusalOf(send(files))
    expect([kind, sent.length]).toEqual(['ambiguous', 10])
    const { ids } = await send(files, sent)
    expect(ids).toEqual(ana.messages.map(({ message_id }) => String(message_id)))
    expect(shown().map((file) => file?.[1])).toEqual(files.map(({ name }) => name))
    expect(ana.messages.filter(({ text }) => text !== '')).toHaveLength(1)
    expect(opened).toHaveLength(14)
  })

  it('arrive but for the one above 50 MB, which is refused', async () => {
    const large = fileOf({ name: 'large', bytes: 50 * MIB + 1 })
    const { kind, reason, sent } = await refusalOf(send([fileOf({ name: '1' }), large, fileOf({ name: '3' })]))
    expect({ kind, reason }).toEqual({ kind: 'permanent', reason: 'fileTooLarge' })
    expect(shown().map((file) => file?.[1])).toEqual(['1', '3'])
    expect([sent.length, opened]).toEqual([2, ['1', '3']])
  })
})

describe('a failure', () => {
  it('of the file itself says what the file says, and that nothing was sent', async () => {
    const gone = new ChannelError('permanent', 'gone', { reason: 'fileGone' })
    expect(await refusalOf(send([fileOf({ fails: gone })]))).toMatchObject({ kind: 'permanent', reason: 'fileGone' })
    const broken = [new Error('cut'), new ChannelError('retry', 'cut')]
    for (const breaks of broken) expect(await refusalOf(send([fileOf({ breaks })]))).toMatchObject({ kind: 'retry' })
    expect(await refusalOf(send([fileOf(), fileOf({ breaks: new Error('cut') })]))).toMatchObject({ kind: 'retry' })
    expect(ana.messages).toEqual([])
    await send([fileOf()])
    expect(shown()).toHaveLength(1)
  })

  it.each([
    ['reset-after', { kind: 'ambiguous' }],
    ['bad-gateway', { kind: 'ambiguous' }],
    ['server-error', { kind: 'ambiguous' }],
    ['rate-limited', { kind: 'retry', retryAfterSeconds: 5 }],
  ] as const)('of Telegram’s after %s is known for what it is', async (kind, expected) => {
    made.sim.fault({ kind })
    expect(await refusalOf(send([fileOf()]))).toMatchObject(expected)
  })

  it('on the way there leaves no doubt: what is not whole is not shown', async () => {
    await made.sim.stop()
    expect(await refusalOf(send([fileOf()]))).toMatchObject({ kind: 'retry' })
  })

  it('of a chat is one of all its files', async () => {
    ana.blocks()
    expect(await refusalOf(send([photo(), photo()]))).toMatchObject({ kind: 'permanent', reason: 'blocked', sent: [] })
    expect(methods()).toEqual(['sendMediaGroup'])
  })

  it('of size that Telegram alone finds out is told as one of size', async () => {
    const content = new Uint8Array(50 * MIB + 1)
    expect(await refusalOf(send([fileOf({ content, bytes: null })]))).toMatchObject({
      kind: 'permanent',
      reason: 'fileTooLarge',
    })
  })

  it('never tells the token', async () => {
    const [, secret = ''] = made.sim.token.split(':')
    for (const kind of ['reset-before', 'reset-after', 'bad-gateway', 'rate-limited'] as const) {
      made.sim.fault({ kind })
      const refusal = await refusalOf(send([fileOf()]))
      expect(`${refusal.stack} ${JSON.stringify(refusal)} ${JSON.stringify(refusal.cause)}`).not.toContain(secret)
    }
  })
})
