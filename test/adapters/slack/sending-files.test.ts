import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ChannelError, type FileRef, type SentFile } from '../../../src/channel.ts'
import { refusalOf } from '../contract.ts'
import { delivery, postCard, type Stand, type StandOptions, staffChannel, stands } from './stand.ts'

const startStand = stands()
const start = (options: StandOptions = {}) => startStand({ lookUpPause: 60, ...options })

const ion = { role: 'customer', name: 'Ion & <!here>' } as const
const pdf = Buffer.from('%PDF-1.7 a bill')

let files = 0
const file = (
  given: Partial<FileRef> & { bytes?: number | null; content?: Buffer; untold?: boolean } = {},
): SentFile => {
  files += 1
  const { content = pdf, untold = false, ...ref } = given
  const told = {
    kind: 'document' as const,
    name: 'bill.pdf',
    mediaType: 'application/pdf',
    bytes: content.length,
    at: { channel: 'telegram' as const, id: `f${files}` },
    ...ref,
  }
  return {
    ...told,
    open: async () => ({
      stream: new Blob([new Uint8Array(content)]).stream(),
      name: told.name,
      mediaType: told.mediaType,
      bytes: untold ? null : content.length,
    }),
  }
}
const gone = (): SentFile => ({
  ...file({ name: 'lost.png' }),
  open: async () => {
    throw new ChannelError('permanent', 'it is gone', { reason: 'fileTooLarge' })
  },
})

const sharing = (...all: readonly SentFile[]) => ({ kind: 'files', author: ion, files: all, album: null }) as const
const shared = ({ sim }: Stand) => sim.posts(staffChannel).flatMap(({ replies }) => replies)
const callsOf = ({ sim }: Stand, method: string) => sim.calls.filter((call) => call.method === method)

const threadOf = async (one: Stand) => ({ address: (await postCard(one)).id })

describe('files on their way into a thread', () => {
  it('stand there in one message, whole, with their names and whose they are', async () => {
    const one = await start()
    const png = Buffer.alloc(200_000, 7)
    const place = await threadOf(one)
    const content = sharing(file(), file({ kind: 'photo', name: null, mediaType: 'image/png', content: png }))
    const { ids } = await one.slack.send(delivery(content, place))
    const [message] = shared(one)
    expect(shared(one)).toHaveLength(1)
    expect(ids).toEqual([`${staffChannel}:${message?.ts}`])
    expect(message?.text).toBe('📎 *Ion &amp; &lt;!here&gt;*')
    expect(message?.files).toMatchObject([
      { name: 'bill.pdf', bytes: pdf },
      { name: 'photo.png', bytes: png },
    ])
    expect(one.received).toEqual([])
  })

  it('go into a direct message, under the manager’s name', async () => {
    const one = await start()
    one.anna.opensHome('messages')
    const content = { ...sharing(file()), author: { role: 'manager', id: 'm1', name: 'Ben' } } as const
    const { ids } = await one.slack.send(delivery(content, { address: 'D1ANNA' }))
    expect(one.sim.posts('D1ANNA')).toMatchObject([{ text: '📎 *Ben*', files: [{ name: 'bill.pdf' }] }])
    expect(ids).toEqual([`D1ANNA:${one.sim.posts('D1ANNA')[0]?.ts}`])
  })

  it('are measured first where nobody tells how long they are', async () => {
    const one = await start()
    await one.slack.send(delivery(sharing(file({ untold: true, bytes: null })), await threadOf(one)))
    expect(shared(one)).toMatchObject([{ files: [{ bytes: pdf }] }])
  })

  it('can be deleted by what the receipt names', async () => {
    const one = await start()
    const { ids } = await one.slack.send(delivery(sharing(file()), await threadOf(one)))
    await one.slack.send(delivery({ kind: 'delete', posted: ids }))
    expect(shared(one)).toEqual([])
  })

  it('go from the workspace with their message where they are erased', async () => {
    const one = await start()
    const place = await threadOf(one)
    const { ids } = await one.slack.send(delivery(sharing(file(), file({ name: 'b.pdf' })), place))
    const completed = callsOf(one, 'files.completeUploadExternal').flatMap(({ given }) =>
      z.array(z.object({ id: z.string() })).parse(JSON.parse(String(given.files))),
    )
    expect(completed).toHaveLength(2)
    const erases = { place: null, files: true }
    for (const _again of [1, 2]) await one.slack.send(delivery({ kind: 'delete', posted: ids, erases }, place))
    expect(shared(one)).toEqual([])
    expect(callsOf(one, 'files.delete').map(({ given }) => given.file)).toEqual(completed.map(({ id }) => id))
  })

  it('are all erased but those that Slack keeps, whose message goes too', async () => {
    const one = await start()
    const place = await threadOf(one)
    const { ids } = await one.slack.send(delivery(sharing(file(), file({ name: 'b.pdf' })), place))
    const more = await one.slack.send(delivery(sharing(file({ name: 'c.pdf' })), place))
    one.sim.fault({ method: 'conversations.replies', kind: 'refused', error: 'thread_not_found' })
    one.sim.fault({ method: 'files.delete', kind: 'refused', error: 'cant_delete_file' })
    const posted = [...more.ids, ...ids]
    const removal = delivery({ kind: 'delete', posted, erases: { place: null, files: true } }, place)
    expect(await refusalOf(one.slack.send(removal))).toMatchObject({ kind: 'permanent' })
    expect(shared(one)).toEqual([])
    expect(callsOf(one, 'files.delete')).toHaveLength(2)
  })

  it('never bring the token to where they are sent', async () => {
    const one = await start()
    await one.slack.send(delivery(sharing(file()), await threadOf(one)))
    expect(callsOf(one, 'files.upload')).toMatchObject([{ token: '' }])
  })
})

