// People in front of a real browser: they look for words, labels and roles, as a person or a screen reader does.

import type { Locator, Page } from 'playwright-core'
import { web } from '../../src/locales/en/web.ts'

export type Customer = ReturnType<typeof customerAt>

/** A customer at the chat's page. */
export const customerAt = (page: Page) => {
  const box = page.getByRole('textbox', { name: web.yourMessage })
  const chat = page.getByRole('log')
  return {
    page,
    /** Where they write. */
    box,
    chat,
    visits: (url: string) => page.goto(url),
    /** Types words and sends them by the button. */
    writes: async (words: string): Promise<void> => {
      await box.fill(words)
      await page.getByRole('button', { name: web.send, exact: true }).click()
    },
    sees: (words: string | RegExp) => chat.getByText(words).first().waitFor(),
    presses: (label: string | RegExp) => chat.getByRole('button', { name: label }).last().click(),
  }
}

/** A manager at the desk's pages. */
export const managerAt = (page: Page) => {
  const queue = page.getByRole('navigation', { name: web.desk.queue })
  const inQueue = (words: string | RegExp): Locator => queue.getByRole('link').filter({ hasText: words })
  return {
    page,
    inQueue,
    /** Uses a one-time link. */
    signsIn: async (link: string, name: string): Promise<void> => {
      await page.goto(link)
      await page.getByLabel(web.desk.yourName).fill(name)
      await page.getByRole('button', { name: web.desk.signIn }).click()
      await queue.waitFor()
    },
    opens: (words: string) => inQueue(words).click(),
    presses: (label: string) => page.getByRole('button', { name: label, exact: true }).click(),
    answers: async (words: string): Promise<void> => {
      await page.getByRole('textbox', { name: web.desk.answer }).fill(words)
      await page.getByRole('button', { name: web.desk.reply, exact: true }).click()
    },
    sees: (words: string | RegExp) => page.getByText(words).first().waitFor(),
  }
}
