// Which questions tell of an open incident: those that surely do, in each language of its words, and no others.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { createIncidents, type Incidents } from '../../src/knowledge/incidents.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

let database: OpenedDatabase
let db: Database
let incidents: Incidents
beforeAll(async () => {
  database = await openFreshDatabase()
  db = database.db
  incidents = createIncidents(db)
  const opened = { openedAt: new Date(), id: '00000000-0000-4000-8000-000000000001', title: 'Card payments are down' }
  await db.incident.create({ data: { ...opened, phrasings: ['Plata cu cardul nu merge', 'my card is declined'] } })
  const quiet = { ...opened, id: '00000000-0000-4000-8000-000000000002', title: 'The mobile app shows a blank screen' }
  await db.incident.create({ data: { ...quiet, telling: false } })
})
afterAll(() => database.close())

test('none is known before the first reading', () => {
  expect(incidents.incidentIn('Card payments are down', 'en')).toBeNull()
})

test.each([
  ['Are card payments down?', 'en'],
  ['Hello, card payments are down again, why?', 'en'],
  ['plata cu cardul nu merge deloc', 'ro'],
  ['Nu îmi merge plata cu cardul!', 'ro'],
])('%s tells of it', async (question, locale) => {
  await incidents.reload()
  expect(incidents.incidentIn(question, locale)).toMatchObject({ number: 1, title: 'Card payments are down' })
})

test.each([
  ['How do I pay by card?', 'en'],
  ['The site is down', 'en'],
  ['Where is my order?', 'en'],
  ['hello', 'en'],
  ['asdf qwer', 'en'],
  ['', 'en'],
  ['Cum îmi schimb parola?', 'ro'],
  ['Unde este comanda mea?', 'ro'],
  ['The mobile app shows a blank screen', 'en'],
])('%s does not', async (question, locale) => {
  await incidents.reload()
  expect(incidents.incidentIn(question, locale)).toBeNull()
})

test('one that customers are not told of is open all the same', () => {
  expect(incidents.openIncident('00000000-0000-4000-8000-000000000002')).toMatchObject({ number: 2 })
  expect(incidents.openIncident('00000000-0000-4000-8000-000000000009')).toBeNull()
})
