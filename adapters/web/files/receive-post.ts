// Posts that may bring files become events: the bytes are safe before the event is handed in, and go again where nothing came of it.

import type { Context } from 'hono'
import type { Inbound, Receive } from '../../../src/channel.ts'
import type { Site } from '../door/site.ts'
import { type Posted, readPost, removeFiles } from './read-post.ts'
import { needRoom } from './room.ts'

interface Parsed {
  /** Null where nothing comes of the post. */
  readonly inbound: Inbound | null
}

interface Received<Post extends Parsed> {
  readonly parsed: Post
  /** Null where there was nothing to hand in. */
  readonly outcome: Awaited<ReturnType<Receive>> | null
}

/** Hands in what `parse` makes of the post. Throws what reading, parsing and receiving throw. */
export const receivePost = async <Post extends Parsed>(
  c: Context,
  site: Site,
  parse: (posted: Posted) => Post | Promise<Post>,
): Promise<Received<Post>> => {
  await needRoom(c, site)
  const { files, body } = await readPost(c, site.files)
  let parsed: Post | null = null
  try {
    parsed = await parse({ body, files })
  } finally {
    if (parsed === null || parsed.inbound === null) await removeFiles(site.files, files)
  }
  if (parsed.inbound === null) return { parsed, outcome: null }
  // Where this rejects, the event may be stored all the same (a connection that broke in its commit), so its files stay: what no message has is pruned.
  const outcome = await site.receive(parsed.inbound)
  if (outcome.kind === 'repeated' || outcome.kind === 'refused') await removeFiles(site.files, files)
  return { parsed, outcome }
}
