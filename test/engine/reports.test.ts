// Reports that come by themselves: set by admins, told once across processes and restarts, and caught up with once.

import { afterEach, describe, expect, test } from 'vitest'
import { ChannelError } from '../../src/channel.ts'
import type { ManagerRef } from '../../src/core/types.ts'
import { createReports } from '../../src/jobs/reports.ts'
import { openEngine, type TestEngine } from '../support/engine.ts'

const admin: ManagerRef = { channel: 'slack', externalId: 'UADMIN', name: 'Dora' }
const anna: ManagerRef = { channel: 'slack', externalId: 'UANNA', name: 'Anna' }

// A Wednesday; Bucharest, where the desk is, is two hours ahead.
let now = new Date('2026-03-04T12:00:00Z')
const at = (text: string): void => {
  now = new Date(text)
}
const open: TestEngine[] = []
const desk = async (wishes: Parameters<typeof openEngine>[0] = {}): Promise<TestEngine> => {
  at('2026-03-04T12:00:00Z')
  const engine = await openEngine({ now: () => now, ...wishes })
  open.push(engine)
  return engine
}
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close()
})

let asked = 0
const asks = async ({ receive }: Pick<TestEngine, 'receive'>, text: string, by = admin) => {
  const outcome = await receive({ key: `asked ${++asked}`, at: now, event: { type: 'ReportAsked', by, text } })
  return 'notice' in outcome && outcome.notice ? outcome.notice : null
}
const look = ({ db, receive }: Pick<TestEngine, 'db' | 'receive'>) => createReports({ db, receive, now: () => now })()
const kinds = ({ slack }: TestEngine) =>
  slack.arrived.map(({ content }) =>
    'of' in content ? `${content.kind} ${content.of.from.slice(0, 16)}` : content.kind,
  )
const mailSeen = () => {
  const sent: string[] = []
  const send = async ({
    mailbox,
    content,
  }: {
    readonly mailbox: string
    readonly content: { readonly kind: string }
  }) => {
    sent.push(`${content.kind} to ${mailbox}`)
    return { ids: ['m'] }
  }
  return { sent, mail: { send } }
}

describe('when reports come', () => {
  test('is set by an admin, told to whoever asks again, and taken back', async () => {
    const engine = await desk()
    expect(await asks(engine, '')).toMatchObject({ say: 'report.none' })
    const set = {
      say: 'report.weekly',
      params: { day: '1', time: '09:00', place: 'channel', next: '2026-03-09 09:00' },
    }
    expect(await asks(engine, 'weekly Mon 09:00')).toMatchObject(set)
    expect(await asks(engine, '')).toMatchObject(set)
    expect(await asks(engine, 'daily 8am')).toMatchObject({ say: 'report.daily', params: { next: '2026-03-05 08:00' } })
    expect(await asks(engine, 'off')).toMatchObject({ say: 'report.off' })
    expect(await asks(engine, 'off')).toMatchObject({ say: 'report.none' })
  })

  test('is no other manager’s affair, and what can’t be read changes nothing', async () => {
    const engine = await desk()
    await asks(engine, 'daily 09:00')
    expect(await asks(engine, 'off', anna)).toMatchObject({ say: 'report.adminsOnly' })
    expect(await asks(engine, 'fortnightly')).toMatchObject({ say: 'report.unread' })
    expect(await asks(engine, '')).toMatchObject({ say: 'report.daily' })
  })

  test('is refused where a report could go nowhere', async () => {
    const silent = await desk({ staffChannel: null })
    expect(await asks(silent, 'daily 09:00')).toMatchObject({ say: 'report.nowhere' })
    expect(await asks(silent, 'daily 09:00 to anna@acme.com')).toMatchObject({ say: 'report.noMail' })
    expect(await asks(silent, '')).toMatchObject({ say: 'report.none' })
  })
})

