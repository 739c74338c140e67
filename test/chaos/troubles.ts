// What the platforms do wrong while people talk: one fault at a time, ordered at the simulators by name.

import type { Fault } from '../simulators/faults.ts'
import type { SlackFault, SlackFaultOrder } from '../simulators/slack/faults.ts'
import type { SmtpFault, SmtpFaultOrder } from '../simulators/smtp/faults.ts'
import type { TelegramFault, TelegramFaultOrder } from '../simulators/telegram/faults.ts'
import type { Chance } from '../stories/chance.ts'
import type { Stage } from './stage.ts'

export type Trouble =
  | { readonly at: 'telegram'; readonly kind: TelegramFault; readonly method: string; readonly lasts: number }
  | { readonly at: 'slack'; readonly kind: SlackFault; readonly method: string; readonly lasts: number }
  | { readonly at: 'mail'; readonly kind: SmtpFault; readonly method: string; readonly lasts: number }
  /** Slack's socket: cut without a word, or asked to come back on a new one. */
  | { readonly at: 'socket'; readonly how: 'cut' | 'refresh' }

/** Which faults strike which calls. */
const TELEGRAM: Readonly<Record<string, readonly TelegramFault[]>> = {
  sendMessage: ['rate-limited', 'server-error', 'bad-gateway', 'reset-before', 'reset-after', 'hang', 'hang-after'],
  getUpdates: ['rate-limited', 'server-error', 'bad-gateway', 'reset-before', 'reset-after'],
  getFile: ['rate-limited', 'server-error', 'reset-before'],
  download: ['cut', 'reset-before'],
  update: ['duplicate'],
}
const CALLS = ['rate-limited', 'server-error', 'reset-before', 'reset-after', 'hang', 'hang-after'] as const
const SLACK: Readonly<Record<string, readonly SlackFault[]>> = {
  'chat.postMessage': CALLS,
  'chat.update': CALLS,
  'reactions.add': CALLS,
  'files.getUploadURLExternal': CALLS,
  'files.upload': ['server-error', 'reset-before', 'reset-after'],
  'files.completeUploadExternal': CALLS,
  'conversations.history': CALLS,
  'conversations.replies': CALLS,
  events_api: ['ack-lost', 'duplicate', 'new-envelope'],
  socket: ['too-many-sockets'],
}
const MAIL: Readonly<Record<string, readonly SmtpFault[]>> = {
  'RCPT TO': ['refused'],
  DATA: ['refused', 'reset-before', 'reset-after', 'hang-after'],
}
const LONGEST = 1_500

/** Draws one. `lasts` is in milliseconds: how long a call that hangs does so. */
export const drawTrouble = (chance: Chance): Trouble => {
  const lasts = chance.pick(Array.from({ length: LONGEST }, (_, n) => n))
  if (chance.happens(0.1)) return { at: 'socket', how: chance.pick(['cut', 'refresh'] as const) }
  if (chance.happens(0.1)) {
    const [method, kinds] = chance.pick(Object.entries(MAIL))
    return { at: 'mail', kind: chance.pick(kinds), method, lasts }
  }
  if (chance.happens(0.5)) {
    const [method, kinds] = chance.pick(Object.entries(TELEGRAM))
    return { at: 'telegram', kind: chance.pick(kinds), method, lasts }
  }
  const [method, kinds] = chance.pick(Object.entries(SLACK))
  return { at: 'slack', kind: chance.pick(kinds), method, lasts }
}

export interface Troubles {
  begin(trouble: Trouble): void
  /** How often something went wrong. */
  struck(): number
  /** What Telegram took while its answer was lost: each may be said once more, by nobody's fault. */
  readonly doubtful: readonly string[]
  /** All goes well from now on. */
  end(): void
}

/** The troubles of one run. */
export const createTroubles = ({ telegram, slack, smtp }: Platforms): Troubles => {
  const begun: Fault[] = []
  const doubtful: string[] = []
  const ofTelegram = ({ kind, method }: Ordered<'telegram'>): TelegramFaultOrder => ({
    ...{ kind, method, retryAfter: 1 },
    // Asked last, when all else fits.
    when: ({ text }) => {
      if (method === 'sendMessage' && kind === 'reset-after') doubtful.push(String(text))
      return true
    },
  })
  const order = (trouble: Exclude<Trouble, { at: 'socket' }>): Fault => {
    if (trouble.at === 'telegram') return telegram.fault(ofTelegram(trouble))
    return trouble.at === 'slack' ? slack.fault(ofSlack(trouble)) : smtp.fault(ofMail(trouble))
  }
  return {
    begin: (trouble) => {
      if (trouble.at === 'socket') return trouble.how === 'cut' ? slack.socket.cut() : slack.socket.refresh()
      const fault = order(trouble)
      begun.push(fault)
      if (trouble.kind.startsWith('hang')) setTimeout(fault.release, trouble.lasts)
    },
    struck: () => begun.reduce((sum, { struck }) => sum + struck(), 0),
    doubtful,
    end: () => {
      for (const { release } of begun) release()
    },
  }
}

type Platforms = Pick<Stage, 'telegram' | 'slack' | 'smtp'>

type Ordered<At> = Extract<Trouble, { at: At }>

const ofSlack = ({ kind, method }: Ordered<'slack'>): SlackFaultOrder => ({ kind, method, retryAfter: 1 })

// Not now, as servers say that greylist: a refusal for good is told to the team and tried no more.
const ofMail = ({ kind, method }: Ordered<'mail'>): SmtpFaultOrder => ({ kind, method, code: 451 })
