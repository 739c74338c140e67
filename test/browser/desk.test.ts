// A customer and the managers at the whole program, each in a browser of their own, with nothing configured but a database.

import { expect, test } from 'vitest'
import { web } from '../../src/locales/en/web.ts'
import { createCommandHost } from '../cli/command-host.ts'
import { withoutPlatforms } from '../stories/story-desk.ts'
import { describeInChromium } from '../support/chromium.ts'
import { freshDatabase } from '../support/database.ts'
import { startProgramHere } from '../support/program-here.ts'
import { customerAt, managerAt } from './people.ts'

const startWholeProgram = async () => {
  const database = await freshDatabase()
  const environment = withoutPlatforms(database.url)
  const commands = createCommandHost()
  const program = await startProgramHere(environment).catch(async (fault: unknown) => {
    await database.drop()
    throw fault
  })
  return {
    url: program.url,
    /** A fresh link to the staff desk, as the operator makes one. */
    link: async (): Promise<string> => {
      const { out } = await commands.frontdesk(['desk', 'link', '--admin'], environment)
      return program.url + new URL(out.trim()).pathname
    },
    stop: async (): Promise<void> => {
      await commands.stop()
      await program.stop()
      await database.drop()
    },
  }
}

describeInChromium('customers and managers', startWholeProgram, (scene) => {
  const manager = async (name: string) => {
    const one = managerAt((await scene.visitor()).page)
    await one.signsIn(await scene.desk.link(), name)
    return one
  }
  const customerAsking = async (words: string) => {
    const one = customerAt((await scene.visitor()).page)
    await one.visits(scene.desk.url)
    await one.writes(words)
    return one
  }

  test('a guest and a manager meet on two pages, and neither loads a page again to see what the other did', async () => {
    const anna = await manager('Anna')
    await anna.sees(web.desk.emptyList.open)

    const ion = await customerAsking('I forgot my password')
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

  test('a request appears by itself, keys lead to it, and half an answer outlives what changes and a reload', async () => {
    const anna = await manager('Ada')
    const ion = await customerAsking('I forgot my password')
    await ion.presses('person')
    await anna.inQueue('I forgot my password').waitFor()

    await anna.page.keyboard.press('j')
    await anna.page.keyboard.press('Enter')
    const box = anna.page.getByRole('textbox', { name: web.desk.answer })
    await box.waitFor()
    await anna.page.keyboard.press('c')
    await anna.inQueue('Ada').waitFor()
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

  test('two managers at one ticket see each other there, and who writes', async () => {
    const [anna, ben] = [await manager('Mia'), await manager('Ben')]
    await customerAsking('/human My lamp flickers')
    for (const each of [anna, ben]) await each.opens('My lamp flickers')
    await anna.sees(web.desk.isHere.replace('{{name}}', 'Ben'))
    await ben.sees(web.desk.isHere.replace('{{name}}', 'Mia'))
    await ben.page.getByRole('textbox', { name: web.desk.answer }).pressSequentially('Have you')
    await anna.sees(web.desk.isWriting.replace('{{name}}', 'Ben'))
    await ben.page.goto(`${scene.desk.url}/desk`)
    await expect.poll(() => anna.page.getByRole('status').getByText('Ben').count()).toBe(0)
  })

  test('an article is found by a few letters, put into the answer, completed and sent', async () => {
    const anna = await manager('Lia')
    const ion = await customerAsking('/human Who reads my letters?')
    await anna.opens('Who reads my letters?')
    const box = anna.page.getByRole('textbox', { name: web.desk.answer })
    await box.fill('Hello Ion. ')
    await anna.page.getByRole('heading').first().click()
    await anna.page.keyboard.press('f')
    await anna.page.getByRole('combobox', { name: web.desk.searchFaq }).pressSequentially('passw')
    await anna.page.getByRole('option', { name: 'How do I reset my password?' }).waitFor()
    await anna.page.keyboard.press('ArrowDown')
    await anna.page.keyboard.press('Enter')
    await anna.presses(web.desk.insert)
    await expect.poll(() => box.inputValue()).toMatch(/^Hello Ion\. .+/s)
    await box.press('End')
    await box.pressSequentially(' Call me if not.')
    await anna.presses(web.desk.reply)
    await ion.sees('Hello Ion.')
    await ion.sees('Call me if not.')
  })

  test('a new request is told by a notification, once for all tabs, where that was switched on', async () => {
    const visitor = await scene.visitor()
    // Without a window Chromium shows none, and says so: what it is asked to show is kept instead.
    await visitor.context.addInitScript(
      'window.told = []; window.Notification = class extends EventTarget { static permission = "granted"; constructor(title) { super(); told.push(title) } }',
    )
    const anna = managerAt(visitor.page)
    await anna.signsIn(await scene.desk.link(), 'Eva')
    await anna.page.getByRole('switch', { name: web.desk.tellMe }).check()
    const second = await visitor.context.newPage()
    await second.goto(`${scene.desk.url}/desk`)
    await customerAsking('/human The door is stuck')
    const queues = [anna, managerAt(second)].map((at) => at.inQueue('The door is stuck'))
    await Promise.all(queues.map((shown) => shown.waitFor()))
    const told = async () =>
      (await Promise.all([anna.page, second].map((tab) => tab.evaluate<string[]>('window.told')))).flat()
    await expect.poll(told).toHaveLength(1)
    // Whoever has waited for their turn in both tabs comes after whatever else would be told.
    for (const tab of [anna.page, second]) await tab.evaluate("navigator.locks.request('frontdesk-telling', () => {})")
    expect(await told()).toHaveLength(1)
  })
})
