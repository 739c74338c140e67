// The team, read from a real database.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { isShutOut } from '../../src/reading/access.ts'
import { teamOf } from '../../src/reading/team.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { storeCustomer, storeManager, storeTicket } from './stored.ts'

const NOW = new Date('2026-01-05T12:00:00Z')
const before = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
const boss = { channel: 'slack', externalId: 'UBOSS' } as const

let fresh: OpenedDatabase
const reading = () => teamOf(fresh.db, [boss], () => NOW)
const people: Record<'ana' | 'boss' | 'gone', { readonly id: string }> = {
  ...{ ana: { id: '' }, boss: { id: '' }, gone: { id: '' } },
}
beforeAll(async () => {
  fresh = await openFreshDatabase()
  const { db } = fresh
  people.gone = await storeManager(db, { channel: 'web', externalId: 'g', name: 'Aaron', admin: true })
  people.boss = await storeManager(db, { ...boss, name: 'bea' })
  people.ana = await storeManager(db, { channel: 'web', externalId: 'a', name: 'Ana', admin: true })
  await db.manager.update({ where: { id: people.gone.id }, data: { disabledAt: before(60) } })
  await db.manager.update({ where: { id: people.boss.id }, data: { awaySince: before(60), awayUntil: before(-60) } })
  const customer = await storeCustomer(db)
  await storeTicket(db, customer, { status: 'claimed', holderId: people.ana.id })
  await storeTicket(db, customer, { status: 'resolved', holderId: people.ana.id })
  const session = { managerId: people.ana.id, expiresAt: before(-60) }
  await db.session.createMany({
    data: [
      { ...session, token: 'older', createdAt: before(90), seenAt: before(30), browser: null },
      { ...session, token: 'mine', createdAt: before(80), seenAt: before(5), browser: 'Firefox, Linux' },
      { ...session, token: 'over', seenAt: before(1), expiresAt: before(1) },
    ],
  })
})
afterAll(() => fresh.close())

test('everybody is told by name, with their rights, tickets and sessions, and whoever was shut out last', async () => {
  const team = await reading().team('mine')
  expect(team).toMatchObject([
    { name: 'Ana', admin: true, byOperator: false, shutOutAt: null, away: null, open: 1 },
    { name: 'bea', admin: true, byOperator: true, away: { until: before(-60) }, open: 0, sessions: [] },
    { name: 'Aaron', shutOutAt: before(60), seenAt: null },
  ])
  expect(team[0]?.sessions).toMatchObject([
    { browser: 'Firefox, Linux', begunAt: before(80), seenAt: before(5), isThis: true },
    { browser: null, begunAt: before(90), seenAt: before(30), isThis: false },
  ])
})

test('whoever was shut out is known by their account', async () => {
  expect(await isShutOut(fresh.db, { channel: 'web', externalId: 'g' })).toBe(true)
  expect(await isShutOut(fresh.db, { channel: 'web', externalId: 'a' })).toBe(false)
  expect(await isShutOut(fresh.db, { channel: 'slack', externalId: 'nobody' })).toBe(false)
})

test('what was done among the team is told, the latest first, with who did it and to whom', async () => {
  await fresh.db.teamAudit.createMany({
    data: [
      { what: 'invited', byId: people.ana.id, about: 'Zoe', at: before(9) },
      { what: 'disabled', byId: people.ana.id, managerId: people.gone.id, at: before(8) },
      { what: 'signedIn', managerId: people.ana.id, about: 'Firefox, Linux', at: before(7) },
    ],
  })
  expect(await reading().teamTrail(2)).toEqual([
    { at: before(7), what: 'signedIn', by: null, whom: 'Ana', about: 'Firefox, Linux' },
    { at: before(8), what: 'disabled', by: 'Ana', whom: 'Aaron', about: null },
  ])
  expect(await reading().teamTrail(9)).toHaveLength(3)
})
