// What whoever acted sees at once; never stored.

import type { Say } from './decision.ts'

/** A reply that can still be called back, and is worth saying so. */
export interface HeldReply {
  readonly message: string
  /** Its ticket's number. */
  readonly ticket: number
  /** Milliseconds until it goes. */
  readonly time: number
  /** Whether it stands in the thread as its writer's own message, which they may delete. */
  readonly isTheirs: boolean
}

/** What the presser, the asker or the caller sees at once; never stored. */
export type Outcome =
  /** `consultation` is what the manager asked the language model for: its answer comes later. */
  | { readonly kind: 'done'; readonly notice?: Say; readonly held?: HeldReply; readonly consultation?: string }
  /** An answer follows in a moment, and whoever waits for it may be shown so. */
  | { readonly kind: 'preparing' }
  /** It is stored, and nobody will answer it: no answer may be promised. */
  | { readonly kind: 'kept' }
  /** `answered`: by a colleague, whom the writer had not read. */
  | { readonly kind: 'refused'; readonly because: 'held' | 'state' | 'unknown' | 'answered'; readonly notice: Say }
  /** The same event came before: it has had its effect. */
  | { readonly kind: 'repeated' }
