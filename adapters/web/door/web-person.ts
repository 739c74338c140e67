// Who comes by the web, as the desk names them.

import type { Sender } from '../../../src/core/types.ts'
import type { Person } from '../../../src/desk.ts'

/** A customer or guest of the web, by their external id. */
export const webPerson = (externalId: string): Person => ({ channel: 'web', externalId })

/** The same as whoever sends something; `locale` is what their browser tells. */
export const webSender = (externalId: string, locale: string | null): Sender => ({
  channel: 'web',
  externalId,
  address: externalId,
  name: null,
  locale,
})
