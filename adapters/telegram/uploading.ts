// Sends files to Telegram. telegraf's own uploads never end where a file breaks off, and drop its type (4.16.3, src/core/network/client.ts).

import { TelegramError } from 'telegraf'
import { z } from 'zod'
import { type Fields, streamedForm } from './streamed-form.ts'

/** An upload broke off before its end, so that Telegram can have done nothing with it. */
export class Unsent extends Error {
  override readonly name = 'Unsent'
}

/** How long nothing may move on the way there, nor an answer come once all is there; Telegram looks at long files for a while. */
const SILENCE = 120_000

const answerSchema = z.discriminatedUnion('ok', [
  z.looseObject({ ok: z.literal(true), result: z.unknown() }),
  z.looseObject({
    ok: z.literal(false),
    error_code: z.int(),
    description: z.string(),
    parameters: z.looseObject({ retry_after: z.int() }).optional().catch(undefined),
  }),
])

/**
 * Posts a form to a method's address and answers its `result`, unparsed.
 * Throws telegraf's TelegramError where Telegram refuses, the ChannelError of a file that can't be read, `Unsent` where the way there broke
 * off before the form's end, and fetch's errors where no answer came after it; none of them names the address.
 */
export const upload = async (url: string, fields: Fields): Promise<unknown> => {
  const stalled = new AbortController()
  const timer = setTimeout(() => stalled.abort(), SILENCE)
  const form = streamedForm(fields, () => timer.refresh())
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': form.contentType },
      body: form.body,
      duplex: 'half',
      redirect: 'error',
      signal: stalled.signal,
    })
    return resultOf(response.status, await response.text())
  } catch (error) {
    if (error instanceof TelegramError) throw error
    const fault = form.fault()
    if (fault !== null) throw fault
    throw form.isTaken() ? error : new Unsent('an upload broke off before its end', { cause: error })
  } finally {
    clearTimeout(timer)
    form.close()
  }
}

// What answers in place of Telegram, a proxy or a gateway, speaks HTML.
const resultOf = (status: number, body: string): unknown => {
  const answer = answerSchema.safeParse(parsed(body)).data
  if (answer?.ok) return answer.result
  if (answer !== undefined) {
    const { error_code, description, parameters } = answer
    throw new TelegramError({ error_code, description, ...(parameters && { parameters }) })
  }
  if (status >= 400) throw new TelegramError({ error_code: status, description: 'no answer of the Bot API' })
  throw new Error(`the answer with status ${status} is none of the Bot API`)
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
