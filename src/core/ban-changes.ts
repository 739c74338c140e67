// What is stored of a ban.

import type { Body } from './decision.ts'

export type BanChange =
  /**
   * The customer is answered no more, in any chat of theirs: their open tickets are resolved, and what a form waited for is only kept.
   * `line` is said in the threads of these tickets and of the one named.
   */
  | {
      readonly type: 'BanCustomer'
      readonly ticket: string
      readonly by: string
      readonly reason: string | null
      readonly line: Body
    }
  | { readonly type: 'UnbanCustomer'; readonly ticket: string; readonly by: string; readonly line: Body }
  /** The customer hears in the conversation at hand that they are answered no more. */
  | { readonly type: 'TellBan' }