describe('a report that is due', () => {
  test('comes once, in whichever processes look, with figures and picture of the day before', async () => {
    const engine = await desk()
    const second = await engine.second()
    await asks(engine, 'daily 09:00')
    at('2026-03-05T06:59:00Z')
    await look(engine)
    expect(await engine.db.delivery.count()).toBe(0)
    at('2026-03-05T07:00:00Z')
    await Promise.all([engine, second, engine, second].map(look))
    at('2026-03-05T07:01:00Z')
    await look(second)
    await second.close()
    await engine.settled()
    expect(
      await engine.db.delivery.findMany({
        select: { kind: true, destinationName: true, content: true },
        orderBy: { seq: 'asc' },
      }),
    ).toEqual(
      ['figures', 'picture'].map((kind) => ({
        ...{ kind, destinationName: 'slack:report' },
        content: { kind, of: { every: 'day', from: '2026-03-03T22:00:00.000Z', to: '2026-03-04T22:00:00.000Z' } },
      })),
    )
    at('2026-03-06T07:00:30Z')
    await look(engine)
    await engine.settled()
    expect(await engine.db.delivery.count()).toBe(4)
  })

  test('comes once more after a long absence, not once for each day of it', async () => {
    const engine = await desk()
    await asks(engine, 'daily 09:00')
    at('2026-03-14T18:00:00Z')
    for (const _ of [1, 2, 3]) await look(engine)
    await engine.settled()
    expect(kinds(engine)).toEqual(['figures 2026-03-12T22:00', 'picture 2026-03-12T22:00'])
    expect(await asks(engine, '')).toMatchObject({ params: { next: '2026-03-15 09:00' } })
  })

  test('does not come once it is set to another time, or off', async () => {
    const engine = await desk()
    await asks(engine, 'daily 09:00')
    const due = new Date('2026-03-05T07:00:00Z')
    at('2026-03-05T07:00:10Z')
    await asks(engine, 'daily 10:00')
    await engine.receive({ key: 'late', at: due, event: { type: 'ReportDue', at: due } })
    await asks(engine, 'off')
    at('2026-03-05T08:00:00Z')
    await look(engine)
    expect(await engine.db.delivery.count()).toBe(0)
  })

  test('that a mailbox does not take is news in the staff channel', async () => {
    const fault = new ChannelError('permanent', 'there is no such mailbox', { reason: 'mailboxRefused' })
    const engine = await desk({ mail: { send: () => Promise.reject(fault) } })
    await asks(engine, 'daily 09:00 to ana@acme.com')
    at('2026-03-05T07:00:00Z')
    await look(engine)
    await engine.settled()
    await expect
      .poll(() => engine.slack.said())
      .toEqual([
        '⚠️ The report can’t be delivered to ana@acme.com: there is no such mailbox, or it takes no mail. Whoever runs this desk can correct the address. An admin names another address with /desk report.',
      ])
  })

  test('that a mailbox does not take is told to the other ones where the staff have no channel', async () => {
    const told: string[] = []
    const send = async ({ mailbox, content }: { mailbox: string; content: { kind: string } }) => {
      if (mailbox === 'one@example.com')
        throw new ChannelError('permanent', 'there is no such mailbox', { reason: 'mailboxRefused' })
      told.push(`${content.kind} to ${mailbox}: ${JSON.stringify(content).includes('one@example.com')}`)
      return { ids: ['m'] }
    }
    const settings = { staffMailboxes: ['one@example.com', 'two@example.com'] }
    const engine = await desk({ mail: { send }, settings, staffChannel: null })
    await asks(engine, 'daily 09:00')
    at('2026-03-05T07:00:00Z')
    await look(engine)
    await expect
      .poll(() => told.toSorted())
      .toEqual(['letter to two@example.com: true', 'report to two@example.com: false'])
  })

  test('goes by mail where an address was named, or where the staff have no channel', async () => {
    const { sent, mail } = mailSeen()
    const engine = await desk({ mail })
    await asks(engine, 'weekly Thu 09:00 to Anna@acme.com')
    at('2026-03-05T07:00:00Z')
    await look(engine)
    await engine.settled()
    expect([sent, engine.slack.arrived]).toEqual([['report to Anna@acme.com'], []])
    const settings = { staffMailboxes: ['one@example.com', 'two@example.com'] }
    const pages = await desk({ mail, settings, staffChannel: null })
    expect(await asks(pages, 'daily 09:00')).toMatchObject({ params: { place: 'mailboxes' } })
    at('2026-03-05T07:00:00Z')
    await look(pages)
    await pages.settled()
    expect(sent.slice(1).toSorted()).toEqual(['report to one@example.com', 'report to two@example.com'])
  })
})
