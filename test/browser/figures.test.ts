import { expect, test } from 'vitest'
import { web } from '../../src/locales/en/web.ts'
import { describeInChromium } from '../support/chromium.ts'
import { adminsLink, startBusyDesk } from './busy-desk.ts'

describeInChromium('the page of figures', startBusyDesk, (scene) => {
  test('shows its chart whole on a phone, in the colours of the page, and tells in words what it shows', async () => {
    const { page } = await scene.visitor({ viewport: { width: 390, height: 844 } })
    await page.goto(adminsLink(scene.desk))
    await page.getByRole('button', { name: web.desk.signIn }).click()
    await page.waitForURL('**/desk')
    await page.goto(`${scene.desk.url}/desk/figures`)
    const chart = page.getByRole('img', { name: 'Chart of the tickets by day' })
    const box = await chart.locator('svg').boundingBox()
    expect(box?.width).toBeGreaterThan(300)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
    const done = `document.querySelector('path[fill="var(--chart-done)"]')`
    const hue = () => page.evaluate<string>(`getComputedStyle(${done}).fill`)
    const inLight = await hue()
    await page.emulateMedia({ colorScheme: 'dark' })
    expect([inLight, await hue()]).toEqual(['rgb(31, 111, 214)', 'rgb(106, 169, 255)'])
  })

  test('leads to the tickets of any two days, without a script', async () => {
    const { page } = await scene.visitor({ javaScriptEnabled: false, forgives: /status of 422/ })
    await page.goto(adminsLink(scene.desk))
    await page.getByRole('button', { name: web.desk.signIn }).click()
    await page.waitForURL('**/desk')
    await page.goto(`${scene.desk.url}/desk/figures`)
    await page.getByLabel(web.reports.first).fill('2026-05-02')
    await page.getByLabel(web.reports.last).fill('2026-05-01')
    await page.getByRole('button', { name: web.reports.show }).click()
    await page.getByText(web.reports.mixedUp).waitFor()
    await page.getByLabel(web.reports.last).fill('2026-05-04')
    await page.getByRole('button', { name: web.reports.show }).click()
    await page.getByRole('table').getByRole('link', { name: 'Tickets opened' }).click()
    await page.getByRole('link', { name: '#7' }).waitFor()
    expect(new URL(page.url()).search).toBe('?from=2026-05-02&to=2026-05-04&figure=opened')
  })
})
