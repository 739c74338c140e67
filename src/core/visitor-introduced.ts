// What another site tells of its visitor.

import type { Sender } from './types.ts'

/** It vouches for who they are; what it doesn't tell is null. */
export interface VisitorIntroduced {
  readonly type: 'VisitorIntroduced'
  readonly from: Sender
  readonly name: string | null
  readonly email: string | null
}
