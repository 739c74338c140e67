// What the fields of Slack's payloads may hold: nothing that a date or a column of the database could not.

import { z } from 'zod'
import { cleanText } from '../../src/document.ts'

/** Slack's longest are the ids of actions and callbacks (255 characters, https://docs.slack.dev/reference/block-kit/block-elements). */
const LONGEST_ID = 255
const LATEST = Date.UTC(9999, 11, 31) / 1_000

/** A name that a program made; it becomes part of keys and addresses. */
export const id = z.string().max(LONGEST_ID).overwrite(cleanText)

/** What people wrote, or what a button of ours bears. */
export const words = z.string().transform(cleanText)

/** Seconds since 1970 with a fraction that tells messages apart, as in `1795000000.000100`. */
export const moment = id.regex(/^\d{1,12}(?:\.\d{1,12})?$/).refine((ts) => Number(ts) <= LATEST)
