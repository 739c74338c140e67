// Asks for one answer of a shape: by chat/completions (https://platform.openai.com/docs/api-reference/chat/create).

import { z } from 'zod'
import { type Completion, readCompletion, textOf } from './completion.ts'
import type { Connection } from './connection.ts'
import type { Tally } from './guard.ts'
import { type Answered, type Asked, ModelError, type Tokens } from './model.ts'
import { readAnswer } from './reading.ts'
import { LONGEST_REFUSAL, readRefusal, sortRefusal } from './refusals.ts'
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
  readonly ask: <Answer>(asked: Asked<Answer>, signal: AbortSignal, tally: Tally) => Promise<Answered<Answer>>
  /** The most tokens that one try takes. */
  readonly most: (asked: Asked<unknown>) => number
}

/** As many as there are to be learned of one server. */
const MOST_LESSONS = 5

/** Makes it. */
export const createChat = ({ connection, model, retries, manner: first }: Parts): Chat => {
  let manner = first
  const say = async (words: Words, signal: AbortSignal, tally: Tally, lessons = 0): Promise<Completion> => {
    const used = manner
    const reply = await connection.post('/chat/completions', bodyOf(model, used, words), signal)
    if (reply.status === 200) return hear(reply, connection, { words, manner: used, signal, tally })
    const body = await textOf(reply.body, LONGEST_REFUSAL).catch((error: unknown) => {
      throw connection.failure(error, signal)
    })
    const refusal = readRefusal(reply.status, body)
    const other = afterRefusal(used, refusal)
    if (other === null || lessons === MOST_LESSONS)
      throw sortRefusal(refusal, connection.host, reply.header('retry-after'))
    // Whoever asked at the same time may have learned it already.
    if (manner === used) manner = other
    return say(words, signal, tally, lessons + 1)
  }
  /** Where all went into thinking, once more with room for it. */
  const heard = async (words: Words, signal: AbortSignal, tally: Tally): Promise<Completion> => {
    const completion = await retrying(() => say(words, signal, tally), retries, signal)
    const roomier = completion.isWhole || !completion.thought ? null : afterThinking(manner)
    if (roomier === null) return completion
    manner = roomier
    return retrying(() => say(words, signal, tally), retries, signal)
  }
  return {
    ask: async (asked, signal, tally) => {
      const words = wordsOf(asked)
      const completion = await heard(words, signal, tally)
      const read = readAnswer(completion.text, asked.shape)
      if (read.fits) return { answer: read.answer, raw: completion.text, tokens: tokensOf(tally) }
      const again = await heard({ ...words, messages: mending(words.messages, completion, read.why) }, signal, tally)
      const mended = readAnswer(again.text, asked.shape)
      if (mended.fits) return { answer: mended.answer, raw: again.text, tokens: tokensOf(tally) }
      throw new ModelError(
        'garbled',
        'the model twice gave no answer that can be read; use one that follows a JSON schema better.',
      )
    },
    most: (asked) => estimate(wordsOf(asked).messages) + asked.longest + manner.room,
  }
}

interface Words {
  readonly messages: readonly Message[]
  readonly name: string
  readonly schema: Readonly<Record<string, unknown>>
  readonly longest: number
}

interface Circumstances {
  readonly words: Words
  readonly manner: Manner
  readonly signal: AbortSignal
  readonly tally: Tally
}

const hear = async (
  reply: Awaited<ReturnType<Connection['post']>>,
  connection: Connection,
  { words, manner, signal, tally }: Circumstances,
): Promise<Completion> => {
  let used: Tokens = { sent: estimate(words.messages), received: 0 }
  try {
    const completion = await readCompletion(reply, connection.host, words.longest + manner.room, (pieces) => {
      used = { ...used, received: pieces }
    })
    used = completion.usage ?? used
    return completion
  } catch (error) {
    throw error instanceof ModelError ? error : connection.failure(error, signal)
  } finally {
    tally.sent += used.sent
    tally.received += used.received
  }
}

const tokensOf = ({ sent, received }: Tally): Tokens => ({ sent, received })

// A token is four letters of English, and fewer bytes of most other languages: too many is the safe side.
const estimate = (messages: readonly Message[]): number =>
  messages.reduce((sum, { content }) => sum + Math.ceil(Buffer.byteLength(content) / 3) + 8, 0)

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

const bodyOf = (model: string, manner: Manner, { messages, name, schema, longest }: Words): unknown => {
  const [system, ...others] = messages
  const told = manner.tellsShape
    ? `\n\nAnswer with one JSON object, and nothing else. It fits this JSON schema:\n${JSON.stringify(schema)}`
    : ''
  return {
    model,
    messages: [{ ...system, content: `${system?.content ?? ''}${told}` }, ...others],
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
