import { describe, expect, it } from 'vitest'
import { fromPlainText, plainText } from '../../../src/document.ts'
import { refusalOf } from '../contract.ts'
import { delivery, done, postCard, type Stand, staffChannel, stands, until } from './stand.ts'

const start = stands()
const author = { role: 'customer', name: 'Ion' } as const
const message = (text: string) => ({ kind: 'message', author, document: fromPlainText(text), buttons: [] }) as const
const edit = (text: string, posted: readonly string[]) =>
  ({ kind: 'edit', author, document: fromPlainText(text), posted }) as const
const long = (word: string) => `${word} `.repeat(1500)

const repliesIn = ({ sim }: Stand) => sim.posts(staffChannel).flatMap(({ replies }) => replies)

const said = async (one: Stand, text: string) => {
  const { id: address } = await postCard(one)
  const { ids } = await one.slack.send(delivery(message(text), { address }))
  return { address, ids }
}

describe('an edit', () => {
  it('gives the words in the thread another text, under the name that they stand under', async () => {
    const one = await start()
    const { address, ids } = await said(one, 'tomorow')
    expect(await one.slack.send(delivery(edit('tomorrow <!here>', ids), { address }))).toEqual({ ids })
    expect(repliesIn(one)).toMatchObject([{ username: 'Ion', text: 'tomorrow &lt;!here&gt;', edited: true }])
  })

  it('deletes the parts that are too many, and posts those that are missing as further replies', async () => {
    const one = await start()
    const { address, ids } = await said(one, 'short')
    const longer = await one.slack.send(delivery(edit(long('word'), ids), { address }))
    expect(longer.ids).toHaveLength(2)
    expect(longer.ids[0]).toBe(ids[0])
    expect(repliesIn(one).map(({ ts }) => `${staffChannel}:${ts}`)).toEqual(longer.ids)
    expect(await one.slack.send(delivery(edit('short again', longer.ids), { address }))).toEqual({ ids })
    expect(repliesIn(one).map(({ text }) => text)).toEqual(['short again'])
  })

  it('takes the buttons off with the words that they were under', async () => {
    const one = await start()
    const buttons = [{ label: 'Yes', press: 'suggestion.solved:1' }]
    const { ids } = await one.slack.send(delivery({ ...message('Was that it?'), buttons }))
    await one.slack.send(delivery(edit('Never mind', ids)))
    expect(one.sim.posts(staffChannel)).toMatchObject([{ text: 'Never mind', blocks: [] }])
  })

  it('is said anew where its message was deleted meanwhile', async () => {
    const one = await start()
    const { address } = await said(one, 'first')
    await one.slack.send(delivery(edit('second', [`${staffChannel}:1700000000.000100`]), { address }))
    expect(repliesIn(one).map(({ text }) => text)).toEqual(['first', 'second'])
  })

  it('posts what was missing once, though the answer was lost', async () => {
    const one = await start()
    const { address, ids } = await said(one, 'short')
    const change = delivery(edit(long('word'), ids), { address })
    one.sim.fault({ method: 'chat.postMessage', kind: 'reset-after' })
    const refusal = await refusalOf(one.slack.send(change))
    expect(refusal).toMatchObject({ kind: 'ambiguous', sent: ids })
    const again = await one.slack.send({ ...change, triedAt: new Date(), sent: refusal.sent })
    expect(repliesIn(one).map(({ ts }) => `${staffChannel}:${ts}`)).toEqual(again.ids)
  })

  it.each([
    [
      { kind: 'rate-limited', retryAfter: 9 },
      { kind: 'retry', retryAfterSeconds: 9 },
    ],
    [{ kind: 'server-error' }, { kind: 'ambiguous' }],
    [{ kind: 'reset-after' }, { kind: 'ambiguous' }],
    [
      { kind: 'refused', error: 'cant_update_message' },
      { kind: 'permanent', reason: 'messageGone' },
    ],
    [
      { kind: 'refused', error: 'msg_too_long' },
      { kind: 'permanent', reason: 'rejected' },
    ],
    [{ kind: 'refused', error: 'token_revoked' }, { kind: 'misconfigured' }],
  ] as const)('fails with %j as %j, and can be repeated', async (fault, expected) => {
    const one = await start()
    const { address, ids } = await said(one, 'before')
    const change = delivery(edit('after', ids), { address })
    one.sim.fault({ method: 'chat.update', ...fault })
    expect(await refusalOf(one.slack.send(change))).toMatchObject(expected)
    await one.slack.send({ ...change, triedAt: new Date() })
    expect(repliesIn(one).map(({ text }) => text)).toEqual(['after'])
  })
})

