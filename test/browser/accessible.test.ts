// Every page, in light and in dark, before axe (https://github.com/dequelabs/axe-core): contrast, labels, roles, order.

import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fromMarkdown } from '../../src/document.ts'
import { web } from '../../src/locales/en/web.ts'
import { hashed } from '../adapters/web/memory-desk.ts'
import type { WebDesk } from '../adapters/web/web-desk.ts'
import { describeInChromium } from '../support/chromium.ts'
import { adminsLink, startBusyDesk } from './busy-desk.ts'
import { customerAt, managerAt } from './people.ts'

/** A page by its address, as one of these meets it. A new page gets a line here. */
const pages: readonly { readonly as: keyof typeof enters; readonly path: string }[] = [
  { as: 'guest', path: '/' },
  { as: 'guest', path: '/desk' },
  { as: 'guest', path: '/desk/sign-in/unused-link' },
  { as: 'guest', path: '/desk/sign-in/used-link' },
  { as: 'guest', path: '/desk/tickets/1' },
  { as: 'guest', path: '/tickets' },
  { as: 'guest', path: '/tickets/404' },
  { as: 'guest', path: '/register' },
  { as: 'guest', path: '/login' },
  { as: 'guest', path: '/forgot' },
  { as: 'guest', path: '/reset/used-link' },
  { as: 'customer', path: '/' },
  { as: 'member', path: '/' },
  { as: 'member', path: '/account' },
  { as: 'member', path: '/account/join' },
  { as: 'manager', path: '/desk' },
  { as: 'manager', path: '/desk/tickets/1' },
  { as: 'manager', path: '/desk/tickets/1?faq=parcel' },
  { as: 'manager', path: '/desk/tickets/1/assistant' },
  { as: 'manager', path: '/desk/tickets/404' },
  { as: 'manager', path: '/desk/knowledge' },
  { as: 'manager', path: '/desk/knowledge/new' },
  { as: 'manager', path: '/desk/knowledge/new?ticket=1&written=under-way' },
  { as: 'manager', path: '/desk/knowledge/review' },
  { as: 'manager', path: '/desk/knowledge/try' },
  { as: 'manager', path: '/desk/knowledge/files' },
  { as: 'manager', path: '/desk/team' },
  { as: 'manager', path: '/desk/operations' },
  { as: 'manager', path: '/desk/figures' },
  { as: 'admin', path: '/desk/team' },
  { as: 'admin', path: '/desk/operations' },
  { as: 'admin', path: '/desk/figures?period=30d' },
  { as: 'admin', path: '/desk/figures/tickets?figure=opened' },
]
/** Answers that are no success bring a line to the console, which is no fault of the page. */
const REFUSED = /the server responded with a status of (401|404|410)/

