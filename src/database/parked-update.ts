// Updates that could not be handled are stored whole: how those of an account are found among them.

import type { Prisma } from './client.ts'

export interface Account {
  readonly channel: string
  readonly externalId: string
}

/** Picks the stored updates that somebody's account stands in. */
export const parkedOf = ({ channel, externalId }: Account): Prisma.ParkedEventWhereInput => ({
  channel,
  // As it stands in them: Telegram's ids are numbers and come first in their object, the others' are words.
  payload: { contains: channel === 'telegram' ? `{"id":${externalId},` : `"${externalId}"` },
})
