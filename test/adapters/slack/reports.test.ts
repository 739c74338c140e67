// Reports that come by themselves: set by `/desk report`, and said in the staff channel with a picture.

import { describe, expect, it } from 'vitest'
import { picture } from '../../support/picture.ts'
import { refusalOf } from '../contract.ts'
import { delivery, type Stand, staffChannel, stands, until } from './stand.ts'

const startStand = stands()
const start = () => startStand({ lookUpPause: 60 })

const of = { every: 'day', from: '2026-03-03T22:00:00.000Z', to: '2026-03-04T22:00:00.000Z' } as const
const words = delivery({ kind: 'figures', of })
const chart = delivery({ kind: 'picture', of })
const shown = ({ sim }: Stand) =>
  sim.posts(staffChannel).map(({ text, files }) => [text, ...files.map(({ alt }) => alt)])

describe('a report', () => {
  it('stands in the staff channel, and its picture below it with words that tell what is in it', async () => {
    const one = await start()
    await one.slack.send(words)
    expect((await one.slack.send(chart)).ids).toHaveLength(1)
    expect(shown(one)).toEqual([[`*3* opened from ${of.from} to ${of.to}`], ['', picture.alt]])
  })

  it('is said once, though Slack’s answers are lost', async () => {
    const one = await start()
    const triedAt = new Date()
    for (const [what, method] of [
      [words, 'chat.postMessage'],
      [chart, 'files.completeUploadExternal'],
    ] as const) {
      one.sim.fault({ method, kind: 'reset-after' })
      expect(await refusalOf(one.slack.send(what))).toMatchObject({ kind: 'ambiguous' })
      await one.slack.send({ ...what, triedAt })
    }
    expect(shown(one)).toHaveLength(2)
  })

  it('stands without its picture where files can’t be brought, and the next one does not wait for that', async () => {
    const one = await start()
    one.sim.fault({ method: 'files.getUploadURLExternal', kind: 'refused', error: 'missing_scope' })
    expect(await refusalOf(one.slack.send(chart))).toMatchObject({ kind: 'permanent', reason: 'fileRefused' })
    one.sim.fault({ method: 'files.getUploadURLExternal', kind: 'server-error' })
    expect(await refusalOf(one.slack.send(chart))).toMatchObject({ kind: 'retry' })
  })
})

describe('when one comes', () => {
  it('is set as an admin writes it', async () => {
    const one = await start()
    one.admin = 'U1ANNA'
    await one.anna.commands('/desk', 'Report  weekly Mon 09:00 to <mailto:a@b.co|a@b.co>')
    expect((await until(() => one.received[0])).event).toEqual({
      type: 'ReportAsked',
      by: { channel: 'slack', externalId: 'U1ANNA', name: 'anna' },
      text: 'weekly Mon 09:00 to <mailto:a@b.co|a@b.co>',
    })
  })
})
