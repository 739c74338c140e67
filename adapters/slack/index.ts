// Slack: the staff's channel, and a chat for customers inside the workspace.

import type { Logger } from 'pino'
import type { Channel, ChannelFault, Words } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import type { Lead } from '../../src/leading.ts'
import type { Pacer } from '../../src/pacing.ts'
import { createApi } from './api.ts'
import { type CatchUp, createCatchUp } from './catch-up.ts'
import { createClient } from './client.ts'
import { createConnection } from './connection.ts'
import { createRoutes } from './http-mode.ts'
import { createIntake, type Intake, type IntakeParts } from './intake.ts'
import type { ThreadUse } from './known.ts'
import { createLinks, type LinkTo } from './links.ts'
import { createMembers } from './members.ts'
import { createOpen } from './opening.ts'
import { createSend } from './send.ts'
import { createStaff } from './staff.ts'
import { watchStaffChannel } from './staff-watch.ts'
import { checkAtStart } from './start-check.ts'
import { createStillStaff } from './still-staff.ts'
import { createTroubles } from './troubles.ts'

export { slackLimits } from './limits.ts'

export interface SlackOptions {
  /** xoxb-… */
  readonly botToken: string
  /** xapp-…: Socket Mode; null for HTTP mode. */
  readonly appToken: string | null
  /** Proves Slack's requests in HTTP mode; of no use beside an app token. */
  readonly signingSecret: string | null
  /** Another Web API root than Slack's own, ending in `/api/`; null for Slack's. */
  readonly apiUrl: string | null
  /** Id of the channel that gets the tickets; null where there is none. */
  readonly staffChannel: string | null
  /** What words in a ticket's thread are. */
  readonly thread: ThreadUse
  /** Whether guests of the workspace in the staff channel are managers. */
  readonly guestManagers: boolean
  /** The desk's own language, for people whose language Slack doesn't tell. */
  readonly locale: string
  /** Of being connected in Socket Mode, where several processes run. */
  readonly lead: Lead
  /** Keeps `slackLimits`, or nothing where pacing is off. */
  readonly pacer: Pacer
  /** The address at which people reach the desk, for the manifest of HTTP mode. */
  readonly publicUrl: string
  /** Milliseconds between the two looks for a post whose fate is unknown; 2,000 unless told. */
  readonly lookUpPause?: number
  /** Milliseconds before what was not stored is looked for in Slack's history; 30,000 unless told. */
  readonly catchUpPause?: number
  /** Milliseconds after which a call counts as unanswered; 10,000 unless told. */
  readonly timeout?: number
  /** Milliseconds that Slack has to complete the close of a connection; 2,000 unless told. */
  readonly closePatience?: number
  /** Milliseconds that the start waits for a connection before it goes on without; 10,000 unless told. */
  readonly patience?: number
  /** Milliseconds between two looks whether another process that is connected is gone; 1,000 unless told. */
  readonly lookAgain?: number
  /** Milliseconds between two looks whether the desk may still be in the staff's channel; 60,000 unless told. */
  readonly lookEvery?: number
}

export interface SlackParts {
  readonly desk: Desk
  /** Makes a one-time sign-in link to the staff desk. */
  readonly newSignInLink: IntakeParts['newSignInLink']
  readonly words: Words
  readonly log: Logger
  readonly options: SlackOptions
}

/** Slack, the way to what it shows (a link to a message, by its receipt), and who belongs to its staff. */
export type SlackChannel = Channel & {
  readonly linkTo: LinkTo
  /** Whether somebody is a manager still, by their id; rejects never. */
  readonly isStaff: (user: string) => Promise<boolean>
}

/** Makes the Slack channel. `send` throws ChannelError; `start` throws nothing that concerns Slack's side: faults are logged with their remedy. */
export const createSlack = ({ desk, newSignInLink, words, log, options }: SlackParts): SlackChannel => {
  const { staffChannel, appToken, timeout = 10_000, closePatience = 2000 } = options
  const api = createApi(createClient({ ...options, timeout }, log), options.pacer)
  const members = createMembers(api, log)
  const connection =
    appToken === null ? null : createConnection({ lookAgain: 1_000, ...options, appToken, timeout, closePatience }, log)
  const pause = (times = 1) =>
    new Promise<void>((resolve) => setTimeout(resolve, times * (options.lookUpPause ?? 2000)))
  const linkTo = createLinks({ api, log })
  const troubles = createTroubles({ staffChannel, log, now: () => performance.now() })
  let running: Running | null = null
  let isTaking = false
  return {
    name: 'slack',
    routes: createRoutes({
      signingSecret: appToken === null ? options.signingSecret : null,
      handle: () => (isTaking ? (running?.intake.handle ?? null) : null),
      publicUrl: options.publicUrl,
      log,
    }),
    start: async (receive) => {
      running = run({ ...options, api, members, desk, newSignInLink, words, log, receive, looked: troubles.looked })
      const { intake, catchUp } = running
      isTaking = true
      await checkAtStart(api, staffChannel, log)
      if (connection === null) void catchUp.run()
      else await connection.start(intake.handle, () => void catchUp.run(), options.patience ?? 10_000)
    },
    health: () => {
      if (!isTaking) return unreachable('slack: not started')
      return faultOf(troubles.health(), connection === null || connection.isHeard())
    },
    open: createOpen({ ...options, api, timeout }),
    send: troubles.watched(createSend({ ...options, api, desk, words, linkTo, pause, log })),
    linkTo,
    isStaff: createStillStaff(createStaff({ ...options, api, members, desk }), log),
    stop: async () => {
      isTaking = false
      connection?.pause()
      await running?.unwatch()
      running?.catchUp.stop()
      await running?.intake.stop()
      await connection?.stop()
    },
  }
}

// Why it is not connected says more than that it isn't.
const faultOf = (fault: ChannelFault | null, isConnected: boolean): ChannelFault | null =>
  isConnected || fault?.kind === 'token' ? fault : unreachable('slack: not connected')

const unreachable = (words: string): ChannelFault => ({ kind: 'unreachable', words })

interface Running {
  readonly intake: Intake
  readonly catchUp: CatchUp
  /** Ends the look at the staff's channel. */
  unwatch(): Promise<void>
}

type Given = Omit<IntakeParts, 'missedBefore' | 'missed'> &
  Pick<SlackOptions, 'catchUpPause' | 'lookEvery'> &
  Pick<Parameters<typeof watchStaffChannel>[0], 'looked'>

const run = (parts: Given): Running => {
  const intake = createIntake({
    ...parts,
    missedBefore: (arriving) => catchUp.missedBefore(arriving),
    missed: (arriving) => catchUp.missed(arriving),
  })
  const { desk, receive } = parts
  const catchUp = createCatchUp({
    ...parts,
    take: intake.fetched,
    threads: desk.threads,
    hasChat: (user) => desk.hasChat({ channel: 'slack', externalId: user }),
    readUntil: () => desk.historyReadUntil('slack'),
    storeReadUntil: async (until) => {
      const event = { type: 'HistoryRead', channel: 'slack', until } as const
      await receive({ key: `slack:history:${until.toISOString()}`, at: until, event })
    },
    pause: parts.catchUpPause ?? 30_000,
  })
  return { intake, catchUp, unwatch: watchStaffChannel({ ...parts, every: parts.lookEvery ?? 60_000 }) }
}
