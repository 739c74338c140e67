// What became of words whose post came before: an answer that was lost tells nobody, and a refusal is remembered by its key alone.

import { isDeepStrictEqual } from 'node:util'
import type { Inbound, Receive } from '../../../src/channel.ts'
import type { Document } from '../../../src/document.ts'
import type { Site } from '../door/site.ts'

type Refused = Extract<Awaited<ReturnType<Receive>>, { kind: 'refused' }>

/** Why words that came again don't count as sent: they never were, or stand there otherwise. Null where they stand as they were sent now, and for what leaves no words. */
export const notAsSent = async ({ desk }: Site, number: number, { event }: Inbound): Promise<Refused | null> => {
  if (event.type !== 'ManagerReplied' && event.type !== 'ManagerNoted' && event.type !== 'ManagerAnswered') return null
  const messages = (await desk.ticket(number))?.messages ?? []
  const stored = messages.find(({ id }) => id === event.storedAs)
  if (stored === undefined) return refused('notStored')
  const words = event.type === 'ManagerAnswered' ? event.instead : event.words
  const said = stored.earlier[0]?.document ?? stored.document
  return words === null || isSame(words, said) ? null : refused('storedOtherwise')
}

const refused = (say: string): Refused => ({ kind: 'refused', because: 'state', notice: { say: `web.desk.${say}` } })

// What was stored is plain JSON: it knows nothing of what is undefined.
const isSame = (words: Document, said: Document): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(words)), JSON.parse(JSON.stringify(said)))
