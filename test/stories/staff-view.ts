// What the staff channel shows of one ticket: its card and its thread.

import type { SeenMessage } from '../simulators/slack/slack-simulator.ts'
import { type StoryDesk, staffChannel } from './story-desk.ts'

export interface StaffTicket {
  readonly number: number
  /** The card, where buttons are pressed. */
  readonly card: { readonly channel: string; readonly ts: string }
  /** Resolves once the card shows these words anywhere, in text or blocks. */
  shows(words: string): Promise<SeenMessage>
  /** Resolves with the first message of the thread that has these words. */
  hears(words: string): Promise<SeenMessage>
  /** Resolves once a message of the thread bears this reaction of the bot's. */
  marked(message: { readonly ts: string }, reaction: string): Promise<SeenMessage>
  /** What the thread says now. */
  thread(): readonly string[]
  /** The messages of the thread now. */
  replies(): readonly SeenMessage[]
  /** Writes into the thread. */
  says(who: StoryDesk['anna'], words: string): { readonly channel: string; readonly ts: string }
}

/** Resolves with the ticket of a question once its card is in the staff channel. */
export const ticketAbout = async ({ slack }: Pick<StoryDesk, 'slack'>, question: string): Promise<StaffTicket> => {
  const { ts, text } = await slack.sees(staffChannel, (message) => isCard(message) && message.text.includes(question))
  const card = { channel: staffChannel, ts }
  const now = (): SeenMessage | undefined => slack.posts(staffChannel).find((message) => message.ts === ts)
  const replies = (): readonly SeenMessage[] => now()?.replies ?? []
  const until = (look: () => SeenMessage | undefined, what: string): Promise<SeenMessage> =>
    slack.until(look, () => `${what}; the ticket shows ${JSON.stringify(now(), null, 1)}`)
  return {
    number: Number(/^#(\d+)/.exec(text)?.[1]),
    card,
    shows: (words) => until(() => (JSON.stringify(now()).includes(words) ? now() : undefined), `no card with ${words}`),
    hears: (words) => until(() => replies().find((reply) => reply.text.includes(words)), `no reply with ${words}`),
    marked: (message, reaction) =>
      until(
        () => replies().find((reply) => reply.ts === message.ts && reply.reactions.includes(reaction)),
        `no ${reaction} on ${message.ts}`,
      ),
    replies,
    thread: () => replies().map((reply) => reply.text),
    says: (who, words) => who.postsIn(staffChannel, words, { threadTs: ts }),
  }
}

/** How many cards the staff channel has about a question. */
export const cardsAbout = ({ slack }: Pick<StoryDesk, 'slack'>, question: string): number =>
  slack.posts(staffChannel).filter((message) => isCard(message) && message.text.includes(question)).length

const isCard = ({ byBot, text }: SeenMessage): boolean => byBot && /^#\d+ /.test(text)