describe('a file that can’t go', () => {
  it('is named in its place among those that can, and the refusal is told', async () => {
    const one = await start()
    const sending = delivery(sharing(file(), gone(), file({ name: 'b.pdf' })), await threadOf(one))
    const refusal = await refusalOf(one.slack.send(sending))
    const [message] = shared(one)
    expect(refusal).toMatchObject({
      kind: 'permanent',
      reason: 'fileTooLarge',
      sent: [`${staffChannel}:${message?.ts}`],
    })
    expect(message?.files.map(({ name }) => name)).toEqual(['bill.pdf', 'b.pdf'])
    expect(message?.text).toContain('⚠️ lost.png')
  })

  it('goes alone where all is sent again, behind those that went', async () => {
    const one = await start()
    const [first, last] = [file(), file({ name: 'b.pdf' })]
    const sending = delivery(sharing(first, gone(), last), await threadOf(one))
    const { sent } = await refusalOf(one.slack.send(sending))
    const again = { id: 'again', address: sending.address, sent }
    expect((await refusalOf(one.slack.send({ ...sending, ...again }))).kind).toBe('permanent')
    const found = file({ name: 'lost.png' })
    const { ids } = await one.slack.send(delivery(sharing(first, found, last), again))
    expect(ids).toEqual(shared(one).map(({ ts }) => `${staffChannel}:${ts}`))
    expect(shared(one).map(({ files }) => files.map(({ name }) => name))).toEqual([['bill.pdf', 'b.pdf'], ['lost.png']])
  })

  it('is refused alone where it is the only one, and nothing is said', async () => {
    const one = await start()
    const refusal = await refusalOf(one.slack.send(delivery(sharing(gone()), await threadOf(one))))
    expect(refusal).toMatchObject({ kind: 'permanent', reason: 'fileTooLarge', sent: [] })
    expect(shared(one)).toEqual([])
  })

  it('may be empty', async () => {
    const one = await start()
    const content = sharing(file({ content: Buffer.alloc(0) }))
    expect(await refusalOf(one.slack.send(delivery(content)))).toMatchObject({ kind: 'permanent', reason: 'fileEmpty' })
  })

  it('may be larger than the workspace takes', async () => {
    const one = await start({ slack: { mostFileBytes: 10 } })
    const refusal = await refusalOf(one.slack.send(delivery(sharing(file()), await threadOf(one))))
    expect(refusal).toMatchObject({ kind: 'permanent', reason: 'fileTooLarge' })
  })

  it('breaks off on its way from where it lies: tried again, with nothing said', async () => {
    const one = await start()
    const place = await threadOf(one)
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('the other side hung up')),
    })
    const half: SentFile = {
      ...file(),
      open: async () => ({ stream: broken, name: 'bill.pdf', mediaType: null, bytes: pdf.length }),
    }
    expect((await refusalOf(one.slack.send(delivery(sharing(half), place)))).kind).toBe('retry')
    expect(callsOf(one, 'files.completeUploadExternal')).toEqual([])
  })

  it('is shorter than it was told to be: tried again, with nothing said', async () => {
    const one = await start()
    const place = await threadOf(one)
    const short: SentFile = { ...file(), open: async () => ({ ...(await file().open()), bytes: pdf.length + 1 }) }
    expect((await refusalOf(one.slack.send(delivery(sharing(short), place)))).kind).toBe('retry')
    expect(shared(one)).toEqual([])
  })
})