describe('a deletion', () => {
  it('takes every part away, and one that is gone already is as good as deleted', async () => {
    const one = await start()
    const { ids } = await said(one, long('word'))
    expect(ids).toHaveLength(2)
    await one.slack.send(delivery({ kind: 'delete', posted: ids.slice(1) }))
    await one.slack.send(delivery({ kind: 'delete', posted: ids }))
    expect(repliesIn(one)).toEqual([])
  })

  it.each(['rate-limited', 'server-error', 'reset-before', 'reset-after'] as const)(
    'goes on after %s',
    async (kind) => {
      const one = await start()
      const { ids } = await said(one, 'away with it')
      const removal = delivery({ kind: 'delete', posted: ids })
      one.sim.fault({ method: 'chat.delete', kind })
      await refusalOf(one.slack.send(removal))
      await one.slack.send({ ...removal, triedAt: new Date() })
      expect(repliesIn(one)).toEqual([])
    },
  )
})

describe('words that are erased', () => {
  const erases = { place: null, files: false }

  it('are given up in a channel that was the staff’s before, and go everywhere else', async () => {
    const one = await start()
    const { ids } = await said(one, 'away with it')
    one.sim.channel({ id: 'C0FORMER', members: [] })
    const former = 'C0FORMER:1700000000.000100'
    one.sim.archive('C0FORMER')
    const removal = delivery({ kind: 'delete', posted: [former, ...ids], erases })
    expect(await refusalOf(one.slack.send(removal))).toMatchObject({ kind: 'permanent' })
    expect(repliesIn(one)).toEqual([])
  })

  it('go wherever they can, though a direct message among them is gone', async () => {
    const one = await start()
    const { ids } = await said(one, 'away with it')
    const removal = delivery({ kind: 'delete', posted: ['D0GONE:1700000000.000100', ...ids], erases })
    expect(await refusalOf(one.slack.send(removal))).toMatchObject({ kind: 'permanent', sent: ids })
    expect(repliesIn(one)).toEqual([])
  })

  it('are not told to be gone where another app’s post stands that Slack won’t delete', async () => {
    const one = await start()
    const { ids } = await said(one, 'away with it')
    const top = one.anna.postsIn(staffChannel, 'lunch?')
    const reply = one.anna.postsIn(staffChannel, 'yes', { threadTs: top.ts })
    const others = [top, reply].map(({ ts }) => `${staffChannel}:${ts}`)
    const removal = delivery({ kind: 'delete', posted: [...others, ...ids], erases })
    expect(await refusalOf(one.slack.send(removal))).toMatchObject({ kind: 'permanent', sent: ids })
  })

  it('are gone where Slack keeps no more than a thread’s mark of them', async () => {
    const one = await start()
    const { id } = await postCard(one)
    const ts = id.split(':')[1] ?? ''
    one.anna.postsIn(staffChannel, 'on it', { threadTs: ts })
    const removal = delivery({ kind: 'delete', posted: [id], erases })
    await one.slack.send(removal)
    one.sim.fault({ method: 'chat.delete', kind: 'refused', error: 'cant_delete_message' })
    expect(await one.slack.send(removal)).toEqual({ ids: [id] })
  })

  it('are looked for where nobody knows whether they were said, and only files can’t be found', async () => {
    const one = await start()
    const triedAt = new Date().toISOString()
    const { post } = await postCard(one)
    const place = { address: `${staffChannel}:${post.ts}` }
    const lost = delivery(message(long('word')), place)
    const { ids } = await one.slack.send(lost)
    const perhaps = (id: string, files: boolean) => [{ delivery: id, triedAt, files }]
    const removal = (which: ReturnType<typeof perhaps>) =>
      delivery({ kind: 'delete', posted: [], erases: { ...erases, perhaps: which } }, place)
    expect(ids.length).toBeGreaterThan(1)
    expect((await one.slack.send(removal(perhaps(lost.id, false)))).ids.toSorted()).toEqual(ids.toSorted())
    expect(repliesIn(one)).toEqual([])
    expect(await one.slack.send(removal(perhaps('never-said', false)))).toEqual({ ids: [] })
    expect(await refusalOf(one.slack.send(removal(perhaps('never-said', true))))).toMatchObject({ kind: 'permanent' })
  })

  it('wait where the staff’s own channel can’t be reached just now', async () => {
    const one = await start()
    const { ids } = await said(one, 'away with it')
    one.sim.archive(staffChannel)
    const removal = delivery({ kind: 'delete', posted: ids, erases })
    expect(await refusalOf(one.slack.send(removal))).toMatchObject({ kind: 'misconfigured' })
    one.sim.archive(staffChannel, false)
    await one.slack.send(removal)
    expect(repliesIn(one)).toEqual([])
  })

  it('on a card in a channel that was the staff’s before are nobody’s to mend', async () => {
    const one = await start()
    one.sim.channel({ id: 'C0FORMER', members: [] })
    one.sim.archive('C0FORMER')
    const card = delivery({ kind: 'card', ticket: 'any', posted: 'C0FORMER:1700000000.000100' })
    expect(await refusalOf(one.slack.send(card))).toMatchObject({ kind: 'permanent', reason: 'messageGone' })
  })
})

