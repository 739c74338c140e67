// Two managers and a customer at the staff desk, each in a browser of their own.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { web } from '../../src/locales/en/web.ts'
import { withoutPlatforms } from '../stories/story-desk.ts'
import { type Chromium, describeInChromium, startChromium } from '../support/chromium.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { type Program, startProgram } from '../support/program.ts'
import { customerAt, managerAt } from './people.ts'

describeInChromium('the staff desk', () => {
  let chromium: Chromium
  let database: FreshDatabase
  let program: Program
  beforeAll(async () => {
    database = await freshDatabase()
    ;[chromium, program] = await Promise.all([startChromium(), startProgram(withoutPlatforms(database.url))])
  })
  afterEach(() => chromium.leave())
  afterAll(async () => {
    await chromium.close()
    await program.stop()
    await database.drop()
  })

  test('a request appears by itself, keys lead to it, and half an answer outlives what changes and a reload', async () => {
    const ion = customerAt((await chromium.visitor()).page)
    const anna = managerAt((await chromium.visitor()).page)
    await anna.signsIn(program.deskLink ?? '', 'Anna')
    await ion.visits(program.url)
    await ion.writes('I forgot my password')
    await ion.presses('person')
    await anna.inQueue('I forgot my password').waitFor()

    await anna.page.keyboard.press('j')
    await anna.page.keyboard.press('Enter')
    const box = anna.page.getByRole('textbox', { name: web.desk.answer })
    await box.waitFor()
    await anna.page.keyboard.press('c')
    await anna.inQueue('Anna').waitFor()
    await anna.page.keyboard.press('r')
    await box.pressSequentially('Half an answer')
    await ion.writes('One more thing')
    await anna.sees('One more thing')
    expect(await box.inputValue()).toBe('Half an answer')
    await anna.page.reload()
    await expect.poll(() => box.inputValue()).toBe('Half an answer')
    await box.press('Control+Enter')
    await ion.sees('Half an answer')
    await expect.poll(() => box.inputValue()).toBe('')
  })
})
