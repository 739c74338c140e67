// The chat in a frame on another site has a path of its own: whoever it knows is known there alone, and no page of the desk takes them for its own visitor.

import type { Context } from 'hono'
import { wayBack } from './own-path.ts'
import type { Site } from './site.ts'

export const FRAME_PATH = '/widget'

/** Whether a request comes from the chat in a frame. */
export const isInFrame = (c: Context): boolean => c.req.path === FRAME_PATH || c.req.path.startsWith(`${FRAME_PATH}/`)

/** The site in whose frame the chat is that a request comes from, by its origin; null where it is in none, or in one that is not listed. */
export const hostOf = (c: Context, site: Site): string | null => {
  if (!isInFrame(c)) return null
  const host = new URLSearchParams(wayBack(c).split('?')[1]).get('host')
  return host !== null && site.options.widget.origins.includes(host) ? host : null
}
