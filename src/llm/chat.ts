// Asks for one answer of a shape: by chat/completions (https://platform.openai.com/docs/api-reference/chat/create).

import { z } from 'zod'
import { type Completion, readCompletion, textOf } from './completion.ts'
import type { Connection } from './connection.ts'
import type { Spending, Tally } from './guard.ts'
import { type Answered, type Asked, ModelError } from './model.ts'
import { readAnswer } from './reading.ts'
import { LONGEST_REFUSAL, type Refusal, readRefusal, sortRefusal } from './refusals.ts'
import { type Retries, retrying } from './retrying.ts'
import { afterRefusal, afterThinking, type Manner } from './servers.ts'

interface Parts {
  readonly connection: Connection
  readonly model: string
  readonly retries: Retries
  /** What is tried first; what is learned is kept. */
  readonly manner: Manner
}

type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }

export interface Chat {
  readonly ask: <Answer>(asked: Asked<Answer>, signal: AbortSignal, spending: Spending) => Promise<Answered<Answer>>
}

/** As many as there are to be learned of one server. */
const MOST_LESSONS = 5

/** Makes it. */
export const createChat = ({ connection, model, retries, manner: first }: Parts): Chat => {
  let manner = first
  const say = async (words: Words, { signal, spending }: Whose, lessons = 0): Promise<Completion> => {
    const used = manner
    const heard = await spending.spend(mostOf(used, words), (tally) =>
      hear(connection, { model, words, manner: used, signal, tally }),
    )
    if ('text' in heard) return heard
    const other = afterRefusal(used, heard.refusal)
    if (other === null || lessons === MOST_LESSONS) throw sortRefusal(heard.refusal, connection.host, heard.after)
    // Whoever asked at the same time may have learned it already.
    if (manner === used) manner = other
    return say(words, { signal, spending }, lessons + 1)
  }
  /** Where all went into thinking, once more with room for it. */
  const heard = async (words: Words, whose: Whose): Promise<Completion> => {
    const completion = await retrying(() => say(words, whose), retries, whose.signal)
    const roomier = completion.isWhole || !completion.thought ? null : afterThinking(manner)
    if (roomier === null) return completion
    manner = roomier
    return retrying(() => say(words, whose), retries, whose.signal)
  }
  return {
    ask: async (asked, signal, spending) => {
      const words = wordsOf(asked)
      const whose = { signal, spending }
      const completion = await heard(words, whose)
      const read = readAnswer(completion.text, asked.shape)
      if (read.fits) return { answer: read.answer, raw: completion.text, tokens: { ...spending.total } }
      const again = await heard({ ...words, messages: mending(words.messages, completion, read.why) }, whose)
      const mended = readAnswer(again.text, asked.shape)
      if (mended.fits) return { answer: mended.answer, raw: again.text, tokens: { ...spending.total } }
      throw new ModelError(
        'garbled',
        'the model twice gave no answer that can be read; use one that follows a JSON schema better.',
      )
    },
  }
}

interface Whose {
  readonly signal: AbortSignal
  readonly spending: Spending
}

interface Words {
  readonly messages: readonly Message[]
  readonly name: string
  readonly schema: Readonly<Record<string, unknown>>
  readonly longest: number
}

interface Circumstances {
  readonly model: string
  readonly words: Words
  readonly manner: Manner
  readonly signal: AbortSignal
  /** What is used is written down as it happens: whatever ends it, it is counted. */
  readonly tally: Tally
}

interface Refused {
  readonly refusal: Refusal
  /** Its Retry-After. */
  readonly after: string
}

const hear = async (
  connection: Connection,
  { model, words, manner, signal, tally }: Circumstances,
): Promise<Completion | Refused> => {
  const begun = (): void => {
    tally.sent = estimate(manner, words)
  }
  const reply = await connection.post('/chat/completions', bodyOf(model, manner, words), { signal, begun })
  try {
    if (reply.status !== 200) {
      tally.sent = 0
      const body = await textOf(reply.body, LONGEST_REFUSAL)
      return { refusal: readRefusal(reply.status, body), after: reply.header('retry-after') }
    }
    const completion = await readCompletion(reply, connection.host, words.longest + manner.room, (pieces) => {
      tally.received = pieces
    })
    Object.assign(tally, completion.usage)
    return completion
  } catch (error) {
    throw error instanceof ModelError ? error : connection.failure(error, signal)
  }
}

// A token is four letters of English, and fewer bytes of most other languages: too many is the safe side. Servers read the schema, too, wherever it stands.
const estimate = (manner: Manner, words: Words): number =>
  messagesOf(manner, words).reduce(
    (sum, { content }) => sum + tokensIn(content) + 8,
    manner.shapeBy === 'json_schema' ? tokensIn(JSON.stringify(words.schema)) : 0,
  )

const tokensIn = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3)

/** The most that one try takes, of a server that ends its answer where it was asked to. */
const mostOf = (manner: Manner, words: Words): number => estimate(manner, words) + words.longest + manner.room

const wordsOf = ({ purpose, instructions, material, shape, longest }: Asked<unknown>): Words => ({
  messages: [
    { role: 'system', content: instructions },
    { role: 'user', content: material },
  ],
  name: purpose,
  schema: schemaOf(shape),
  longest,
})

const MENDED = 4_000

const mending = (messages: readonly Message[], { text, isWhole }: Completion, why: string): readonly Message[] => [
  ...messages,
  { role: 'assistant', content: text.slice(0, MENDED) },
  {
    role: 'user',
    content: `That answer can't be used${isWhole ? '' : ', it is too long'}: ${why.slice(0, 1_000)}\nAnswer again, with one JSON object of the shape that was asked for, and nothing else.`,
  },
]

const messagesOf = (manner: Manner, { messages, schema }: Words): readonly Message[] => {
  const [system, ...others] = messages
  if (!manner.tellsShape || system === undefined) return messages
  const told = `\n\nAnswer with one JSON object, and nothing else. It fits this JSON schema:\n${JSON.stringify(schema)}`
  return [{ ...system, content: `${system.content}${told}` }, ...others]
}

const bodyOf = (model: string, manner: Manner, words: Words): unknown => {
  const { name, schema, longest } = words
  return {
    model,
    messages: messagesOf(manner, words),
    stream: true,
    [manner.lengthName]: longest + manner.room,
    ...(manner.asksUsage && { stream_options: { include_usage: true } }),
    ...(manner.hasTemperature && { temperature: 0 }),
    ...(manner.shapeBy === 'json_schema' && {
      response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } },
    }),
    ...(manner.shapeBy === 'json_object' && { response_format: { type: 'json_object' } }),
  }
}

/** Rules that strict schemas may not have with Azure, and that make grammars of local servers slow; zod keeps to them anyway. */
const LEFT_OUT = [
  ...['$schema', 'default', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'uniqueItems'],
]

const schemaOf = (shape: z.ZodType): Words['schema'] => {
  const { ...schema } = z.toJSONSchema(shape, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ jsonSchema }) => {
      for (const name of LEFT_OUT) Reflect.deleteProperty(jsonSchema, name)
      if (jsonSchema.properties !== undefined) jsonSchema.additionalProperties = false
      // Strict schemas know one kind of choice alone.
      if (jsonSchema.oneOf !== undefined) jsonSchema.anyOf = jsonSchema.oneOf
      Reflect.deleteProperty(jsonSchema, 'oneOf')
    },
  })
  Reflect.deleteProperty(schema, '$schema')
  Reflect.deleteProperty(schema, '~standard')
  return schema
}
