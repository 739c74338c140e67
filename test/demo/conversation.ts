// The conversation of the demo. Every answer is read from the simulated platforms, so it is what the program really said.

import { setTimeout as after } from 'node:timers/promises'
import { isRecord } from '../simulators/slack/blocks.ts'
import type { SeenMessage } from '../simulators/slack/slack-simulator.ts'
import { deskChannel, type Stage } from './stage.ts'
import type { Transcript } from './transcript.ts'

export interface Tempo {
  /** Milliseconds between one thing that happens and the next. */
  readonly beat: number
  /** Ends the play where it stands. */
  readonly signal: AbortSignal
}

/** Plays it to its end; rejects once the signal fires. */
export const play = async (stage: Stage, transcript: Transcript, tempo: Tempo): Promise<void> => {
  const cast = people(stage, transcript, tempo)
  await cast.ionWrites('I have not received my money yet')
  await cast.ionReads('5 working days')
  await cast.ionPresses(/person/i)
  await cast.ionReads('your name')
  await cast.ionPresses('👤 Ion')
  await cast.ionReads('e-mail address')
  await cast.ionWrites('ion@example.com')
  await cast.ionReads('Your request is')
  const card = await cast.cardShows('is new')
  await cast.annaPresses(card, 'ticket.claim', 'Claim')
  await cast.cardShows('held by Anna')
  await cast.ionReads('Anna is looking into')
  await cast.annaWrites(card, '// He asked last week, too. Let us be quick.', 'lock')
  await cast.annaWrites(
    card,
    'Hello Ion, your money left us today. Your bank needs about *two days*.',
    'white_check_mark',
  )
  await cast.ionReads('your money left us today')
  await cast.ionWrites('Great, thank you!')
  await cast.threadShows('Great, thank you!')
  await cast.annaPresses(card, 'ticket.resolve', 'Resolve')
  await cast.ionReads('How did we do')
  await cast.ionPresses('5')
  await cast.ionReads('write a few words')
  await cast.ionWrites('Quick and kind')
  await cast.cardShows('★★★★★')
  await cast.doraAsks('/desk', 'stats')
}

const people = ({ ion, anna, dora, slack }: Stage, { show, act }: Transcript, tempo: Tempo) => {
  const beat = (): Promise<void> => after(tempo.beat, undefined, { signal: tempo.signal })
  let lastRead = 0
  const threadOf = (): readonly SeenMessage[] => slack.posts(deskChannel)[0]?.replies ?? []
  return {
    ionWrites: async (text: string): Promise<void> => {
      show('telegram', { who: 'Ion', text })
      ion.sends(text)
      await beat()
    },
    ionReads: async (words: string): Promise<void> => {
      const message = await ion.sees(words, { after: lastRead })
      lastRead = message.message_id
      show('telegram', { who: 'Frontdesk', text: message.text, buttons: message.buttons.map(({ text }) => text) })
      await beat()
    },
    ionPresses: async (button: string | RegExp): Promise<void> => {
      const labels = ion.messages.at(-1)?.buttons.map(({ text }) => text) ?? []
      const label = labels.find((text) => (typeof button === 'string' ? text === button : button.test(text)))
      act('telegram', `Ion presses [${label ?? button}]`)
      await ion.presses(button).answered()
    },
    cardShows: async (words: string): Promise<SeenMessage> => {
      const card = await slack.sees(deskChannel, (message) => shownOn(message).text.includes(words))
      show('slack', { who: 'Frontdesk', ...shownOn(card) })
      await beat()
      return card
    },
    threadShows: async (words: string): Promise<void> => {
      const reply = await slack.until(() => threadOf().find(({ text }) => text.includes(words)))
      show('slack', { who: `↳ ${reply.username}`, text: plain(reply.text) })
      await beat()
    },
    annaPresses: async (card: SeenMessage, action: string, label: string): Promise<void> => {
      act('slack', `Anna presses [${label}]`)
      await anna.presses(card, action)
    },
    annaWrites: async (card: SeenMessage, text: string, mark: keyof typeof marks): Promise<void> => {
      const { ts } = anna.postsIn(deskChannel, text, { threadTs: card.ts })
      await slack.until(() => threadOf().find((reply) => reply.ts === ts && reply.reactions.includes(mark)))
      show('slack', { who: '↳ Anna', text: `${plain(text)}  ${marks[mark]}` })
      await beat()
    },
    doraAsks: async (command: string, text: string): Promise<void> => {
      act('slack', `Dora, an admin, types ${command} ${text}`)
      await dora.commands(command, text, deskChannel)
      const notice = await slack.until(() => dora.notices().at(-1))
      show('slack', { who: 'Frontdesk, to Dora alone', text: plain(notice.text) })
      await beat()
    },
  }
}

const marks = { lock: '🔒', white_check_mark: '✅' } as const

// A card's words and the labels of its buttons, from its blocks.
const shownOn = ({ blocks }: SeenMessage): { text: string; buttons: string[] } => ({
  text: textsIn(blocks, 'mrkdwn').map(plain).join('\n'),
  buttons: textsIn(blocks, 'plain_text'),
})

const textsIn = (value: unknown, type: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((part) => textsIn(part, type))
  if (!isRecord(value)) return []
  return value.type === type ? [String(value.text)] : Object.values(value).flatMap((part) => textsIn(part, type))
}

// Slack's markup as a reader sees it: https://docs.slack.dev/messaging/formatting-message-text
const plain = (mrkdwn: string): string =>
  mrkdwn
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<([^|>]+)\|([^>]*)>/g, '$2')
    .replace(/(^|\s)[*_]([^*_\n]+)[*_](?=\s|[.,!?]|$)/gm, '$1$2')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
