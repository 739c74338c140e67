// Not everybody has a mouse, a wide screen, or JavaScript.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fromMarkdown } from '../../src/document.ts'
import { web } from '../../src/locales/en/web.ts'
import { hashed } from '../adapters/web/memory-desk.ts'
import { startWebDesk } from '../adapters/web/web-desk.ts'
import { describeInChromium } from '../support/chromium.ts'
import { customerAt, managerAt } from './people.ts'

describeInChromium('the pages work', startWebDesk, (scene) => {
  const link = (): string => {
    const token = crypto.randomUUID()
    scene.desk.links.add(token)
    return `${scene.desk.url}/desk/sign-in/${token}`
  }
  /** Says something to whoever's page this is, with a button. */
  const offers = async (page: Page, words: string, label: string): Promise<void> => {
    const cookie = (await page.context().cookies()).find(({ name }) => name === 'frontdesk_chat')
    const buttons = [{ label, press: `press-${label}` }]
    scene.desk.says(hashed(cookie?.value ?? ''), { role: 'bot' }, fromMarkdown(words), buttons)
  }
  const pressed = (label: string): boolean =>
    scene.desk.received.some(({ key, event }) => JSON.stringify({ key, event }).includes(`press-${label}`))

  test('without JavaScript: each form posts and the page comes again', async () => {
    const ion = customerAt((await scene.visitor({ javaScriptEnabled: false })).page)
    await ion.visits(scene.desk.url)
    await ion.writes('No script here')
    await ion.sees('No script here')
    await offers(ion.page, 'Is it this?', 'Solved')
    await ion.page.reload()
    await ion.presses('Solved')
    await expect.poll(() => pressed('Solved')).toBe(true)

    scene.desk.opens(1)
    const anna = managerAt((await scene.visitor({ javaScriptEnabled: false })).page)
    await anna.signsIn(link(), 'Anna')
    await anna.opens('Where is my parcel?')
    await anna.presses(web.desk.claim)
    await anna.inQueue('Anna').waitFor()
    await anna.answers('It is on its way.')
    await anna.sees('It is on its way.')
    await anna.presses(web.desk.resolve)
    await expect.poll(() => anna.inQueue('Where is my parcel?').count()).toBe(0)
  })

  test('by keyboard alone, and the focus is always seen', async () => {
    const { page } = await scene.visitor()
    const ion = customerAt(page)
    await ion.visits(scene.desk.url)
    // The browser gives the box the focus as it first draws the page, which may be after the page has loaded.
    await page.locator(':focus').and(ion.box).waitFor()
    await page.keyboard.type('Typed at once')
    await page.keyboard.press('Enter')
    await ion.sees('Typed at once')
    await page.keyboard.type('and on')
    await page.keyboard.press('Enter')
    await ion.sees('and on')
    await offers(page, 'Is it this one?', 'Not what I need')
    await ion.sees('Is it this one?')
    await reaches(page, 'Not what I need')
    await page.keyboard.press('Enter')
    await expect.poll(() => pressed('Not what I need')).toBe(true)

    scene.desk.opens(2, { question: 'A question for the keyboard' })
    const { page: staffPage } = await scene.visitor()
    const anna = managerAt(staffPage)
    await anna.signsIn(link(), 'Anna')
    await reaches(staffPage, 'A question for the keyboard')
    await staffPage.keyboard.press('Enter')
    await staffPage.getByRole('button', { name: web.desk.claim, exact: true }).waitFor()
    await reaches(staffPage, web.desk.claim)
    await staffPage.keyboard.press('Enter')
    await anna.inQueue('Anna').waitFor()
  })

  test('where the browser keeps nothing: neither the chat nor the desk breaks', async () => {
    const closed = `for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError') } })`
    const [one, other] = await Promise.all([scene.visitor(), scene.visitor()])
    for (const { context } of [one, other]) await context.addInitScript(closed)
    const ion = customerAt(one.page)
    await ion.visits(scene.desk.url)
    await ion.writes('Nothing is kept here')
    await ion.sees('Nothing is kept here')
    scene.desk.opens(4, { question: 'Is anything kept?' })
    const anna = managerAt(other.page)
    await anna.signsIn(link(), 'Kira')
    await anna.page.getByRole('switch', { name: web.desk.tellMe }).check()
    await anna.opens('Is anything kept?')
    await anna.presses(web.desk.claim)
    await anna.inQueue('Kira').waitFor()
  })

  test('where an answer is slow to go: what is typed meanwhile stays in the box', async () => {
    scene.desk.opens(5, { question: 'Is it slow?' })
    const anna = managerAt((await scene.visitor()).page)
    await anna.signsIn(link(), 'Sven')
    await anna.opens('Is it slow?')
    await anna.presses(web.desk.claim)
    await anna.inQueue('Sven').waitFor()
    const gate = Promise.withResolvers<void>()
    await anna.page.route('**/reply', async (route) => {
      await gate.promise
      await route.continue()
    })
    const box = anna.page.getByRole('textbox', { name: web.desk.answer })
    await anna.answers('A first answer.')
    await box.press('End')
    await box.pressSequentially(' And more')
    gate.resolve()
    await anna.sees('A first answer.')
    await expect.poll(() => box.inputValue()).toBe('And more')
  })

  test('on a phone: nothing is wider than the screen, and what is needed is in reach', async () => {
    scene.desk.opens(3, { question: `A long ${'and '.repeat(60)}${'unbreakable'.repeat(12)}` })
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
    const { page } = await scene.visitor(phone)
    const ion = customerAt(page)
    await ion.visits(scene.desk.url)
    await ion.box.fill(`${'unbreakable'.repeat(20)} and more`)
    await page.getByRole('button', { name: web.send, exact: true }).tap()
    await ion.sees('and more')
    expect(await isWiderThanScreen(page)).toBe(false)
    await expectInView(page, ion.box)

    const { page: staffPage } = await scene.visitor(phone)
    const anna = managerAt(staffPage)
    await anna.signsIn(link(), 'Anna')
    expect(await isWiderThanScreen(staffPage)).toBe(false)
    await anna.inQueue('A long').tap()
    await staffPage.getByRole('button', { name: web.desk.claim, exact: true }).waitFor()
    expect(await isWiderThanScreen(staffPage)).toBe(false)
  })
})

// Written as words: here there is no document for the types to know. A field for files is shown by its label.
const FOCUSED = `
  const element = document.activeElement
  const shows = (one) => getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none'
  const isSeen = element === document.body || shows(element) || (element.closest('label') !== null && shows(element.closest('label')));
  ({ words: element === document.body ? '' : element.textContent + (element.ariaLabel ?? ''), isSeen })`

/** Tabs until what has the focus bears this name, at most sixty times; each stop on the way has to show that it has the focus. */
const reaches = async (page: Page, name: string): Promise<void> => {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    const looks = await page.evaluate<{ words: string; isSeen: boolean }>(FOCUSED)
    expect(looks, 'what has the focus').toMatchObject({ isSeen: true })
    if (looks.words.includes(name)) return
  }
  throw new Error(`the keyboard does not reach ${name}`)
}

const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth')

const expectInView = async (page: Page, what: ReturnType<Page['locator']>): Promise<void> => {
  const box = await what.boundingBox()
  const height = page.viewportSize()?.height ?? 0
  expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height)
}
