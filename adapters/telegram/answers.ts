// What a person sees at once, never stored and tried once: the end of a press's waiting, a notice, an admin's figures.

import type { Logger } from 'pino'
import type { Receive, Words } from '../../src/channel.ts'
import type { Sender as Person } from '../../src/core/types.ts'
import type { StatsAnswer } from '../../src/desk/charts.ts'
import type { Desk } from '../../src/desk.ts'
import { fromMarkdown, literal, plainText } from '../../src/document.ts'
import type { Client } from './client.ts'
import { render } from './render.ts'
import type { Sender } from './send.ts'

type Outcome = Awaited<ReturnType<Receive>>

export interface Answers {
  /** Ends the waiting of a press: with the outcome's notice where that comes soon, else without it and the notice as a message. */
  press(query: string, from: Person | null, outcome: Promise<Outcome>): Promise<void>
  /** Shows the notice of an outcome, if it has one, as a message. */
  notice(from: Person, outcome: Outcome): Promise<void>
  /** Answers /stats with figures and then their picture, or with the words that tell how to become an admin. */
  stats(from: Person, period: string): Promise<void>
}

interface Parts {
  readonly client: Client
  readonly sender: Pick<Sender, 'say' | 'picture'>
  readonly desk: Pick<Desk, 'localeOf' | 'stats'>
  readonly words: Words
  /** The desk's own language, for people of whom nothing is known. */
  readonly locale: string
  readonly log: Logger
}

/** A person notices a button that waits longer; a commit takes a few milliseconds. */
const SOON = 400
/** answerCallbackQuery takes 200 characters; more is said in a message. */
const MAX_NOTICE = 200
const PRIORITY = 1

/** Makes the answers; what fails in them is logged, since nobody waits for it. */
export const createAnswers = ({ client, sender, desk, words, locale, log }: Parts): Answers => {
  const localeOf = async (from: Person): Promise<string> => (await desk.localeOf(from)) ?? from.locale ?? locale

  const noticeOfPress = async (from: Person, outcome: Promise<Outcome>): Promise<string | null> => {
    // Read beside the transaction: whoever is forgotten by it leaves no language behind.
    const [locale, known] = await Promise.allSettled([localeOf(from), outcome])
    // Whoever handed it over tells of it.
    if (known.status === 'rejected') return null
    return noticeOf(words, known.value, async () => {
      if (locale.status === 'rejected') throw locale.reason
      return locale.value
    })
  }
  const show = shower(sender)
  const failed = (error: unknown): void => log.warn({ err: error }, 'an immediate answer on Telegram failed')
  const quietly = (work: Promise<void>): Promise<void> => work.catch(failed)
  return {
    press: (query, from, outcome) => {
      const coming = from === null ? Promise.resolve(null) : noticeOfPress(from, outcome)
      return quietly(
        (async () => {
          const soon = await within(SOON, coming)
          const text = soon === null ? '' : plainText(fromMarkdown(soon)).trim()
          const fits = [...text].length <= MAX_NOTICE
          const isShown = await answerQuery(client, query, fits ? text : '', log)
          const markdown = soon ?? (await coming)
          const isSaid = soon !== null && fits && isShown
          if (from !== null && markdown !== null && !isSaid) await show(from, markdown)
        })(),
      )
    },
    notice: (from, outcome) =>
      quietly(
        noticeOf(words, outcome, () => localeOf(from)).then((markdown) =>
          markdown === null ? undefined : show(from, markdown),
        ),
      ),
    stats: (from, period) =>
      quietly(localeOf(from).then(async (known) => showFigures(sender, from, await desk.stats(from, known, period)))),
  }
}

const shower =
  (sender: Pick<Sender, 'say'>) =>
  async (from: Person, markdown: string): Promise<void> => {
    const document = fromMarkdown(markdown)
    for (const part of render({ kind: 'message', author: { role: 'bot' }, document, buttons: [] })) {
      await sender.say(from.address, part, PRIORITY)
    }
  }

// Drawing takes a moment, for which the figures don't wait; where it fails they stand alone.
const showFigures = async (sender: Parts['sender'], from: Person, { text, draw }: StatsAnswer): Promise<void> => {
  await shower(sender)(from, text)
  if (draw) await sender.picture(from.address, await draw())
}

const noticeOf = async (words: Words, outcome: Outcome, locale: () => Promise<string>): Promise<string | null> => {
  if (!('notice' in outcome) || outcome.notice === undefined) return null
  const { say, params = {} } = outcome.notice
  return words(await locale(), say, plainParams(params))
}

// A press that came again, or lay in the queue while the desk was down, may have no query left to answer: its notice goes as a message.
const answerQuery = async (client: Client, query: string, text: string, log: Logger): Promise<boolean> => {
  try {
    await client.call('answerCallbackQuery', { callback_query_id: query, ...(text !== '' && { text }) })
    return true
  } catch (error) {
    log.debug({ err: error }, 'a press could not be answered at its button')
    return false
  }
}

const within = async <T>(milliseconds: number, coming: Promise<T>): Promise<T | null> => {
  const { promise, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), milliseconds)
  return Promise.race([coming, promise]).finally(() => clearTimeout(timer))
}

type Params = Readonly<Record<string, unknown>>

// Words are Markdown, and nothing in a person's words may format there.
const plainParams = (params: Params): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(params)
      .filter((entry): entry is [string, string | number] => typeof entry[1] !== 'object')
      .map(([name, value]) => [name, typeof value === 'string' ? literal(value) : value]),
  )
