// What a connection does to people: it goes and comes back, it is slow, it loses an answer, and there are two tabs on it.

import { expect, test } from 'vitest'
import { fromMarkdown } from '../../src/document.ts'
import { hashed } from '../adapters/web/memory-desk.ts'
import { startWebDesk } from '../adapters/web/web-desk.ts'
import { describeInChromium } from '../support/chromium.ts'
import { type Customer, customerAt } from './people.ts'

/** What browsers say of a connection that the test has cut. */
const CUT = /net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION|NETWORK)|Failed to fetch/

describeInChromium('a customer whose connection', startWebDesk, (scene) => {
  const customer = async (): Promise<Customer> => {
    const ion = customerAt((await scene.visitor({ forgives: CUT })).page)
    await ion.visits(scene.desk.url)
    await ion.writes('Hello')
    await ion.sees('Hello')
    return ion
  }
  /** Says something to them while they don't ask. */
  const tells = async ({ page }: Customer, words: string): Promise<void> => {
    const cookie = (await page.context().cookies()).find(({ name }) => name === 'frontdesk_chat')
    scene.desk.says(hashed(cookie?.value ?? ''), { role: 'manager', name: 'Ana', id: 'm-1' }, fromMarkdown(words))
  }
  /** How many of these words the desk has stored. */
  const stored = (words: string): number => {
    const written = scene.desk.received.filter(
      ({ event }) => event.type === 'CustomerWrote' && JSON.stringify(event.words).includes(words),
    )
    return new Set(written.map(({ key }) => key)).size
  }

  test('went and came back reads what was said meanwhile, and what they wrote arrives once', async () => {
    const ion = await customer()
    await ion.page.context().setOffline(true)
    await ion.writes('Are you there?')
    await tells(ion, 'I am here')
    expect(stored('Are you there?')).toBe(0)
    await ion.page.context().setOffline(false)
    await ion.sees('I am here')
    await ion.sees('Are you there?')
    await expect.poll(() => ion.chat.getByText('Are you there?').count()).toBe(1)
    expect(stored('Are you there?')).toBe(1)
  })

  test('is slow presses twice and sends once', async () => {
    const ion = await customer()
    const gate = Promise.withResolvers<void>()
    await ion.page.route('**/messages', async (route) => {
      await gate.promise
      await route.continue()
    })
    await ion.box.fill('Only once, please')
    const button = ion.page.getByRole('button', { name: 'Send', exact: true })
    await button.click()
    await button.click({ force: true })
    await ion.box.press('Enter')
    gate.resolve()
    // What is on its way is shown before it is stored.
    await ion.chat.getByRole('listitem').filter({ hasText: 'Only once, please' }).getByText('✓ sent').waitFor()
    await expect.poll(() => stored('Only once, please')).toBe(1)
    await expect.poll(() => ion.chat.getByText('Only once, please').count()).toBe(1)
  })

  test('lost the answer to their post sends it again, and it counts once', async () => {
    const ion = await customer()
    let posts = 0
    await ion.page.route('**/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      posts += 1
      if (posts > 1) return route.fallback()
      await route.fetch()
      return route.abort()
    })
    await ion.writes('Did it arrive?')
    await expect.poll(() => posts).toBe(2)
    await expect.poll(() => ion.chat.getByText('Did it arrive?').count()).toBe(1)
    expect(stored('Did it arrive?')).toBe(1)
  })

  test('is shared by two tabs has the same conversation in both', async () => {
    const ion = await customer()
    const other = customerAt(await ion.page.context().newPage())
    await other.visits(scene.desk.url)
    await other.sees('Hello')
    await ion.writes('From the first tab')
    await other.sees('From the first tab')
    await other.writes('From the second tab')
    await ion.sees('From the second tab')
    await tells(ion, 'I read both')
    await Promise.all([ion, other].map(({ sees }) => sees('I read both')))
    await expect.poll(() => ion.chat.getByText('tab').count()).toBe(2)
  })
})
