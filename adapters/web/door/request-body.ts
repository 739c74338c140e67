// A body of either kind, JSON or a page's form, as a plain object still to be checked.

import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** Reads the body; none at all is an empty object. Throws `HTTPException` 400 for what can't be read as its type says. */
export const requestBody = async (c: Context): Promise<unknown> => {
  try {
    if (c.req.header('Content-Type')?.includes('json') !== true) return await c.req.parseBody()
    const text = await c.req.text()
    return text.trim() === '' ? {} : JSON.parse(text)
  } catch (cause) {
    throw new HTTPException(400, { message: 'the body is not what its type says', cause })
  }
}
