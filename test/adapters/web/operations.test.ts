import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Browser, startWebDesk, type WebDesk } from './web-desk.ts'

const DELIVERY = '00000000-0000-4000-8000-00000000000a'

let web: WebDesk
beforeEach(async () => {
  web = await startWebDesk()
  web.lost.push({
    ...{ delivery: DELIVERY, ticket: { number: 7, card: null }, author: null, to: 'customer', mailbox: null },
    ...{ words: 'Words of a customer', reason: 'blocked', at: new Date('2026-05-04T09:00:00Z') },
  })
})
afterEach(() => web.stop())

const signIn = async (admin: boolean): Promise<Browser> => {
  const browser = web.browser()
  web.links.add('link')
  web.owners.set('link', { channel: 'web', externalId: 'w1', name: 'Ana', admin })
  await browser.json('/desk/sign-in/link', { method: 'POST' })
  return browser
}

test('managers see how the desk works, without people’s words', async () => {
  const page = await (await (await signIn(false)).page('/desk/operations')).text()
  for (const told of ['#7', 'has blocked the bot', 'slack: not connected', '1.2.3', 'PostgreSQL 18.0', '5 GB']) {
    expect(page).toContain(told)
  }
  expect(page).not.toContain('Words of a customer')
  expect(page).not.toContain('send-again')
})

test('admins send again what did not arrive', async () => {
  const admin = await signIn(true)
  expect(await (await admin.page('/desk/operations')).text()).toContain('/desk/operations/send-again')
  const answer = await admin.page('/desk/operations/send-again', { body: `delivery=${DELIVERY}` })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/operations'])
  expect(web.received.at(-1)?.event).toMatchObject({ type: 'DeliveryRetried', delivery: DELIVERY, by: { name: 'Ana' } })
})

test.each([
  ['/desk/operations', undefined, [401, 200, 200]],
  ['/desk/operations/send-again', { delivery: DELIVERY }, [401, 403, 200]],
  ['/desk/figures', undefined, [401, 200, 200]],
])('%s lets nobody, a manager and an admin do what is theirs', async (path, body, expected) => {
  const given = body === undefined ? {} : { body }
  const answers = [web.browser(), await signIn(false), await signIn(true)].map((one) => one.json(path, given))
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(expected)
})
