// Who the host site says its visitor is, proved by a signature that only that site can make: HMAC-SHA256 with WIDGET_SECRET over the very text.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { cleaned } from '../door/fields.ts'

/** In milliseconds: an older signature may be a copy. */
const GOOD_FOR = 86_400_000
/** Clocks differ. */
const AHEAD = 300_000

export interface Visitor {
  /** The host site's own id of them. */
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  /** When the site signed it. */
  readonly at: Date
}

/** Why a visitor stays a guest. */
export type Doubt = 'no secret' | 'no signature' | 'wrong signature' | 'unreadable' | 'too old' | 'from the future'

const line = (longest: number) =>
  z.string().transform(cleaned).pipe(z.string().trim().min(1).max(longest)).nullish().catch(null)
const told = z.object({
  id: z.union([z.string().min(1).max(200), z.int()]).transform(String),
  name: line(100),
  email: line(254),
  at: z.number().positive(),
})

interface Claim {
  /** The exact words that were signed. */
  readonly text: string
  readonly signature: string | null
}

/** The visitor that a claim names, or why nobody is to believe it. */
export const visitorIn = ({ text, signature }: Claim, secret: string | null, now: Date): Visitor | Doubt => {
  if (secret === null) return 'no secret'
  if (signature === null || signature === '') return 'no signature'
  if (!isSame(signed(text, secret), signature.toLowerCase())) return 'wrong signature'
  const read = told.safeParse(jsonIn(text))
  if (!read.success) return 'unreadable'
  const { id, name, email, at } = read.data
  const age = now.getTime() - at * 1_000
  if (age > GOOD_FOR) return 'too old'
  if (age < -AHEAD) return 'from the future'
  return { id, name: name ?? null, email: email ?? null, at: new Date(at * 1_000) }
}

/** A text's signature in hex. */
export const signed = (text: string, secret: string): string => createHmac('sha256', secret).update(text).digest('hex')

/** Compares in constant time. */
export const isSame = (one: string, other: string): boolean => {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
