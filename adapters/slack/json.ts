// JSON and numbers from outside: what can't be read is null, and never an exception.

import { z } from 'zod'

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A ticket's or an incident's, which the database counts in 32 bits. */
export const number = z.int().positive().max(999_999_999)

/** The same as it is written on a button or typed; null for anything else. */
export const numberIn = (value: string | undefined): number | null =>
  value !== undefined && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null
