// The figures counted a second time, with nothing in common with the SQL: plain lists of what happened, looked through one by one.

import { businessTimeBetween, type Opening } from '../../src/core/business-time.ts'
import type { Measured } from '../../src/reports/facts.ts'
import type { Period } from '../../src/reports/period.ts'

export interface Happened {
  readonly what: 'claimed' | 'answered' | 'resolved' | 'merged' | 'reopened' | 'rated' | 'breached'
  readonly at: Date
  /** Who did it; null for the customer, silence and the clock. */
  readonly by: number | null
  /** Who had the ticket then, where nobody of the managers did it. */
  readonly heldBy?: number | null
}

export interface PastTicket {
  readonly customer: number
  readonly openedAt: Date
  readonly answeredAt: Date | null
  /** Null while it is open. */
  readonly resolvedAt: Date | null
  readonly isMerged: boolean
  readonly isPromised: boolean
  readonly holder: number | null
  readonly rating: number | null
  readonly tags: readonly string[]
  readonly happened: readonly Happened[]
}

export interface PastSuggestion {
  readonly customer: number
  readonly at: Date
  readonly verdict: 'solved' | 'assumed' | 'not' | 'none'
  readonly settledAt: Date
  readonly assisted: boolean
}

export interface Past {
  readonly tickets: readonly PastTicket[]
  readonly suggestions: readonly PastSuggestion[]
  /** What customers wrote. */
  readonly words: readonly { readonly customer: number; readonly at: Date }[]
}

/** Which part of the past is counted: all of it, or what belongs to one manager, tag or customer's channel; null is nobody, no tag. */
export type Part =
  | { readonly by: 'all' }
  | { readonly by: 'manager'; readonly manager: number | null }
  | { readonly by: 'tag'; readonly tag: string | null }
  | { readonly by: 'channel'; readonly customers: readonly number[] }

const WEEK = 7 * 86_400_000

/** Counts them. */
export const naiveFigures = (past: Past, period: Period, opening: Opening, part: Part = { by: 'all' }): Measured => {
  const isWithin = (at: Date | null): at is Date => at !== null && at >= period.from && at < period.to
  const ofTicket = (ticket: PastTicket, whose: number | null): boolean => {
    if (part.by === 'manager') return part.manager === whose
    if (part.by === 'tag') return part.tag === null ? ticket.tags.length === 0 : ticket.tags.includes(part.tag)
    return part.by === 'all' || part.customers.includes(ticket.customer)
  }
  const ofCustomer = (customer: number): boolean => {
    if (part.by === 'channel') return part.customers.includes(customer)
    return part.by === 'all' || (part.by === 'manager' ? part.manager === null : part.tag === null)
  }
  const { tickets } = past
  const times = (what: Happened['what']): number =>
    tickets.flatMap((ticket) =>
      ticket.happened.filter(
        (one) => one.what === what && isWithin(one.at) && ofTicket(ticket, one.by ?? one.heldBy ?? null),
      ),
    ).length
  const seconds = (from: Date, to: Date): number => businessTimeBetween(from, to, opening) / 1_000
  const firstResponses = tickets
    .filter((ticket) => ofTicket(ticket, ticket.happened.find(({ what }) => what === 'answered')?.by ?? null))
    .flatMap(({ openedAt, answeredAt }) => (isWithin(answeredAt) ? [seconds(openedAt, answeredAt)] : []))
  const over = tickets.filter(
    (ticket) => isWithin(ticket.resolvedAt) && !ticket.isMerged && ofTicket(ticket, ticket.holder),
  )
  const resolutions = over.map(({ openedAt, resolvedAt }) => seconds(openedAt, resolvedAt ?? openedAt))
  const promised = over.filter(({ isPromised }) => isPromised)
  const kept = promised.filter(({ happened }) => happened.every(({ what }) => what !== 'breached'))
  const scores = tickets
    .filter((ticket) => ticket.happened.some(({ what, at }) => what === 'rated' && isWithin(at)))
    .flatMap((ticket) => (ticket.rating !== null && ofTicket(ticket, ticket.holder) ? [ticket.rating] : []))
  const solved = past.suggestions.filter(
    ({ customer, verdict, settledAt }) =>
      (verdict === 'solved' || verdict === 'assumed') && isWithin(settledAt) && ofCustomer(customer),
  )
  const isSoonAfter = (at: Date, later: Date): boolean => later > at && later.getTime() - at.getTime() <= WEEK
  const isTrue = ({ customer, at }: PastSuggestion): boolean =>
    !past.suggestions.some((other) => other.customer === customer && isSoonAfter(at, other.at)) &&
    !tickets.some((ticket) => ticket.customer === customer && isSoonAfter(at, ticket.openedAt))
  const openedIn = tickets.filter(({ openedAt }) => isWithin(openedAt))
  return {
    conversations: new Set(
      past.words.filter(({ at, customer }) => isWithin(at) && ofCustomer(customer)).map(({ customer }) => customer),
    ).size,
    handed: new Set(openedIn.map(({ customer }) => customer).filter(ofCustomer)).size,
    faqSolved: solved.filter(({ verdict }) => verdict === 'solved').length,
    faqAssumed: solved.filter(({ verdict }) => verdict === 'assumed').length,
    faqTrue: solved.filter(isTrue).length,
    assistantSolved: solved.filter(({ verdict, assisted }) => verdict === 'solved' && assisted).length,
    unanswered: past.suggestions.filter(
      ({ verdict, at, customer }) => verdict === 'none' && isWithin(at) && ofCustomer(customer),
    ).length,
    opened: openedIn.filter((ticket) => ofTicket(ticket, null)).length,
    claimed: times('claimed'),
    resolved: times('resolved') + times('merged'),
    reopened: times('reopened'),
    firstResponses: firstResponses.length,
    firstResponseMedianSeconds: quantile(firstResponses, 0.5),
    firstResponseP90Seconds: quantile(firstResponses, 0.9),
    resolutions: resolutions.length,
    resolutionMedianSeconds: quantile(resolutions, 0.5),
    resolutionP90Seconds: quantile(resolutions, 0.9),
    slaMet: promised.length === 0 ? null : kept.length / promised.length,
    ratings: scores.length,
    rating: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    ratedGood: scores.length === 0 ? null : scores.filter((score) => score >= 4).length / scores.length,
  }
}

// Between the two values that lie next to it, as much as it lies between them.
const quantile = (values: readonly number[], share: number): number | null => {
  if (values.length === 0) return null
  const sorted = values.toSorted((one, other) => one - other)
  const place = share * (sorted.length - 1)
  const [below = 0, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return below + (above - below) * (place - Math.floor(place))
}
