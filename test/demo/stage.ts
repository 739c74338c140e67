// What the demo plays on: the two simulated platforms, the real program between them, a database in a temporary folder.

import { rm } from 'node:fs/promises'
import { startSlack } from '../simulators/slack/slack-simulator.ts'
import { startTelegram } from '../simulators/telegram/telegram-simulator.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { startProgram } from '../support/program.ts'

export const deskChannel = 'C1DESK'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Starts everything; the people are Ion on Telegram, Anna (a manager) and Dora (an admin) in Slack. */
export const openStage = async () => {
  const dataDir = createDataFolder()
  const [telegram, slack] = await Promise.all([startTelegram(), startSlack({ patienceMs: 30_000 })])
  const anna = slack.person({ id: 'U1ANNA', name: 'Anna' })
  const dora = slack.person({ id: 'U2DORA', name: 'Dora' })
  slack.channel({ id: deskChannel, members: [anna.id, dora.id] })
  const program = startProgram({
    DATA_DIR: dataDir,
    PACING: 'off',
    REPLY_HOLD: '0',
    BURST_WINDOW: '0',
    FLOOD_LIMIT: '0',
    FAQ_FILE: 'prisma/demo-faq.json',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_STAFF_CHANNEL: deskChannel,
    ADMIN_IDS: `slack:${dora.id}`,
  })
  return {
    telegram,
    slack,
    anna,
    dora,
    ion: telegram.user({ id: 4242, firstName: 'Ion', languageCode: 'en' }),
    /** Resolves once the program takes traffic. */
    ready: program,
    /** Stops everything and removes the folder, whether the program had come up or not. */
    close: async (): Promise<void> => {
      await program.then((running) => running.stop()).catch(() => undefined)
      await Promise.all([telegram.stop(), slack.stop()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
