// Where a request comes from, to count what is tried from there.

import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Site } from './site.ts'

/** The address of whoever asks: the connection's own, or what the desk's own proxy says. Of IPv6 the network, since whoever has one has all its addresses. */
export const addressOf = (c: Context, { options }: Site): string => {
  // The last entry is the trusted proxy's; those before it anybody can write.
  const told = options.trustProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined
  const address = told || (getConnInfo(c).remote.address ?? '')
  return address.includes(':') && !address.includes('.') ? networkOf(address) : address.replace(/^::ffff:/, '')
}

const NETWORK_GROUPS = 4

const networkOf = (address: string): string => {
  const [head = '', tail] = address.split('::')
  const before = head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...after]
    .slice(0, NETWORK_GROUPS)
    .join(':')
}
