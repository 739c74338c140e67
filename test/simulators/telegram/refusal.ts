// The Bot API's refusals: one error type that becomes the JSON body, and a maker for each family in the catalogue.

/** What a refusal may carry beside its text, as the Bot API names it; `retry_after` is in seconds. */
export type RefusalParameters = { readonly retry_after?: number; readonly migrate_to_chat_id?: number }

/** A call that the Bot API answers with `ok: false`; `code` is the HTTP status and `error_code` alike. */
export class Refusal extends Error {
  readonly code: number
  readonly parameters: RefusalParameters | undefined

  constructor(code: number, description: string, parameters?: RefusalParameters) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

/** A 400 with the given text after its fixed prefix. */
export const badRequest = (text: string): Refusal => new Refusal(400, `Bad Request: ${text}`)

/** A 403 with the given text after its fixed prefix. */
export const forbidden = (text: string): Refusal => new Refusal(403, `Forbidden: ${text}`)

/** A 409 with the given text after its fixed prefix. */
export const conflict = (text: string): Refusal => new Refusal(409, `Conflict: ${text}`)

/** A 429 that asks for `seconds` (a whole number) of silence; the server repeats them in the Retry-After header. */
export const tooManyRequests = (seconds: number): Refusal =>
  new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })

const CODES: readonly (readonly [begin: string, code: number])[] = [
  ['Unauthorized', 401],
  ['Forbidden', 403],
  ['Not Found', 404],
  ['Conflict', 409],
  ['Request Entity Too Large', 413],
]

/** The refusal with exactly these words; its code follows from how they begin, 400 for any others. */
export const refusalOf = (words: string): Refusal =>
  new Refusal(CODES.find(([begin]) => words.startsWith(begin))?.[1] ?? 400, words)
