// The page of how the desk works, in front of whoever looks after it.

import { expect, test } from 'vitest'
import { web } from '../../src/locales/en/web.ts'
import { describeInChromium } from '../support/chromium.ts'
import { adminsLink, LOST, startBusyDesk } from './busy-desk.ts'

describeInChromium('the page of operations', startBusyDesk, (scene) => {
  test('shows by itself what failed meanwhile, and sends it again', async () => {
    const lost = scene.desk.lost.splice(0)
    const { page } = await scene.visitor()
    await page.goto(adminsLink(scene.desk))
    await page.getByRole('button', { name: web.desk.signIn }).click()
    await page.waitForURL('**/desk')
    await page.clock.install()
    await page.goto(`${scene.desk.url}/desk/operations`)
    await page.getByText(web.operations.noneFailed).waitFor()
    scene.desk.lost.push(...lost)
    await page.clock.fastForward(11_000)
    const again = page.getByRole('button', { name: web.operations.sendAgain })
    await again.waitFor()
    await again.click()
    await page.waitForURL('**/desk/operations')
    await expect
      .poll(() => scene.desk.received.at(-1)?.event)
      .toMatchObject({ type: 'DeliveryRetried', delivery: LOST, by: { name: 'Ana' } })
  })
})
