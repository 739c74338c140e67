// What becomes of one update: the engine receives it, and a press is answered beside the transaction.

import type { Logger } from 'pino'
import type { Inbound, Receive } from '../../src/channel.ts'
import type { Answers } from './answers.ts'
import type { Background } from './background.ts'
import type { Menus } from './commands.ts'
import type { FirstSteps } from './first-steps.ts'
import type { Groups } from './groups.ts'
import type { Update } from './lanes.ts'
import { parse, queryOf } from './parse.ts'
import type { Presence } from './presence.ts'

export interface Intake {
  /** Resolves once the update is committed or found to be nobody's business; rejects as `receive` does. */
  handle(update: Update): Promise<void>
  /** Hands an update that can't be handled to the engine, whole, so that the staff hears of it. */
  park(update: Update, error: unknown): Promise<void>
}

interface Parts {
  /** The bot's numeric id, a part of each event's key. */
  readonly bot: string
  readonly answers: Answers
  readonly groups: Groups
  readonly firstSteps: Pick<FirstSteps, 'understood'>
  readonly menus: Pick<Menus, 'met'>
  readonly presence: Pick<Presence, 'typing'>
  readonly background: Background
  readonly log: Logger
}

const NOTHING_TO_TELL: Awaited<ReturnType<Receive>> = { kind: 'repeated' }

/** Makes the way in for one `receive`. */
export const createIntake =
  ({ bot, answers, groups, menus, firstSteps, presence, background, log }: Parts) =>
  (receive: Receive): Intake => ({
    handle: async (update) => {
      const parsed = parse(update, bot, new Date())
      const inbound = parsed && { ...parsed, event: firstSteps.understood(parsed.event) }
      const query = queryOf(update)
      const event = inbound?.event ?? null
      const from = event && personOf(event)
      if (from !== null) background.add(menus.met(from.externalId))
      // Figures are read, not decided: they go past the engine.
      if (event?.type === 'CustomerCommanded' && event.command === 'stats')
        return background.add(answers.stats(event.from, event.argument))
      if (inbound === null) {
        log.debug({ update: update.update_id }, 'an update that no person wrote to the desk')
        background.add(groups.greet(update))
      }
      const outcome = inbound === null ? Promise.resolve(NOTHING_TO_TELL) : receive(inbound)
      if (query !== null) background.add(answers.press(query, from, outcome))
      const known = await outcome
      if (from === null) return
      if (query === null) background.add(answers.notice(from, known))
      if (known.kind === 'preparing') background.add(presence.typing(from.address))
    },
    park: async (update, error) => {
      const updateKey = `telegram:${bot}:${update.update_id}`
      const reason = error instanceof Error ? error.message : String(error)
      const payload = JSON.stringify(update)
      await receive({
        key: `${updateKey}:parked`,
        at: new Date(),
        event: { type: 'UpdateParked', channel: 'telegram', updateKey, payload, reason },
      })
    },
  })

const personOf = (event: Inbound['event']) => ('from' in event ? event.from : null)
