// What customers tell of themselves and wish for, as changes.

export type CustomerChange =
  | { readonly type: 'RegisterCustomer'; readonly name: string; readonly email: string | null }
  /** Another name or address than they registered with. */
  | { readonly type: 'ChangeCustomer'; readonly name: string; readonly email: string | null }
  /** Kept for this identity; what is said from this decision on is said in it. */
  | { readonly type: 'ChooseLanguage'; readonly locale: string }
  /** Whether nothing of the customer's goes to a language model from now on, in any chat of theirs. */
  | { readonly type: 'SetRefusesModel'; readonly refuses: boolean }