describe('sharing fails', () => {
  it.each([
    ['files.getUploadURLExternal', { kind: 'rate-limited', retryAfter: 7 }, { kind: 'retry', retryAfterSeconds: 7 }],
    ['files.getUploadURLExternal', { kind: 'server-error' }, { kind: 'retry' }],
    ['files.getUploadURLExternal', { kind: 'reset-after' }, { kind: 'retry' }],
    ['files.getUploadURLExternal', { kind: 'refused', error: 'missing_scope' }, { kind: 'misconfigured' }],
    ['files.upload', { kind: 'rate-limited', retryAfter: 7 }, { kind: 'retry', retryAfterSeconds: 7 }],
    ['files.upload', { kind: 'server-error' }, { kind: 'retry' }],
    ['files.upload', { kind: 'reset-before' }, { kind: 'retry' }],
    ['files.upload', { kind: 'reset-after' }, { kind: 'retry' }],
    ['files.completeUploadExternal', { kind: 'rate-limited', retryAfter: 7 }, { kind: 'retry', retryAfterSeconds: 7 }],
    ['files.completeUploadExternal', { kind: 'server-error' }, { kind: 'ambiguous' }],
    ['files.completeUploadExternal', { kind: 'reset-before' }, { kind: 'ambiguous' }],
    ['files.completeUploadExternal', { kind: 'reset-after' }, { kind: 'ambiguous' }],
    ['files.completeUploadExternal', { kind: 'refused', error: 'fatal_error' }, { kind: 'ambiguous' }],
    ['files.completeUploadExternal', { kind: 'refused', error: 'is_archived' }, { kind: 'misconfigured' }],
    ['conversations.replies', { kind: 'server-error' }, { kind: 'ambiguous' }],
    ['conversations.replies', { kind: 'refused', error: 'missing_scope' }, { kind: 'ambiguous' }],
  ] as const)('in %s with %j as %j, and said once where it is tried again', async (method, fault, expected) => {
    const one = await start()
    const sending = delivery(sharing(file(), file({ name: 'b.pdf' })), await threadOf(one))
    one.sim.fault({ method, ...fault })
    const refusal = await refusalOf(one.slack.send(sending))
    expect(refusal).toMatchObject(expected)
    const { ids } = await one.slack.send({ ...sending, triedAt: refusal.kind === 'ambiguous' ? new Date() : null })
    expect(shared(one).map(({ ts }) => `${staffChannel}:${ts}`)).toEqual(ids)
    expect(shared(one)).toMatchObject([{ files: [{ name: 'bill.pdf' }, { name: 'b.pdf' }] }])
  })

  it.each([
    ['files.getUploadURLExternal', { kind: 'refused', error: 'storage_limit_reached' }],
    ['files.getUploadURLExternal', { kind: 'refused', error: 'file_uploads_disabled' }],
    ['files.upload', { kind: 'not-found' }],
  ] as const)('for good in %s with %j', async (method, fault) => {
    const one = await start()
    const place = await threadOf(one)
    one.sim.fault({ method, ...fault })
    const refusal = await refusalOf(one.slack.send(delivery(sharing(file()), place)))
    expect(refusal).toMatchObject({ kind: 'permanent', reason: 'fileRefused', sent: [] })
  })

  it('and is said once by another process too, which knows the names and sizes alone', async () => {
    const one = await start()
    const other = await start({ workspace: one.sim })
    const sending = delivery(sharing(file()), await threadOf(one))
    one.sim.fault({ method: 'files.completeUploadExternal', kind: 'reset-after' })
    await refusalOf(one.slack.send(sending))
    const { ids } = await other.slack.send({ ...sending, triedAt: new Date() })
    expect(shared(one).map(({ ts }) => `${staffChannel}:${ts}`)).toEqual(ids)
  })

  it('and the same file from somebody else is not taken for it', async () => {
    const one = await start()
    const place = await postCard(one)
    one.anna.postsIn(staffChannel, '', {
      threadTs: place.post.ts,
      files: [{ name: 'bill.pdf', mediaType: 'application/pdf', bytes: pdf }],
    })
    await one.slack.send(delivery(sharing(file()), { address: place.id, triedAt: new Date() }))
    expect(shared(one).map(({ byBot }) => byBot)).toEqual([false, true])
  })

  it('after it was shared: what could not go along is told all the same', async () => {
    const one = await start()
    const sending = delivery(sharing(file(), gone()), await threadOf(one))
    one.sim.fault({ method: 'files.completeUploadExternal', kind: 'reset-after' })
    await refusalOf(one.slack.send(sending))
    const refusal = await refusalOf(one.slack.send({ ...sending, triedAt: new Date() }))
    expect(refusal).toMatchObject({ kind: 'permanent', sent: [`${staffChannel}:${shared(one)[0]?.ts}`] })
    expect(shared(one)).toHaveLength(1)
  })

  it('never where Slack only takes long to show them: they are said, without a receipt', async () => {
    const one = await start({ slack: { shareMs: 60_000 }, lookUpPause: 1 })
    expect(await one.slack.send(delivery(sharing(file()), await threadOf(one)))).toEqual({ ids: [] })
  })
})
