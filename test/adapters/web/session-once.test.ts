// A page asks the database once whose session it is, however its routes are put together.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

let desk: WebDesk
let manager: Browser
const asked: string[] = []
beforeAll(async () => {
  desk = await startWebDesk()
  desk.opens(9)
  const ask = desk.desk.managerOfSession
  desk.desk.managerOfSession = async (hash) => {
    asked.push(hash)
    return ask(hash)
  }
  manager = await signIn(desk)
})
afterAll(() => desk.stop())

test.each([
  ...['/desk', '/desk/tickets', '/desk/tickets/9', '/desk/tickets/9/articles', '/desk/knowledge'],
  ...['/desk/knowledge/new', '/desk/team', '/desk/operations', '/desk/figures'],
])('%s asks once whose session it is', async (path) => {
  asked.length = 0
  expect((await manager.page(path)).status).toBe(200)
  expect(asked).toHaveLength(1)
})
