// What can go wrong with the simulated model, by name. `method` is what it strikes: `chat`, `embeddings` or `models`.
import { createFaults, type FaultOrder, type Faults } from '../faults.ts'
import type { AskedRequest } from './request.ts'

export type ModelFault =
  /** Answered once the fault is released. */
  | 'hang'
  /** 429 with `retryAfter` as its Retry-After, where it is told. */
  | 'rate-limited'
  /** An answer by its name in the server's `errors.json`, `error`; `server-error` unless told. */
  | 'refused'
  /** The connection is reset before an answer. */
  | 'reset'
  /** A gateway in front answers 502 with a page of HTML. */
  | 'bad-gateway'
  /** Half of the words come, and the stream ends as if it were whole, without its last chunk. */
  | 'half-stream'
  /** Half of the words come, and the connection is reset. */
  | 'cut'
  /** Half of the words come, and the rest once the fault is released. */
  | 'stall'
  /** An error comes in the stream after half of the words. */
  | 'fails-midway'
  /** What it says is no JSON. */
  | 'malformed'
  /** JSON of another shape than what was asked for. */
  | 'wrong-shape'
  /** Every id that the answer cites is one that was not given. */
  | 'wrong-citations'
  /** It says what orders in the material tell it to. */
  | 'obeys'
  /** It says words without end. */
  | 'endless'
  /** It thinks so long that no token is left for the answer. */
  | 'only-thinks'
  /** It refuses to answer, by its own words. */
  | 'declines'
  /** The answer is cut by a filter. */
  | 'filtered'

export type ModelFaultOrder = FaultOrder<ModelFault, AskedRequest> & {
  /** Seconds, or a date as HTTP writes it. */
  readonly retryAfter?: number | string
  readonly error?: string
  /** The chunk by which it fails midway; the server's own unless told. */
  readonly failure?: unknown
}

export type ModelFaults = Faults<ModelFaultOrder, AskedRequest>

/** The faults of one simulator. */
export const createModelFaults = (): ModelFaults => createFaults()