describe('what people change and delete', () => {
  it('is told of managers’ words in a thread and of customers’ in their direct message', async () => {
    const one = await start()
    const { post } = await postCard(one)
    const reply = one.anna.postsIn(staffChannel, 'tomorow', { threadTs: post.ts })
    const words = one.anna.dm('helo')
    one.anna.edits(reply, 'tomorrow')
    one.anna.edits(words, 'hello')
    one.anna.edits(reply, '// not for them')
    one.anna.deletes(reply)
    one.anna.deletes(words)
    await until(() => one.received[6])
    const told = one.received.map(({ event }) => [event.type, 'words' in event ? plainText(event.words) : ''].join(' '))
    expect(told.filter((line) => line.startsWith('Manager'))).toEqual([
      'ManagerReplied tomorow',
      'ManagerEdited tomorrow',
      'ManagerEdited not for them',
      'ManagerDeleted ',
    ])
    expect(told.filter((line) => line.startsWith('Customer'))).toEqual([
      'CustomerWrote helo',
      'CustomerEdited hello',
      'CustomerDeleted ',
    ])
  })

  it('is nobody’s news where the desk itself changes and deletes', async () => {
    const one = await start()
    const { address, ids } = await said(one, 'ours')
    await one.slack.send(delivery(edit('ours, changed', ids), { address }))
    await one.slack.send(delivery({ kind: 'delete', posted: ids }))
    one.anna.dm('the last')
    await until(() => one.received[0])
    expect(one.received.map(({ event }) => event.type)).toEqual(['CustomerWrote'])
  })

  it('is answered to its writer alone, in the thread', async () => {
    const one = await start()
    const { post } = await postCard(one)
    one.answers = [done, async () => ({ kind: 'done', notice: { say: 'staff.takenBack' } })]
    const reply = one.anna.postsIn(staffChannel, 'oh no', { threadTs: post.ts })
    one.anna.deletes(reply)
    await one.sim.until(() => one.anna.notices()[0])
    expect(one.anna.notices()).toMatchObject([{ threadTs: post.ts, text: 'Taken back: nothing went to the customer.' }])
  })

  it('gets no answer in threads that are nobody’s ticket', async () => {
    const one = await start()
    one.answers = [async () => ({ kind: 'refused', because: 'unknown', notice: { say: 'staff.unknownTicket' } })]
    const top = one.anna.postsIn(staffChannel, 'lunch?')
    const reply = one.anna.postsIn(staffChannel, 'yess', { threadTs: top.ts })
    one.anna.edits(reply, 'yes')
    one.anna.deletes(reply)
    one.anna.dm('the last')
    await until(() => one.received[3])
    expect(one.anna.notices()).toEqual([])
  })

  it('is read from Slack’s history where it happened while nobody was connected, before the words that are new', async () => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    const { post } = await postCard(one)
    const reply = one.anna.postsIn(staffChannel, 'tomorow', { threadTs: post.ts })
    one.anna.edits(reply, 'tomorrow')
    await one.sim.until(() => one.sim.socket.lost()[1])
    await one.slack.start(one.receive)
    await until(() => one.received[1])
    expect(one.received.map(({ event }) => [event.type, 'words' in event && plainText(event.words)])).toEqual([
      ['ManagerEdited', 'tomorrow'],
      ['ManagerReplied', 'tomorrow'],
    ])
    expect(one.received[0]?.key).toMatch(new RegExp(`${reply.ts}:edit:[\\d.]+$`))
  })
})
