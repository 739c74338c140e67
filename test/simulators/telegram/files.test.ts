// Files through the simulator, both ways: in the shapes, with the limits and with the words of the real server.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callOf } from './calling.ts'
import type { MediaKind, NewFile } from './stored-files.ts'
import { type SimulatorOptions, startTelegram, type TelegramSimulator } from './telegram-simulator.ts'

const ANA = { id: 4242, firstName: 'Ana', hasStarted: true }
const MIB = 1024 * 1024
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

let sim: TelegramSimulator
let time = 1_800_000_000_000

const begin = async (options: SimulatorOptions = {}) => {
  sim = await startTelegram({ now: () => time, ...options })
  return sim.user(ANA)
}
beforeEach(() => {
  time = 1_800_000_000_000
})
afterEach(() => sim.stop())

const call = (method: string, args: Record<string, unknown> | FormData = {}) => callOf(sim, method, args)
const messages = async () => {
  time += 4000
  const { result } = await call('getUpdates')
  return result.map((update: Record<string, unknown>) => update.message ?? update.edited_message)
}
const form = (field: string, file: File | string, more: Record<string, string> = {}) => {
  const made = new FormData()
  for (const [name, value] of Object.entries({ chat_id: String(ANA.id), ...more })) made.set(name, value)
  made.set(field, file)
  return made
}
const upload = (kind: string, bytes: Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) => {
  const field = kind === 'VideoNote' ? 'video_note' : kind.toLowerCase()
  return call(`send${kind}`, form(field, new File([bytes], 'a.bin', { type: 'text/plain' }), more))
}
const pngOf = (width: number, height: number) => {
  const bytes = new Uint8Array(24)
  bytes.set([0x89, 0x50, 0x4e, 0x47])
  new DataView(bytes.buffer).setUint32(16, width)
  new DataView(bytes.buffer).setUint32(20, height)
  return bytes
}
const fetchFile = (path: string, token = sim.token) => fetch(`${sim.url}/file/bot${token}/${path}`)

describe('a person', () => {
  it.each<NewFile & { mime?: string }>([
    { kind: 'document', bytes: JPEG, name: 'a.txt', mediaType: 'text/plain' },
    { kind: 'voice', bytes: JPEG, mediaType: 'audio/ogg' },
    { kind: 'audio', bytes: JPEG, name: 'a.mp3', mediaType: 'audio/mpeg' },
    { kind: 'video', bytes: JPEG },
    { kind: 'video_note', bytes: JPEG },
    { kind: 'animation', bytes: JPEG },
    { kind: 'sticker', bytes: JPEG },
  ])('sends a file: $kind', async ({ kind, ...file }) => {
    ;(await begin()).sendsFile({ kind, ...file }, 'see')
    const [message] = await messages()
    expect(message).toMatchObject({ caption: 'see', [kind]: { file_size: JPEG.length } })
    expect(message.text).toBeUndefined()
    expect(message[kind].file_name).toBe(file.name)
    expect(message[kind].mime_type).toBe(file.mediaType)
  })

  it('sends a photo in two sizes, the small one first', async () => {
    ;(await begin()).sendsFile({ kind: 'photo', bytes: JPEG })
    const [{ photo, caption }] = await messages()
    expect([caption, photo.map(({ width }: { width: number }) => width)]).toEqual([undefined, [90, 1280]])
  })

  it('sends an album as updates of their own, with the caption under the first', async () => {
    const file = { kind: 'photo', bytes: JPEG } as const
    ;(await begin()).sendsAlbum([file, file, file], 'three')
    const album = await messages()
    expect(album.map(({ caption }: { caption?: string }) => caption)).toEqual(['three', undefined, undefined])
    const groups = album.map((message: { media_group_id: string }) => message.media_group_id)
    expect(new Set(groups)).toEqual(new Set([expect.stringMatching(/^\d+$/)]))
  })

  it('answers, passes on, and changes a caption', async () => {
    const ana = await begin()
    const { messageId } = ana.sendsFile({ kind: 'photo', bytes: JPEG }, 'before')
    ana.answers(messageId, 'this one')
    ana.forwards('their words', 'Dan')
    ana.forwards('hidden words', null)
    ana.edits(messageId, 'after')
    expect((await messages()).slice(1)).toMatchObject([
      { text: 'this one', reply_to_message: { message_id: messageId, caption: 'before' } },
      { forward_origin: { type: 'user', sender_user: { first_name: 'Dan' } } },
      { forward_origin: { type: 'hidden_user', sender_user_name: '' } },
      { message_id: messageId, caption: 'after', photo: expect.any(Array) },
    ])
    expect(() => ana.answers(999, 'nothing')).toThrow('no message 999')
  })
})

