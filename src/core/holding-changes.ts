// Whose a ticket is, and for how long, as changes.

export type HoldingChange =
  /** `at` is when it was pressed or written, by its platform's clock. */
  | { readonly type: 'ClaimTicket'; readonly ticket: string; readonly manager: string; readonly at: Date }
  | { readonly type: 'ReleaseTicket'; readonly ticket: string; readonly by: string }
  /** Its holder was shut out. */
  | { readonly type: 'ReleaseTicket'; readonly ticket: string; readonly by: null; readonly from: string }
  /** `holder` left its customer waiting for too long: it is nobody's. */
  | { readonly type: 'LapseClaim'; readonly ticket: string; readonly holder: string }
  /** `by` is null where a rule gave it, to a manager who held `open` tickets before. */
  | { readonly type: 'AssignTicket'; readonly ticket: string; readonly manager: string; readonly by: string }
  | {
      readonly type: 'AssignTicket'
      readonly ticket: string
      readonly manager: string
      readonly by: null
      readonly open: number
    }
  /** From when the holder's lease counts; null where the customer doesn't wait for a word. */
  | { readonly type: 'SetLease'; readonly ticket: string; readonly from: Date | null }
  /** A manager who was away is back. */
  | { readonly type: 'EndAway'; readonly manager: string }
