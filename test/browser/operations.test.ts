// The page of how the desk works, in front of whoever looks after it.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { web } from '../../src/locales/en/web.ts'
import { startWebDesk, type WebDesk } from '../adapters/web/web-desk.ts'
import { type Chromium, describeInChromium, startChromium } from '../support/chromium.ts'
import { adminsLink, LOST, makeBusy } from './busy-desk.ts'

describeInChromium('the page of operations', () => {
  let chromium: Chromium
  let desk: WebDesk
  beforeAll(async () => {
    ;[chromium, desk] = await Promise.all([startChromium(), startWebDesk()])
    makeBusy(desk)
  })
  afterEach(() => chromium.leave())
  afterAll(async () => {
    await chromium.close()
    await desk.stop()
  })

  test('shows by itself what failed meanwhile, and sends it again', { timeout: 60_000 }, async () => {
    const lost = desk.lost.splice(0)
    const { page } = await chromium.visitor()
    await page.goto(adminsLink(desk))
    await page.getByRole('button', { name: web.desk.signIn }).click()
    await page.waitForURL('**/desk')
    await page.clock.install()
    await page.goto(`${desk.url}/desk/operations`)
    await page.getByText(web.operations.noneFailed).waitFor()
    desk.lost.push(...lost)
    await page.clock.fastForward(11_000)
    const again = page.getByRole('button', { name: web.operations.sendAgain })
    await again.waitFor()
    await again.click()
    await page.waitForURL('**/desk/operations')
    await expect
      .poll(() => desk.received.at(-1)?.event)
      .toMatchObject({ type: 'DeliveryRetried', delivery: LOST, by: { name: 'Ana' } })
  })
})