describe('fetching', () => {
  const sendsDocument = async (bytes: Uint8Array) => {
    sim.user(ANA).sendsFile({ kind: 'document', bytes, name: 'a.txt' })
    return (await messages()).at(-1).document.file_id
  }

  it('goes by a link that lives for an hour', async () => {
    await begin()
    const { result } = await call('getFile', { file_id: await sendsDocument(JPEG) })
    expect(result).toMatchObject({ file_size: JPEG.length, file_path: 'documents/file_1.txt' })
    expect(new Uint8Array(await (await fetchFile(result.file_path)).arrayBuffer())).toEqual(JPEG)
    expect((await fetchFile(result.file_path, '1:AAAAAAAAAAAAAAAAAAAA')).status).toBe(401)
    time += 3_600_000
    expect((await fetchFile(result.file_path)).status).toBe(404)
  })

  it('is refused above 20 MiB, and for ids that nobody knows', async () => {
    await begin()
    const most = await sendsDocument(new Uint8Array(20 * MIB))
    expect((await call('getFile', { file_id: most })).ok).toBe(true)
    const tooLarge = await sendsDocument(new Uint8Array(20 * MIB + 1))
    expect((await call('getFile', { file_id: tooLarge })).description).toBe('Bad Request: file is too big')
    expect((await call('getFile', { file_id: 'x' })).description).toMatch(/wrong file_id or the file is temporarily/)
    expect((await fetchFile('documents/file_9.txt')).status).toBe(404)
  })

  it('is told by a place on the disk where the server is one’s own', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'telegram-disk-'))
    await begin({ disk })
    const { result } = await call('getFile', { file_id: await sendsDocument(new Uint8Array(21 * MIB)) })
    expect(result.file_path).toBe(join(disk, 'file_1.txt'))
    expect(statSync(result.file_path).size).toBe(21 * MIB)
    rmSync(disk, { recursive: true })
  })

  it('breaks off in the middle where a fault says so', async () => {
    await begin()
    const { result } = await call('getFile', { file_id: await sendsDocument(new Uint8Array(MIB)) })
    sim.fault({ kind: 'cut', method: 'download' })
    const response = await fetchFile(result.file_path)
    expect(response.headers.get('content-length')).toBe(String(MIB))
    await expect(response.arrayBuffer()).rejects.toThrow()
  })
})

