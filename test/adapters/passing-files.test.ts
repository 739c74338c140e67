// What every channel promises of files, as they pass from one to another: each pair of adapters, each with its own simulator.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, FileRef, Inbound, Receipt, SentFile } from '../../src/channel.ts'
import { deliveryOf, refusalOf } from './contract.ts'
import { stand } from './slack/stand.ts'
import { rig } from './telegram/start-channel.ts'

interface Given {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A started channel with a customer, who sends files and sees some. */
interface Side {
  readonly channel: Channel
  readonly address: string
  readonly received: readonly Inbound[]
  sends(file: Given): void
  /** The desk's files in the customer's chat, oldest first. */
  shows(): readonly Given[]
  /** The next file to be fetched breaks off in its middle, or is nowhere to be found. */
  goesWrong(how: 'cut' | 'gone'): void
  /** No more files from the desk are taken, for good. */
  shutsOut(): void
  close(): Promise<void>
}

const ANA = { id: 4242, firstName: 'Ana', hasStarted: true }
const TYPE = 'application/pdf'

const onTelegram = async (): Promise<Side> => {
  const { sim, channel, received, start } = await rig()
  const ana = sim.user(ANA)
  await start()
  return {
    channel,
    address: String(ANA.id),
    received,
    sends: (file) => ana.sendsFile({ kind: 'document', mediaType: TYPE, ...file }),
    shows: () => ana.messages.flatMap(({ from, file }) => (from === 'bot' && file ? [given(file)] : [])),
    goesWrong: (how) =>
      how === 'cut'
        ? sim.fault({ kind: 'cut', method: 'download' })
        : sim.fault({
            kind: 'refused',
            method: 'getFile',
            error: 'Bad Request: wrong file_id or the file is temporarily unavailable',
          }),
    shutsOut: () => ana.blocks(),
    close: async () => {
      await channel.stop()
      await sim.stop()
    },
  }
}

const onSlack = async (): Promise<Side> => {
  const one = await stand()
  const carol = one.sim.person({ id: 'U3CAROL', name: 'carol' })
  carol.opensHome('messages')
  const direct = 'D3CAROL'
  return {
    channel: one.slack,
    address: direct,
    received: one.received,
    sends: ({ name, bytes }) => void carol.dm('', { files: [{ name, bytes, mediaType: TYPE }] }),
    shows: () => one.sim.posts(direct).flatMap(({ byBot, files }) => (byBot ? files.map(given) : [])),
    goesWrong: (how) => void one.sim.fault({ method: 'files.download', kind: how === 'cut' ? 'cut' : 'not-found' }),
    shutsOut: () =>
      void one.sim.fault({ method: 'files.completeUploadExternal', kind: 'refused', error: 'is_archived', times: 100 }),
    close: one.stop,
  }
}

const given = ({ name, bytes }: { readonly name?: string; readonly bytes: Uint8Array }): Given => ({
  name: name ?? '',
  bytes: new Uint8Array(bytes),
})
const fileOf = (name: string, length: number): Given => ({
  name,
  bytes: Uint8Array.from({ length }, (_, index) => (index * name.length) % 251),
})

const SIDES = { Telegram: onTelegram, Slack: onSlack } as const

describe.each([
  ['Telegram', 'Slack'],
  ['Slack', 'Telegram'],
  ['Telegram', 'Telegram'],
  ['Slack', 'Slack'],
] as const)('from %s to %s', (one, other) => {
  let from: Side
  let to: Side
  beforeEach(async () => {
    from = await SIDES[one]()
    to = await SIDES[other]()
  })
  afterEach(async () => {
    await from.close()
    await to.close()
  })

  /** What the adapter told of files that the customer sends now, as they are handed to another one. */
  const sent = async (...files: readonly Given[]): Promise<SentFile[]> => {
    for (const file of files) from.sends(file)
    const told = (): FileRef[] => from.received.flatMap(({ event }) => ('files' in event ? (event.files ?? []) : []))
    await expect.poll(() => told().length).toBe(files.length)
    const { open } = from.channel
    if (open === undefined) throw new Error('it opens no files')
    return told().map((file) => ({ ...file, open: () => open(file) }))
  }
  const pass = (files: readonly SentFile[]): Promise<Receipt> =>
    to.channel.send({
      ...deliveryOf(to.address, ''),
      content: { kind: 'files', author: { role: 'manager', id: '1', name: 'Ion' }, files, album: null },
    })

  it('files arrive whole, in order, with their names', async () => {
    const files = [fileOf('Factură 7.pdf', 300_000), fileOf('b.pdf', 1), fileOf('c.pdf', 70_000)]
    const { ids } = await pass(await sent(...files))
    expect(ids.length).toBeGreaterThan(0)
    expect(to.shows()).toEqual(files)
  })

  it('what breaks off is tried again, and shown once', async () => {
    const file = fileOf('a.pdf', 500_000)
    const told = await sent(file)
    from.goesWrong('cut')
    expect(await refusalOf(pass(told))).toMatchObject({ kind: 'retry', sent: [] })
    expect(to.shows()).toEqual([])
    await pass(told)
    expect(to.shows()).toEqual([file])
  })

  it('what is gone where it came from is refused for that reason', async () => {
    const told = await sent(fileOf('a.pdf', 1000))
    from.goesWrong('gone')
    expect(await refusalOf(pass(told))).toMatchObject({ kind: 'permanent', reason: 'fileGone', sent: [] })
    expect(to.shows()).toEqual([])
  })

  it('what is refused where it goes is the fault of that side', async () => {
    const told = await sent(fileOf('a.pdf', 1000))
    to.shutsOut()
    const { kind, reason } = await refusalOf(pass(told))
    expect(kind).not.toBe('retry')
    expect(reason).not.toBe('fileGone')
    expect(to.shows()).toEqual([])
  })
})
