// What the desk keeps of a customer beside their words.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

test('the language that was chosen is spoken at once, and wins over what the platform tells from then on', async () => {
  // The fake platform tells English with every event.
  const ion = customer(desk.receive, 'speaks')
  await ion.writes('Hello')
  await ion.commands('language', 'ro')
  await ion.commands('status')
  await eventually(() => {
    expect(desk.telegram.said('speaks').slice(1)).toEqual([
      expect.stringContaining('de acum vă scriu în română'),
      expect.stringContaining('Cererea'),
    ])
  })
  await ion.presses('language:en')
  await ion.commands('status')
  await eventually(() => {
    expect(desk.telegram.said('speaks').slice(3)).toEqual([
      expect.stringContaining('from now on I write to you in English'),
      expect.stringContaining('Request'),
    ])
  })
})
