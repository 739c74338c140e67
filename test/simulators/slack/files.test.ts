import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callMethod } from './calling.ts'
import { type SlackSimulator, startSlack } from './slack-simulator.ts'

const desk = 'C1DESK'
const bytes = Buffer.from('%PDF-1.7 a bill')

let sim: SlackSimulator
const start = async (options: Parameters<typeof startSlack>[0] = {}) => {
  await sim?.stop()
  sim = await startSlack(options)
  sim.person({ id: 'U1ANNA', name: 'anna' })
  sim.channel({ id: desk, members: ['U1ANNA'] })
}
beforeEach(() => start())
afterEach(() => sim.stop())

const anna = () => sim.person({ id: 'U1ANNA', name: 'anna' })
const promise = (given: object) => callMethod(sim, 'files.getUploadURLExternal', { ...given })
const upload = async (name = 'bill.pdf', content = bytes): Promise<string> => {
  const { upload_url, file_id } = await promise({ filename: name, length: content.length })
  await fetch(String(upload_url), { method: 'POST', body: new Uint8Array(content) })
  return String(file_id)
}
const complete = (ids: readonly string[], given: object = {}) =>
  callMethod(sim, 'files.completeUploadExternal', { files: ids.map((id) => ({ id })), channel_id: desk, ...given })

/** The address of a file that Anna shares, as `files.info` tells it. */
const sharedAddress = async (): Promise<string> => {
  anna().postsIn(desk, 'here', { files: [{ name: 'bill.pdf', mediaType: 'application/pdf', bytes }] })
  const id = sim.posts(desk)[0]?.files[0]?.id ?? ''
  const { file } = await callMethod(sim, 'files.info', { file: id })
  return String((file as { url_private_download: string }).url_private_download)
}

describe('a download', () => {
  it('gives the file to the bot’s token', async () => {
    const response = await fetch(await sharedAddress(), { headers: { authorization: `Bearer ${sim.botToken}` } })
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
    expect(response.headers.get('content-type')).toBe('application/pdf')
  })

  it.each([undefined, 'Bearer xoxb-wrong'])('leads %s to a page to sign in, at 200', async (authorization) => {
    const response = await fetch(await sharedAddress(), authorization ? { headers: { authorization } } : {})
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })
})

describe('an upload', () => {
  it('is shared in one message a moment after the answer, which does not name it', async () => {
    const ids = [await upload(), await upload('b.pdf')]
    const answer = await complete(ids, { initial_comment: 'both' })
    expect(answer).toEqual({ ok: true, files: ids.map((id, at) => ({ id, title: ['bill.pdf', 'b.pdf'][at] })) })
    expect(sim.posts(desk)).toEqual([])
    const message = await sim.sees(desk, ({ text }) => text === 'both')
    expect(message).toMatchObject({ byBot: true, files: [{ name: 'bill.pdf', bytes }, { name: 'b.pdf' }] })
    const { file } = await callMethod(sim, 'files.info', { file: ids[0] })
    expect(file).toMatchObject({ shares: { public: { [desk]: [{ ts: message.ts }] } } })
  })

  it('is refused where it is empty, or larger than the workspace takes', async () => {
    await start({ mostFileBytes: 100 })
    expect(await promise({ filename: 'a.txt', length: 0 })).toMatchObject({ error: 'missing_argument' })
    expect(await promise({ filename: 'a.txt', length: 101 })).toMatchObject({ error: 'file_upload_size_restricted' })
  })

  it('can be completed once, and only after its bytes came', async () => {
    const { file_id } = await promise({ filename: 'a.txt', length: 5 })
    expect(await complete([String(file_id)])).toMatchObject({ error: 'file_not_found' })
    const id = await upload()
    expect(await complete([id])).toMatchObject({ ok: true })
    expect(await complete([id])).toMatchObject({ error: 'file_not_found' })
  })

  it('takes as many bytes as it was promised', async () => {
    const { upload_url } = await promise({ filename: 'a.txt', length: 5 })
    const response = await fetch(String(upload_url), { method: 'POST', body: 'four' })
    expect(response.status).toBe(400)
  })

  it('goes to no channel that the bot is not in', async () => {
    sim.channel({ id: 'C2OTHER', bot: false })
    expect(await complete([await upload()], { channel_id: 'C2OTHER' })).toMatchObject({ error: 'not_in_channel' })
    expect(await complete([await upload()], { channel_id: 'C9' })).toMatchObject({ error: 'invalid_channel' })
  })

  it('needs its scope', async () => {
    await start({ scopes: ['files:read'] })
    expect(await promise({ filename: 'a.txt', length: 5 })).toMatchObject({
      error: 'missing_scope',
      needed: 'files:write',
    })
  })
})

it('a file that is deleted leaves a stone in its message', async () => {
  const message = anna().postsIn(desk, 'here', { files: [{ name: 'bill.pdf', bytes }] })
  anna().deletesFile(message, 'bill.pdf')
  const { messages } = await callMethod(sim, 'conversations.history', { channel: desk })
  expect(messages).toMatchObject([{ subtype: 'file_share', files: [{ mode: 'tombstone' }] }])
})
