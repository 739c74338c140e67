// What managers ask of the assistant at a ticket: their posts become events.

import { z } from 'zod'
import type { SettlingEvent } from '../../../src/core/events.ts'

const dropBody = z.object({ consultation: z.guid('badId').toLowerCase() }, 'badBody')

/** The event of a post; null for an action that is none of the assistant's. Throws zod's error for a body that doesn't fit. */
export const assisting = (
  action: string,
  about: Pick<SettlingEvent, 'by' | 'ticket'>,
  body: unknown,
): SettlingEvent | null => {
  switch (action) {
    case 'draft':
    case 'summary':
    case 'article':
      return { type: 'ManagerConsulted', ...about, purpose: action }
    case 'drop-draft':
      return { type: 'ManagerDroppedDraft', ...about, consultation: dropBody.parse(body).consultation }
    default:
      return null
  }
}
