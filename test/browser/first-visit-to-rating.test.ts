// The whole road in two browsers side by side, with nothing configured but a database.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { web } from '../../src/locales/en/web.ts'
import { withoutPlatforms } from '../stories/story-desk.ts'
import { type Chromium, describeInChromium, startChromium } from '../support/chromium.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { type Program, startProgram } from '../support/program.ts'
import { customerAt, managerAt } from './people.ts'

describeInChromium('from the first visit to the rating', () => {
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

  test('a guest and a manager meet on two pages, and neither loads a page again to see what the other did', {
    timeout: 60_000,
  }, async () => {
    const ion = customerAt((await chromium.visitor()).page)
    const anna = managerAt((await chromium.visitor()).page)
    await anna.signsIn(program.deskLink ?? '', 'Anna')
    await anna.sees(web.desk.emptyList.open)

    await ion.visits(program.url)
    await ion.writes('I forgot my password')
    await ion.sees('Forgot password')
    await ion.presses('person')
    await ion.sees(/Your request is/)

    await anna.inQueue('I forgot my password').waitFor()
    await anna.opens('I forgot my password')
    await anna.presses(web.desk.claim)
    await anna.inQueue('Anna').waitFor()
    await anna.answers('Here is a **new** link for you.')
    await ion.sees('Here is a new link for you.')
    expect(await ion.chat.getByRole('strong').or(ion.chat.locator('strong')).getByText('new').count()).toBe(1)

    await ion.writes('It works, thank you!')
    await anna.sees('It works, thank you!')
    await anna.presses(web.desk.resolve)
    await ion.presses('5')
    await anna.sees('★★★★★')
  })
})
