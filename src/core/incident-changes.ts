// What is stored of how tickets and customers stand to an incident; all by their ids.

export type IncidentChange =
  /** `by` is the manager who did it, null where the customer's own words did. */
  | {
      readonly type: 'LinkTicket'
      readonly ticket: string
      readonly incident: string
      readonly by: string | null
    }
  | { readonly type: 'UnlinkTicket'; readonly ticket: string; readonly incident: string; readonly by: string }
  /** The customer in this chat wants to hear of its end. */
  | { readonly type: 'FollowIncident'; readonly incident: string; readonly conversation: string }
  /** Its end has reached a linked ticket. */
  | { readonly type: 'AnswerLinked'; readonly ticket: string; readonly incident: string }
  /** The customer has heard of its end, in whichever chat they asked. */
  | { readonly type: 'TellFollower'; readonly incident: string; readonly customer: string }
