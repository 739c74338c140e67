// Words of a customer that could not be taken: their page shows them again, with what is wrong beside its field.

import { html } from 'hono/html'
import { ZodError, z } from 'zod'
import type { Reader } from '../door/negotiation.ts'
import { FilesRefused, faultWords } from '../files/refused-files.ts'
import type { Html } from '../render.ts'

/** What a customer sent and nothing came of. */
export interface Unsent {
  readonly text: string
  /** Why not, at the words and at the files; empty where those are fine. */
  readonly faults: { readonly text: string; readonly files: string }
}

const typedBody = z.object({
  text: z.string().catch(''),
  /** The number of the ticket whose page it was written on; undefined for the chat. */
  ticket: z.coerce.number().int().positive().optional().catch(undefined),
  chat: z.string().optional().catch(undefined),
})

/** What was typed in a post, of which `body` was read; null for a fault that its page has no field for. */
export const typedIn = (error: unknown, body: unknown): z.infer<typeof typedBody> | null => {
  const isOfWords = error instanceof ZodError && error.issues.every(({ path }) => path[0] === 'text')
  if (!isOfWords && !(error instanceof FilesRefused)) return null
  const given = error instanceof FilesRefused ? (error.body ?? body) : body
  return typedBody.safeParse(given).data ?? null
}

/** What is wrong with it. */
export const faultsOf = (error: unknown, { say }: Pick<Reader, 'say'>): Unsent['faults'] => ({
  text: error instanceof ZodError ? error.issues.map(({ message }) => say(message)).join(' ') : '',
  files: error instanceof FilesRefused ? faultWords(error, { say }) : '',
})

/** The attributes of a field whose words were not taken. */
export const faultyWords = (unsent: Unsent | null): Html =>
  unsent === null || unsent.faults.text === '' ? html`` : html` aria-invalid="true" aria-describedby="words-fault"`

/** Why not, beside the field. */
export const wordsFault = (unsent: Unsent | null): Html =>
  unsent === null || unsent.faults.text === ''
    ? html``
    : html`<p id="words-fault" class="file-fault" role="alert">${unsent.faults.text}</p>`
