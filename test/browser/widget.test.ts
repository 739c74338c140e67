// The chat on somebody else's site, which is another site to the browser, too.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { signed } from '../../adapters/web/widget/visitor.ts'
import { fromMarkdown } from '../../src/document.ts'
import { web } from '../../src/locales/en/web.ts'
import { startWebDesk, type WebDesk } from '../adapters/web/web-desk.ts'
import { describeInChromium } from '../support/chromium.ts'

const SECRET = 'a long secret of the shop'
const ANSWER = { role: 'manager', id: 'm', name: 'Ana' } as const

describeInChromium(
  'on another site',
  () => openSites(),
  (scene) => {
    const lastSender = (): string =>
      scene.desk.received.flatMap(({ event }) => ('from' in event ? [event.from.externalId] : [])).at(-1) ?? ''
    const answers = (words: string) => scene.desk.says(lastSender(), ANSWER, fromMarkdown(words))

    test('a visitor opens the chat, writes, reads the answer, and finds it again on the next page', async () => {
      const { page } = await scene.visitor()
      await page.goto(originOf(scene.desk.shop))
      const visitor = at(page)
      await visitor.button.click()
      await visitor.writes('Do you deliver on Sunday?')
      await expect.poll(lastSender).not.toBe('')
      answers('Yes, until noon.')
      await visitor.sees('Yes, until noon.')
      await page.keyboard.press('Escape')
      expect(await visitor.panel.isVisible()).toBe(false)
      expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.localName')).toBe('button')
      answers('And on Monday.')
      await page.getByRole('button', { name: web.widget.news }).waitFor()
      await page.reload()
      await page.getByRole('button', { name: web.widget.news }).click()
      await visitor.sees('And on Monday.')
      await visitor.sees('Do you deliver on Sunday?')
    })

    test('a visitor for whom the site vouches has the same chat in another browser', async () => {
      const told = JSON.stringify({ id: 42, name: 'Ana "A" Pop', at: Math.floor(Date.now() / 1_000) })
      const path = `/?visitor=${encodeURIComponent(told)}&signature=${signed(told, SECRET)}`
      const one = at((await scene.visitor()).page)
      await one.page.goto(originOf(scene.desk.shop) + path)
      await one.button.click()
      await expect.poll(() => scene.desk.received.some(({ event }) => event.type === 'VisitorIntroduced')).toBe(true)
      await one.page.frameLocator('iframe').locator('body.framed').waitFor()
      await expect.poll(() => one.page.frames().some((frame) => frame.url().includes('again=1'))).toBe(true)
      await one.writes('It is me')
      await one.sees('It is me')
      const other = at((await scene.visitor()).page)
      await other.page.goto(originOf(scene.desk.shop) + path)
      await other.button.click()
      await other.sees('It is me')
    })

    test('a site that is not listed shows nothing, even where it makes the frame itself', async () => {
      const { page } = await scene.visitor({ forgives: /CORS|ERR_FAILED|status of 403|frame-ancestors|Framing/ })
      const said = page.waitForEvent('console', (line) => line.text().includes('is not shown on'))
      await page.goto(originOf(scene.desk.stranger))
      await said
      expect(await page.getByRole('button').count()).toBe(0)
      const address = `${scene.desk.url}/widget?host=${encodeURIComponent(originOf(scene.desk.shop))}`
      await page.evaluate(
        `document.body.append(Object.assign(document.createElement('iframe'), { src: '${address}' }))`,
      )
      await expect.poll(() => page.frames().length).toBe(2)
      await expect.poll(() => page.frames()[1]?.url()).toContain('chrome-error')
    })

    test('on a phone it fills the screen and is closed by its own button', async () => {
      const { page } = await scene.visitor({ viewport: { width: 390, height: 844 } })
      await page.goto(originOf(scene.desk.shop))
      const visitor = at(page)
      await visitor.button.click()
      await visitor.panel.waitFor()
      expect(await visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
      await page.frameLocator('iframe').getByRole('button', { name: web.widget.close }).click()
      await expect.poll(() => visitor.panel.isVisible()).toBe(false)
    })
  },
)

/** A desk, a site that may show its chat, and one that may not. */
const openSites = async () => {
  const shop = await siteWith(() => scriptOf(desk))
  const stranger = await siteWith(() => scriptOf(desk))
  const desk = await startWebDesk({ widget: { origins: [originOf(shop)], secret: SECRET } })
  const stop = async (): Promise<void> => {
    await desk.stop()
    for (const site of [shop, stranger]) site.close()
  }
  return { ...desk, shop, stranger, stop }
}

const at = (page: Page) => {
  const frame = page.frameLocator('iframe')
  return {
    page,
    button: page.getByRole('button', { name: web.widget.open }),
    panel: page.getByRole('dialog', { name: web.title }),
    writes: async (words: string): Promise<void> => {
      await frame.getByRole('textbox', { name: web.yourMessage }).fill(words)
      await frame.getByRole('button', { name: web.send, exact: true }).click()
    },
    sees: (words: string) => frame.getByRole('log').getByText(words).first().waitFor(),
  }
}

/** By another name of this machine than the desk's: to browsers that is another site. */
const originOf = (site: Server): string =>
  // A TCP server that listens has an address object.
  `http://localhost:${(site.address() as AddressInfo).port}`

const scriptOf = ({ url }: WebDesk) => ({ desk: url, script: `${url}/widget.js` })

/** A site with a policy as strict as the widget allows; what the address tells of a visitor stands in the page. */
const siteWith = async (of: () => { readonly desk: string; readonly script: string }): Promise<Server> => {
  const server = createServer((request, answer) => {
    const { desk, script } = of()
    const { searchParams, pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname !== '/') return answer.writeHead(404).end()
    const [visitor, signature] = ['visitor', 'signature'].map((name) => searchParams.get(name))
    const who = visitor ? ` data-visitor="${visitor.replaceAll('"', '&quot;')}" data-signature="${signature}"` : ''
    answer.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${desk}; connect-src ${desk}; frame-src ${desk}; img-src data:`,
    })
    answer.end(`<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><body><h1>Shop</h1>
<script src="${script}" data-desk="${desk}"${who} async></script></body></html>`)
    return answer
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return server
}
