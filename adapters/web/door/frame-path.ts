// The chat in a frame on another site has a path of its own: whoever it knows is known there alone, and no page of the desk takes them for its own visitor.

import type { Context } from 'hono'

export const FRAME_PATH = '/widget'

/** Whether a request comes from the chat in a frame. */
export const isInFrame = (c: Context): boolean => c.req.path === FRAME_PATH || c.req.path.startsWith(`${FRAME_PATH}/`)
