import { describe, expect, it } from 'vitest'
import { refusalOf } from '../contract.ts'
import { delivery, postCard, type Stand, staffChannel, stands } from './stand.ts'

const startStand = stands()
const waits = (number: number, question = 'How do I move?', card: string | null = null) => ({
  ...{ number, question, subject: null, card },
  since: new Date('2026-11-20T10:00:00Z'),
})
const lines = ({ sim }: Stand) => sim.posts(staffChannel).map(({ text }) => text)
const shows = async (one: Stand, posted: string | null, again = true) =>
  (await one.slack.send(delivery({ kind: 'reminder', again, posted }))).ids
const called = ({ sim }: Stand, name: string) => sim.calls.filter(({ method }) => method === name).length

describe('the line of what nobody has claimed', () => {
  it('lists it, with links to the cards, and people’s words as words', async () => {
    const one = await startStand()
    const { id } = await postCard(one)
    one.unclaimed = [waits(1, 'Tea & <!channel>', id), waits(2)]
    await shows(one, null)
    expect(lines(one).at(-1)).toMatch(
      /^⏰ 2 tickets are waiting .*\n• \*<https:[^|]*\|#1>\* Tea &amp; &lt;!channel&gt; · since <!date\^.*\n• \*#2\* How/,
    )
  })

  it('changes where it stands while it is new, and says so when nothing waits any more', async () => {
    const one = await startStand()
    one.unclaimed = [waits(1)]
    const [posted = ''] = await shows(one, null)
    one.unclaimed = [waits(1), waits(2)]
    expect(await shows(one, posted)).toEqual([posted])
    expect(lines(one)).toEqual([expect.stringMatching(/#1[\s\S]*#2/)])
    one.unclaimed = []
    expect(await shows(one, posted, false)).toEqual([])
    expect(lines(one)).toEqual(['✅ No ticket is waiting to be claimed any more.'])
    expect(await shows(one, null, false)).toEqual([])
    expect(lines(one)).toHaveLength(1)
  })

  it('takes a new place once it has stood for a while, but only to remind', async () => {
    const one = await startStand()
    one.unclaimed = [waits(1)]
    const old = `${staffChannel}:1000000000.000100`
    const [posted] = await shows(one, old)
    expect(posted).not.toBe(old)
    expect([called(one, 'chat.update'), called(one, 'chat.delete')]).toEqual([0, 1])
    await shows(one, old, false)
    expect(called(one, 'chat.update')).toBe(1)
  })

  it('is posted anew where somebody deleted it', async () => {
    const one = await startStand()
    one.unclaimed = [waits(1)]
    await shows(one, `${staffChannel}:1000000000.000100`, false)
    expect(lines(one)).toHaveLength(1)
  })

  it('stays within Slack’s limits however many wait', async () => {
    const one = await startStand()
    one.unclaimed = Array.from({ length: 500 }, (_, index) => waits(index + 1, 'word & '.repeat(100)))
    await shows(one, null)
    expect(lines(one)[0]?.length).toBeLessThan(4_000)
    expect(lines(one)[0]).toMatch(/^⏰ 500 tickets[\s\S]*\d+ more/)
  })

  it('is not said twice where its answer was lost', async () => {
    const one = await startStand()
    one.unclaimed = [waits(1)]
    void one.sim.fault({ method: 'chat.postMessage', kind: 'reset-after' })
    const lost = delivery({ kind: 'reminder', again: true, posted: null })
    const triedAt = new Date()
    expect(await refusalOf(one.slack.send(lost))).toMatchObject({ kind: 'ambiguous' })
    await one.slack.send({ ...lost, triedAt })
    expect(lines(one)).toHaveLength(1)
  })
})