describe('the bot', () => {
  it.each(['Photo', 'Document', 'Video', 'VideoNote', 'Voice', 'Audio', 'Animation', 'Sticker'])(
    'uploads by send%s',
    async (kind) => {
      const ana = await begin()
      const { result } = await upload(kind, JPEG)
      const field = (kind === 'VideoNote' ? 'video_note' : kind.toLowerCase()) as MediaKind
      expect(result[field]).toBeDefined()
      expect(ana.messages).toMatchObject([
        { file: { kind: field, name: 'a.bin', mediaType: 'text/plain', bytes: JPEG } },
      ])
    },
  )

  it('formats a caption, and is refused one above 1024 characters', async () => {
    const ana = await begin()
    await upload('Document', JPEG, { caption: '<b>Ion</b>', parse_mode: 'HTML' })
    expect(ana.messages).toMatchObject([{ text: 'Ion', entities: [{ type: 'bold' }] }])
    const long = await upload('Document', JPEG, { caption: 'a'.repeat(1025) })
    expect(long.description).toBe('Bad Request: message caption is too long')
  })

  it('sends a known file by its id, or one that is attached', async () => {
    const ana = await begin()
    const { result } = await upload('Document', JPEG)
    await call('sendDocument', { chat_id: ANA.id, document: result.document.file_id })
    const attached = form('file0', new File([JPEG], 'b.bin'), { document: 'attach://file0' })
    await call('sendDocument', attached)
    expect(ana.messages.map(({ file }) => file?.name)).toEqual(['a.bin', 'a.bin', 'b.bin'])
  })

  it('may send 10 MiB as a photo and 50 MiB as a file, but nothing empty and no photo that is none', async () => {
    await begin()
    const photo = (size: number) => {
      const bytes = new Uint8Array(size)
      bytes.set(JPEG)
      return upload('Photo', bytes)
    }
    expect((await photo(10 * MIB)).ok).toBe(true)
    expect((await photo(10 * MIB + 1)).description).toMatch(
      /^Bad Request: file of size 10485761 bytes is too big for a photo/,
    )
    expect((await upload('Document', new Uint8Array(50 * MIB))).ok).toBe(true)
    const tooLarge = await upload('Document', new Uint8Array(50 * MIB + 1))
    expect(tooLarge).toMatchObject({ status: 413, description: 'Request Entity Too Large' })
    expect((await upload('Document', new Uint8Array())).description).toBe('Bad Request: file must be non-empty')
    expect((await upload('Photo', new Uint8Array(20))).description).toBe('Bad Request: IMAGE_PROCESS_FAILED')
    expect((await upload('Photo', pngOf(9000, 1001))).description).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS')
    expect((await upload('Photo', pngOf(2100, 100))).description).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS')
    expect((await upload('Photo', pngOf(2000, 100))).ok).toBe(true)
    expect((await call('sendPhoto', { chat_id: ANA.id })).description).toBe(
      'Bad Request: there is no photo in the request',
    )
  })

  it('sends 2 to 10 files as one album, and mixes only photos with videos', async () => {
    const ana = await begin()
    const album = (...kinds: string[]) => {
      const media = kinds.map((type, index) => ({ type, media: `attach://f${index}`, caption: `${type} ${index}` }))
      const made = form('media', JSON.stringify(media))
      for (const index of kinds.keys()) made.set(`f${index}`, new File([JPEG], `${index}.jpg`))
      return call('sendMediaGroup', made)
    }
    const { result } = await album('photo', 'video')
    expect(result).toMatchObject([
      { photo: [{}, {}], caption: 'photo 0' },
      { video: {}, caption: 'video 1' },
    ])
    expect(new Set(result.map((one: { media_group_id: string }) => one.media_group_id)).size).toBe(1)
    expect(ana.messages.map((message) => message.album)).toEqual([result[0].media_group_id, result[0].media_group_id])
    expect((await album('document', 'document')).ok).toBe(true)
    for (const [kinds, refusal] of [
      [['photo'], 'there are not enough messages to send an album'],
      [Array(11).fill('photo'), 'too many messages to send as an album'],
      [['photo', 'document'], "message types can't be mixed so in an album"],
      [['audio', 'document'], "message types can't be mixed so in an album"],
      [['voice', 'voice'], "can't parse InputMedia: wrong type"],
    ] as const)
      expect((await album(...kinds)).description).toBe(`Bad Request: ${refusal}`)
    expect(ana.messages).toHaveLength(4)
  })

  it('can’t change the words of a file as if it were a text', async () => {
    await begin()
    const { result } = await upload('Document', JPEG)
    const edited = await call('editMessageText', { chat_id: ANA.id, message_id: result.message_id, text: 'x' })
    expect(edited.description).toBe('Bad Request: there is no text in the message to edit')
  })
})
