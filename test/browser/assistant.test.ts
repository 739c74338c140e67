// A manager whom the assistant drafts answers for, at the whole program beside a simulated server of a language model.

import { expect, test } from 'vitest'
import { web } from '../../src/locales/en/web.ts'
import { createCommandHost } from '../cli/command-host.ts'
import { startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { withoutPlatforms } from '../stories/story-desk.ts'
import { describeInChromium } from '../support/chromium.ts'
import { freshDatabase } from '../support/database.ts'
import { startProgramHere } from '../support/program-here.ts'
import { customerAt, managerAt } from './people.ts'

const startAssisted = async () => {
  const database = await freshDatabase()
  const model = await startOpenAi()
  const environment = {
    ...withoutPlatforms(database.url),
    ...{ OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-simulated', OPENAI_MODEL: 'small' },
  }
  const commands = createCommandHost()
  const program = await startProgramHere(environment)
  return {
    url: program.url,
    model,
    link: async (): Promise<string> => {
      const { out } = await commands.frontdesk(['desk', 'link', '--admin'], environment)
      return program.url + new URL(out.trim()).pathname
    },
    stop: async (): Promise<void> => {
      await commands.stop()
      await program.stop()
      await model.stop()
      await database.drop()
    },
  }
}

describeInChromium('with an assistant', startAssisted, (scene) => {
  let asked = 0
  /** A manager at a ticket of a customer's. */
  const atTicket = async () => {
    asked += 1
    const words = `My lamp ${'ABCDEFG'[asked]} flickers`
    const anna = managerAt((await scene.visitor()).page)
    await anna.signsIn(await scene.desk.link(), `Anna ${asked}`)
    const ion = customerAt((await scene.visitor()).page)
    await ion.visits(scene.desk.url)
    await ion.writes(`/human ${words}`)
    await anna.opens(words)
    const box = anna.page.getByRole('textbox', { name: web.desk.answer })
    await box.waitFor()
    return { anna, ion, box }
  }
  const says = (reply: string) => scene.desk.model.answerWith(() => ({ known: reply !== '', reply, sources: [] }))

  test('a draft comes into the empty box by itself, outlives a reload, and goes as the manager changed it', async () => {
    const { anna, ion, box } = await atTicket()
    says('Please **turn** the bulb.')
    const slow = scene.desk.model.fault({ kind: 'hang', method: 'chat' })
    await anna.presses(web.desk.draft)
    await anna.sees(web.desk.writingDraft)
    slow.release()
    await expect.poll(() => box.inputValue()).toBe('Please **turn** the bulb.')
    await anna.sees('own messages alone')
    await anna.page.reload()
    await expect.poll(() => box.inputValue()).toBe('Please **turn** the bulb.')
    await box.press('End')
    await box.pressSequentially(' Twice.')
    await ion.writes('It is the left one')
    await anna.sees('has written since')
    expect(await box.inputValue()).toBe('Please **turn** the bulb. Twice.')
    await anna.presses(web.desk.reply)
    await ion.sees('Please turn the bulb. Twice.')
    await expect.poll(() => box.inputValue()).toBe('')
    await expect.poll(() => anna.page.getByText('own messages alone').count()).toBe(0)
    await anna.page.reload()
    expect(await box.inputValue()).toBe('')
  })

  test('words that were typed stay as they are, and a press adds the draft', async () => {
    const { anna, box } = await atTicket()
    await box.pressSequentially('Hello Ion. ')
    says('Turn the bulb.')
    await anna.presses(web.desk.draft)
    await anna.page.getByRole('button', { name: web.desk.useDraft }).waitFor()
    expect(await box.inputValue()).toBe('Hello Ion. ')
    await anna.page.reload()
    await expect.poll(() => box.inputValue()).toBe('Hello Ion. ')
    await box.press('End')
    await anna.presses(web.desk.useDraft)
    expect(await box.inputValue()).toBe('Hello Ion. Turn the bulb.')
  })

  test('a draft that is put away leaves the box empty, and does not come back', async () => {
    const { anna, box } = await atTicket()
    await box.fill('x')
    await box.fill('')
    says('Turn the bulb.')
    await anna.presses(web.desk.draft)
    await expect.poll(() => box.inputValue()).toBe('Turn the bulb.')
    await anna.presses(web.desk.dropDraft)
    await expect.poll(() => box.inputValue()).toBe('')
    await anna.page.reload()
    expect(await box.inputValue()).toBe('')
    await anna.page.getByRole('button', { name: web.desk.draft, exact: true }).waitFor()
  })

  test('a summary stands among the notes', async () => {
    const { anna } = await atTicket()
    scene.desk.model.answerWith(() => ({ summary: 'A lamp that flickers.', tags: [], priority: 'unclear' }))
    await anna.presses(web.desk.summary)
    await anna.sees('A lamp that flickers.')
    await anna.page.getByText(web.desk.asked).first().click()
    await anna.page.getByRole('link', { name: web.desk.sentAndReceived }).click()
    await anna.page.getByText(web.desk.receivedText, { exact: true }).click()
    await anna.sees('"summary":"A lamp that flickers."')
  })

  test('an article begins with what the assistant makes of the thread', async () => {
    const { anna } = await atTicket()
    const article = { known: true, title: 'A lamp that flickers', question: 'why does it flicker', answer: 'Turn it.' }
    scene.desk.model.answerWith(() => article)
    await anna.presses(web.desk.settling.article)
    await expect
      .poll(() =>
        anna.page
          .locator('[name="title"]')
          .inputValue()
          .catch(() => ''),
      )
      .toBe(article.title)
  })
})
