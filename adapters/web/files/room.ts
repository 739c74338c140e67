// Whether there is room for files: nobody fills the disk, be it at once or little by little.

import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { addressOf } from '../door/peer.ts'
import type { Site } from '../door/site.ts'
import { LARGEST_POST } from './limits.ts'

const HOUR = 3_600_000
/** In bytes: the database writes here, too, and several full posts may be on their way at once. */
const KEPT_FREE = 1_000_000_000
/** In bytes, from one address. */
const MOST_AN_HOUR = 1_000_000_000
/** In bytes: what words alone may have, which forms send like files. */
const SMALL = 100_000

/** Counts what comes from each address within an hour; `now` is in milliseconds. */
export const createUploads = (now: () => number) => {
  const taken = new Map<string, number>()
  let hour = 0
  return {
    /** Counts a post of so many bytes; false where it would be more than an address may send. */
    count: (address: string, bytes: number): boolean => {
      const current = Math.floor(now() / HOUR)
      if (current !== hour) taken.clear()
      hour = current
      const sum = (taken.get(address) ?? 0) + bytes
      if (sum > MOST_AN_HOUR) return false
      taken.set(address, sum)
      return true
    },
  }
}

/** Throws `HTTPException` 507 for a post with files where the disk is nearly full, or its address has sent enough for this hour. */
export const needRoom = async (c: Context, site: Site): Promise<void> => {
  if (!/^multipart\/form-data/i.test(c.req.header('Content-Type') ?? '')) return
  const bytes = Number(c.req.header('Content-Length') ?? LARGEST_POST)
  // What is too large is refused as that.
  if (bytes <= SMALL || bytes > LARGEST_POST) return
  const free = await site.program.freeBytes()
  if (free !== null && free < KEPT_FREE) {
    site.log.warn({ freeBytes: free }, 'files are refused: less than 1 GB is free where DATA_DIR lies')
    throw new HTTPException(507, { message: 'the disk is nearly full' })
  }
  if (!site.uploads.count(addressOf(c, site), bytes))
    throw new HTTPException(507, { message: 'too many files of one address' })
}
