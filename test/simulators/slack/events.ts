/**
 * What Slack sends to the app, by whichever way: payloads, the three retries, and what is given up.
 * https://docs.slack.dev/apis/events-api/#retries
 */
import { randomUUID } from 'node:crypto'
import type { SlackFaults } from './faults.ts'

/** What became of something a person did: Slack shows a failure where nobody answered within 3 seconds. `isFinal` where the app wants no retry. */
export type Answer =
  | { readonly acked: true; readonly payload: Record<string, unknown> }
  | { readonly acked: false; readonly reason: 'not connected' | 'timeout' | 'refused'; readonly isFinal?: boolean }

export type Envelope = {
  readonly id: string
  readonly type: string
  readonly payload: Record<string, unknown>
}

/** The how-manieth retry it is (0: none), why the last attempt failed, and how many times it is sent at once. */
export type Attempt = {
  readonly retry: number
  readonly failure: Extract<Answer, { acked: false }>['reason'] | null
  readonly copies: number
}

export type EventOptions = {
  /** Factor on the delays before the three retries (0, 60 and 300 s). */
  readonly retryScale: number
  readonly team: string
  readonly app: string
  readonly botUser: string
  readonly faults: SlackFaults
  /** Brings an envelope to the app once; resolves with its ack, or why there was none. */
  readonly attempt: (envelope: Envelope, attempt: Attempt) => Promise<Answer>
}

export type Events = ReturnType<typeof createEvents>

const retryDelaysMs = [0, 60_000, 300_000]

/** The sending of one simulator. */
export function createEvents(options: EventOptions) {
  const { faults, attempt } = options
  const lost: Record<string, unknown>[] = []
  const stopped = new AbortController()

  const once = async (envelope: Envelope, retry: number, failure: Attempt['failure']): Promise<Answer> => {
    const { type, payload } = envelope
    const strikes = (kind: string) => type === 'events_api' && faults.take('events_api', payload, [kind]) !== undefined
    const copies = retry === 0 && strikes('duplicate') ? 2 : 1
    const id = retry > 0 && strikes('new-envelope') ? randomUUID() : envelope.id
    const answer = await attempt({ ...envelope, id }, { retry, failure, copies })
    return answer.acked && strikes('ack-lost') ? { acked: false, reason: 'timeout' } : answer
  }
  const repeated = async (envelope: Envelope): Promise<Answer> => {
    let failure: Attempt['failure'] = null
    for (let retry = 0; ; retry += 1) {
      const answer = await once(envelope, retry, failure)
      if (answer.acked || answer.isFinal === true || stopped.signal.aborted) return answer
      failure = answer.reason
      const delay = retryDelaysMs[retry]
      if (delay === undefined) {
        lost.push(envelope.payload)
        return answer
      }
      await passes(delay * options.retryScale, stopped.signal)
    }
  }
  return {
    /** An event of the Events API; delivered with retries, then lost. Resolves with its fate. */
    event: (event: Record<string, unknown>): Promise<Answer> =>
      repeated({ id: randomUUID(), type: 'events_api', payload: eventPayload(options, event) }),
    /** A press, a submission, a command, a search in a menu: once, never repeated. */
    ask: (type: 'interactive' | 'slash_commands', payload: Record<string, unknown>): Promise<Answer> =>
      once({ id: randomUUID(), type, payload }, 0, null),
    /** The payload Slack sends above 30,000 events an hour: it has no inner event. */
    appRateLimited: (): Promise<Answer> => {
      const payload = {
        token: 'verification',
        type: 'app_rate_limited',
        team_id: options.team,
        api_app_id: options.app,
        minute_rate_limited: 1_518_467_820,
      }
      return once({ id: randomUUID(), type: 'events_api', payload }, 0, null)
    },
    /** Payloads of events that were given up after the third retry. */
    lost: (): readonly Record<string, unknown>[] => lost,
    /** Ends all pauses; nothing more is sent. */
    stop: (): void => stopped.abort(),
  }
}

const eventPayload = ({ team, app, botUser }: EventOptions, event: Record<string, unknown>) => ({
  token: 'verification',
  team_id: team,
  api_app_id: app,
  type: 'event_callback',
  event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`,
  event_time: Math.floor(Date.now() / 1000),
  authorizations: [
    { enterprise_id: null, team_id: team, user_id: botUser, is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
  event,
})

function passes(milliseconds: number, stopped: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  const wake = () => resolve()
  stopped.addEventListener('abort', wake)
  return promise.finally(() => {
    clearTimeout(timer)
    stopped.removeEventListener('abort', wake)
  })
}
