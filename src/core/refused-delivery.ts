// What is known of a delivery that its platform refused for good, as a type.

/** A delivery that its platform will never take. */
export interface RefusedDelivery {
  readonly id: string
  /** Whether it may be tried once more: `taken` where it is on its way again, `gone` where its words were deleted since. */
  readonly again: 'open' | 'taken' | 'gone'
  /** Where it was to go: the customer's chat, anything on the staff's platform, one of the team by themselves, or a mailbox. */
  readonly side: 'chat' | 'staff' | 'person' | 'mail'
  /** The address of that mailbox, or that person's account as in `telegram:4242`; null for other places. */
  readonly mailbox: string | null
  /** Whether the one before it at the same place was refused too. */
  readonly isAgain: boolean
  /** Whose words they were; null for a card or a mark. */
  readonly author: 'customer' | 'manager' | 'bot' | null
  /** Whether it was files and no words. */
  readonly files: boolean
  /** The ticket that it was about. */
  readonly ticket: string | null
  /** The manager's own message on the staff's platform, where the delivery was to confirm one. */
  readonly target: string | null
}
