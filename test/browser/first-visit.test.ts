// The pages in a real browser, over a desk in memory.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startWebDesk, type WebDesk } from '../adapters/web/web-desk.ts'
import { type Chromium, describeInChromium, startChromium } from '../support/chromium.ts'

describeInChromium('a first visit', () => {
  let chromium: Chromium
  let desk: WebDesk
  beforeAll(async () => {
    ;[chromium, desk] = await Promise.all([startChromium(), startWebDesk()])
  })
  afterEach(() => chromium.leave())
  afterAll(async () => {
    await chromium.close()
    await desk.stop()
  })

  test('finds a chat to write in, and no browser complains of it', async () => {
    const { page } = await chromium.visitor()
    await page.goto(desk.url)
    await expect.poll(() => page.getByRole('textbox').isVisible()).toBe(true)
  })
})
