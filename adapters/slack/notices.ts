// What one person alone sees, at once: refusals, confirmations, answers to commands. Best effort, never stored.

import type { Logger } from 'pino'
import type { Receive, Words } from '../../src/channel.ts'
import type { CardView, Person } from '../../src/desk.ts'
import { type Api, priorities } from './api.ts'
import { phrase, type SlackMessage } from './card.ts'
import { splitText } from './split.ts'
import { undoOffer } from './undo.ts'

/** Who is told, and where they are: with the address that came with a press or command where there is one. */
export interface Asker {
  readonly user: string
  readonly locale: string
  readonly channel: string | null
  readonly thread: string | null
  readonly responseUrl: string | null
}

/** The asker as the desk knows people. */
export const personOf = ({ user }: Pick<Asker, 'user'>): Person => ({ channel: 'slack', externalId: user })

type Outcome = Awaited<ReturnType<Receive>>
type Say = Extract<Outcome, { kind: 'refused' }>['notice']

export interface Notices {
  /** Words by their key in the locales. */
  say(asker: Asker, key: string, params?: Readonly<Record<string, string | number>>): Promise<void>
  /** What an outcome has to say to whoever caused it, if anything. */
  outcome(asker: Asker, outcome: Outcome): Promise<void>
  /** The same words as text, for a modal. */
  wordsOf(locale: string, say: Say): Promise<string>
  /** Text in Slack's markup. */
  text(asker: Asker, mrkdwn: string): Promise<void>
  /** A message with blocks. */
  show(asker: Asker, message: SlackMessage): Promise<void>
  /** The same for everybody where they are. Throws where it can't be shown there. */
  share(asker: Asker, message: SlackMessage): Promise<void>
  /** Takes away the answer whose button they pressed. */
  withdraw(asker: Asker): Promise<void>
}

export interface NoticeParts {
  readonly api: Api
  readonly words: Words
  readonly card: (ticket: string) => Promise<CardView>
  readonly log: Pick<Logger, 'warn'>
}

const mostText = 3900

type Shown = SlackMessage | { readonly text: string }

/** Tells people by the address of their press where there is one, else by an ephemeral message. */
export const createNotices = ({ api, words, card, log }: NoticeParts): Notices => {
  const showAll = async (asker: Asker, messages: readonly Shown[]) => {
    try {
      for (const message of messages) await deliver(api, asker, message)
    } catch (error) {
      log.warn({ err: error }, 'a notice could not be shown in Slack')
    }
  }
  const text = (asker: Asker, mrkdwn: string): Promise<void> =>
    showAll(
      asker,
      splitText(mrkdwn, mostText).map((part) => ({ text: part })),
    )
  const wordsOf = async (locale: string, { say, params }: Say): Promise<string> => {
    const filled: Record<string, string | number> = {}
    for (const [name, value] of Object.entries(params ?? {})) {
      filled[name] = typeof value === 'object' ? (await card(value.numberOf)).number : value
    }
    return phrase(words, locale, say, filled)
  }
  return {
    text,
    show: (asker, message) => showAll(asker, [message]),
    share: (asker, message) => share(api, asker, message),
    withdraw: async ({ responseUrl }) => {
      if (responseUrl !== null) await post(responseUrl, { delete_original: true })
    },
    wordsOf,
    say: (asker, key, params) => text(asker, phrase(words, asker.locale, key, params)),
    outcome: async (asker, outcome) => {
      const said = 'notice' in outcome && outcome.notice ? await wordsOf(asker.locale, outcome.notice) : null
      if (outcome.kind === 'done' && outcome.held !== undefined) {
        return showAll(asker, [undoOffer(words, asker.locale, outcome.held, said)])
      }
      if (said !== null) await text(asker, said)
    },
  }
}

const deliver = async (api: Api, asker: Asker, message: Shown): Promise<void> => {
  if (asker.responseUrl !== null && (await answered(asker.responseUrl, message))) return
  if (asker.channel === null) throw new Error('there is no place to show it')
  const thread = asker.thread === null ? {} : { thread_ts: asker.thread }
  await api.call(
    'chat.postEphemeral',
    { channel: asker.channel, user: asker.user, ...message, ...thread },
    priorities.answer,
  )
}

// The address works where the bot is no member, too.
const share = async (api: Api, { channel, responseUrl }: Asker, message: SlackMessage): Promise<void> => {
  const body = { response_type: 'in_channel', replace_original: false, ...message }
  if (responseUrl !== null && (await post(responseUrl, body))) return
  await api.call('chat.postMessage', { channel, ...message }, priorities.word)
}

const answered = (url: string, message: Shown): Promise<boolean> =>
  post(url, { response_type: 'ephemeral', replace_original: false, ...message })

// An address takes five posts within 30 minutes; after that the ephemeral message serves.
const post = async (url: string, body: object): Promise<boolean> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  })
  await response.body?.cancel()
  return response.ok
}
