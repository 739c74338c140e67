/** What can go wrong with the simulated Slack, by name. Every refusal of the Web API is one fault: `refused`, with its code. */
import { createFaults, type FaultOrder, type Faults } from '../faults.ts'

export type SlackFault =
  /** 429 with `Retry-After`. */
  | 'rate-limited'
  /** 500 with a page of HTML, nothing applied. */
  | 'server-error'
  /** 404, as of a server that lacks the method. */
  | 'not-found'
  /** Refused with the code in `error`, at HTTP 200 as Slack does; nothing applied. */
  | 'refused'
  /** The connection is reset before anything was applied. */
  | 'reset-before'
  /** The connection is reset after the call was applied: its caller can't know. */
  | 'reset-after'
  /** Nothing is applied or answered until the fault is released. */
  | 'hang'
  /** The call is applied, and answered once the fault is released. */
  | 'hang-after'
  /** Only for `files.download`: the connection breaks in the middle of the file. */
  | 'cut'
  /** Only for `files.download`: led to `location`. */
  | 'redirect'
  /** Only for `events_api`: the ack is lost on its way, so that the event comes again. */
  | 'ack-lost'
  /** Only for `events_api`: it is sent twice, both times as the first attempt (slackapi/bolt-js#2487). */
  | 'duplicate'
  /** Only for `events_api`: the repetition comes in an envelope of a new id. */
  | 'new-envelope'
  /** Only for `socket`: a new connection is told that there are too many. */
  | 'too-many-sockets'

export type SlackFaultOrder = FaultOrder<SlackFault, Readonly<Record<string, unknown>>> & {
  /** A Web API method, `files.download` or `files.upload` for the bytes of files, `response_url`, `events_api`, `socket`. */
  readonly method: string
  /** For `rate-limited`: seconds; 1 unless told. */
  readonly retryAfter?: number
  /** For `redirect`. */
  readonly location?: string
  /** For `refused`: Slack's code. */
  readonly error?: string
}

export type SlackFaults = Faults<SlackFaultOrder, Readonly<Record<string, unknown>>>

/** The faults of one simulator; `when` is given a call's arguments, or the payload of an event. */
export const createSlackFaults = (): SlackFaults => createFaults()
