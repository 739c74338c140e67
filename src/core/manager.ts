// Who answers tickets.

import type { ChannelName } from './types.ts'

/** Which manager acts, as the platform tells it. */
export interface ManagerRef {
  readonly channel: ChannelName
  readonly externalId: string
  readonly name: string
}

export interface Manager {
  readonly id: string
  readonly name: string
  readonly admin: boolean
}
