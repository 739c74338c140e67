// The short form of `npm run chaos`: a handful of kills, each at another moment, with all that has to hold afterwards.

import { expect, test } from 'vitest'
import { cutOff, letIn } from '../stories/database-control.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { emptyDatabase } from '../support/database.ts'
import { playChaos } from './play.ts'
import { drawScript } from './script.ts'

// Its script has kills behind a send to Telegram, before an ack to Slack and during a timer, a database that goes away, files, and a mail server that fails.
const SEED = 3420
const KILLS = 5

test('the same seed draws the same script, and another one another', () => {
  expect(drawScript(SEED, 50)).toEqual(drawScript(SEED, 50))
  expect(drawScript(SEED, 50)).not.toEqual(drawScript(SEED + 1, 50))
})

test('killed with -9 at bad moments while the platforms fail, the desk loses and doubles nothing', {
  timeout: 240_000,
}, async () => {
  const database = await emptyDatabase()
  const killDatabase = async (): Promise<void> => {
    await cutOff(database.url)
    await letIn(database.url)
  }
  const environment = { DATABASE_URL: database.url, DATA_DIR: createDataFolder() }
  const place = { url: database.url, environment, killDatabase }
  try {
    const result = await playChaos({ seed: SEED, kills: KILLS, place, tell: () => undefined })
    expect(result.broken, `seed ${SEED}`).toEqual([])
    expect(result.kills).toBe(KILLS + 1)
    expect(result.messages).toBeGreaterThan(10)
    expect(result.files).toBeGreaterThan(0)
    expect(result.mails).toBeGreaterThan(0)
    expect(result.ticketChanges).toBeGreaterThan(5)
  } finally {
    await database.drop()
  }
})
