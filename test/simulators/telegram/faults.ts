// What can go wrong with the simulated Telegram, by name. Every refusal of the Bot API is one fault: `refused`, with its words.
import { createFaults, type FaultOrder, type Faults } from '../faults.ts'

export type TelegramFault =
  /** 429 with `retry_after` in the body and the header. */
  | 'rate-limited'
  /** 500 in Telegram's own form. */
  | 'server-error'
  /** 502 with a page of HTML. */
  | 'bad-gateway'
  /** Refused with the words in `error`; they begin with `Bad Request`, `Unauthorized`, `Forbidden`, `Conflict` or `Request Entity Too Large`. */
  | 'refused'
  /** The connection is reset before the call took effect. */
  | 'reset-before'
  /** The connection is reset after the call took effect: its caller can't know. */
  | 'reset-after'
  /** Nothing takes effect until the fault is released. */
  | 'hang'
  /** The call takes effect, and is answered once the fault is released. */
  | 'hang-after'
  /** Only for `download`, the fetching of a file: it breaks off in the middle. */
  | 'cut'
  /** Only for `update`: it comes again though it was taken, as where the answer or its confirmation was lost. */
  | 'duplicate'
  /** Only for `update`: it is queued once the fault is released, behind what came meanwhile, as late parts of an album are. */
  | 'held'

export type TelegramFaultOrder = FaultOrder<TelegramFault, Readonly<Record<string, unknown>>> & {
  /** For `rate-limited`: seconds; 5 unless told. */
  readonly retryAfter?: number
  /** For `refused`: the words of the Bot API. */
  readonly error?: string
}

export type TelegramFaults = Faults<TelegramFaultOrder, Readonly<Record<string, unknown>>>

/** The faults of one simulator; `when` is given a call's arguments, or the update. */
export const createTelegramFaults = (): TelegramFaults => createFaults()
