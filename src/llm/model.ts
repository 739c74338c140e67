// The language model as the rest of the desk sees it.

import type { z } from 'zod'
import type { Purpose } from '../core/consultations.ts'

export interface Asked<Answer> {
  readonly purpose: Purpose
  /** What the model is to do: words of our own alone. */
  readonly instructions: string
  /** What it is to do it with: people's words and articles, each in a place of its own. */
  readonly material: string
  /** The shape of the answer, an object; what doesn't fit is sent back once to be mended. Fields are nullable rather than optional: strict schemas want every field. */
  readonly shape: z.ZodType<Answer>
  /** The most tokens that the answer may take. */
  readonly longest: number
}

export interface Answered<Answer> {
  readonly answer: Answer
  /** As it came, before it was read. */
  readonly raw: string
  readonly tokens: Tokens
}

export interface Tokens {
  readonly sent: number
  readonly received: number
}

export interface Model {
  /** Whether it is worth asking: it answered lately, or wasn't asked, and the day's tokens aren't used up. From memory, at once. */
  readonly isReady: () => boolean
  /** Asks for one answer; gives up when `signal` is aborted: `away` where its time was over (`AbortSignal.timeout`), else `dropped`. Throws `ModelError`. */
  readonly ask: <Answer>(asked: Asked<Answer>, signal: AbortSignal) => Promise<Answered<Answer>>
  /** Whether it is worth embedding, likewise. */
  readonly isReadyToEmbed: () => boolean
  /** The vectors of some texts, in their order, each of length 1. Throws `ModelError`. */
  readonly embed: (texts: readonly string[], signal: AbortSignal) => Promise<readonly Float32Array[]>
  /** Ends what is under way, and its connections. */
  readonly close: () => Promise<void>
}

/**
 * Why there is no answer. `away`: unreachable, too slow, or it failed again and again; `spent`: the day's tokens are used up; `garbled`: what came can't be read;
 * `refused`: the server won't take what was sent, or the model won't answer it; `misconfigured`: the key, address or model's name is wrong; `dropped`: nobody waits for it any more.
 */
export type ModelErrorKind = 'away' | 'spent' | 'garbled' | 'refused' | 'misconfigured' | 'dropped'

/** Its message names what failed and the remedy, never people's words or the key. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly kind: ModelErrorKind

  constructor(kind: ModelErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}