describeInChromium(
  'no page has a serious fault for whoever sees or hears badly',
  () => startFullDesk(),
  (scene) => {
    // The time of sixty looks, each a few seconds on a busy machine.
    test('in light and in dark', { timeout: 300_000 }, async () => {
      const faults: string[] = []
      for (const who of roles) {
        // What still fades in has no colours of its own yet.
        const like = { reducedMotion: 'reduce', forgives: REFUSED } as const
        const { context, page } = await scene.visitor(like)
        await context.addInitScript({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') })
        await enters[who](page, scene.desk)
        for (const { path } of pages.filter(({ as }) => as === who)) {
          await page.emulateMedia({ colorScheme: 'light' })
          await page.goto(`${scene.desk.url}${path}`)
          faults.push(...(await seriousFaults(page, {})).map((fault) => `${who} ${path} in light: ${fault}`))
          // Nothing but its colours is another in the dark.
          await page.emulateMedia({ colorScheme: 'dark' })
          const inDark = await seriousFaults(page, { runOnly: ['color-contrast'] })
          faults.push(...inDark.map((fault) => `${who} ${path} in dark: ${fault}`))
        }
        await context.close()
      }
      expect(faults).toEqual([])
    })
  },
)

/** How each of them comes to their pages. */
const enters = {
  guest: async (): Promise<void> => {},
  customer: async (page: Page, desk: WebDesk): Promise<void> => {
    const ion = customerAt(page)
    await ion.visits(desk.url)
    await ion.writes('Where is my parcel?')
    await ion.sees('Where is my parcel?')
    const cookie = (await page.context().cookies()).find(({ name }) => name === 'frontdesk_chat')
    const buttons = ['Solved', 'Not what I need'].map((label) => ({ label, press: label }))
    const guest = hashed(cookie?.value ?? '')
    desk.says(guest, { role: 'bot' }, fromMarkdown('A `code`, a [link](https://example.com) and\n\n- a list'), buttons)
    desk.says(guest, { role: 'manager', id: 'm', name: 'Ana' }, fromMarkdown('> quoted\n\nand **answered**'))
  },
  member: async ({ request }: Page, { url }: WebDesk): Promise<void> => {
    const account = { login: 'ion', password: 'correct horse' }
    const posts = (path: string, data: object) => request.post(`${url}${path}`, { data })
    await posts('/register', { name: 'Ion Pop', email: 'ion@example.com', ...account })
    await posts('/logout', {})
    await posts('/messages', { id: crypto.randomUUID(), text: 'Where is my parcel?' })
    await posts('/login', account)
  },
  manager: async (page: Page, desk: WebDesk): Promise<void> => {
    const token = crypto.randomUUID()
    desk.links.add(token)
    await managerAt(page).signsIn(`${desk.url}/desk/sign-in/${token}`, 'Ana')
  },
  admin: async (page: Page, desk: WebDesk): Promise<void> => {
    await page.goto(adminsLink(desk))
    await page.getByRole('button', { name: web.desk.signIn }).click()
    await page.waitForURL('**/desk')
  },
}
const roles = ['guest', 'customer', 'member', 'manager', 'admin'] as const satisfies readonly (keyof typeof enters)[]

const startFullDesk = async (): Promise<WebDesk> => {
  const desk = await startBusyDesk()
  const customer = { role: 'customer', id: null, name: 'Ion' } as const
  desk.opens(1, {
    customer: 'Ion Popescu',
    email: 'ion@example.com',
    messages: [
      { ...said('1', 'Where is my **parcel**?'), author: customer },
      { ...said('2', 'Look at the [map](https://example.com).'), author: { role: 'manager', id: 'm', name: 'Ana' } },
      { ...said('3', 'A note'), author: { role: 'manager', id: 'm', name: 'Ana' }, audience: 'staff' },
    ],
  })
  desk.opens(2, { state: 'claimed', holder: 'Ana', dueAt: new Date(Date.UTC(2020, 1, 1)) })
  desk.opens(3, { state: 'waiting', holder: 'Ana', priority: 'urgent', tags: ['it'] })
  desk.opens(4, { state: 'snoozed', snoozedUntil: new Date(Date.UTC(2030, 1, 1)) })
  desk.articles.push({ id: 'a', title: 'Where is my parcel?', markdown: '1. Look', answer: fromMarkdown('1. Look') })
  desk.links.add('unused-link')
  return desk
}

const said = (id: string, words: string) =>
  ({
    id,
    document: fromMarkdown(words),
    audience: 'everyone',
    at: new Date(Date.UTC(2026, 4, 4, 10)),
    heldUntil: null,
    editedAt: null,
    earlier: [],
    deletedAt: null,
    translation: null,
    files: [],
    delivery: 'delivered',
    reason: null,
  }) as const

const seriousFaults = async (page: Page, rules: RunOptions): Promise<readonly string[]> => {
  // As words, since axe is there alone: an init script has put it on the page.
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify({ preload: false, resultTypes: ['violations'], ...rules })})`,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`))
}
