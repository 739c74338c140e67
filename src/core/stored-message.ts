// What was said, as events that name it find it.

import type { Document } from './document.ts'
import type { FileRef } from './files.ts'
import type { Manager } from './manager.ts'

export interface StoredMessage {
  readonly id: string
  readonly ticket: string | null
  readonly author: 'customer' | 'manager' | 'bot'
  /** Who wrote it, where a manager did. */
  readonly manager: Pick<Manager, 'id' | 'name'> | null
  readonly audience: 'everyone' | 'staff'
  readonly document: Document
  /** Whether the customer may have read it: it waits untried, is said or under way, or was never to be said. */
  readonly fate: 'held' | 'said' | 'unsaid'
  /** When it went, where it is said. */
  readonly saidAt: Date | null
  /** The platform's id of it where it was written; null for what the desk wrote. */
  readonly origin: string | null
  /** Whether the desk itself showed it in its ticket's thread. */
  readonly inThread: boolean
  readonly files: readonly FileRef[]
}
