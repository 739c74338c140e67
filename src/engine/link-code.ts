// The one-time code by which a person links two chats: given out once, stored as its hash.

import { createHash, randomInt } from 'node:crypto'

// No letter or digit that looks like another: 31 of them make 8 * 10^11 codes.
const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LENGTH = 8

/** A code that nobody can guess within the ten minutes that it is good for. */
export const newLinkCode = (): string => Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('')

/** The SHA-256 of a code, in hex. */
export const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex')
