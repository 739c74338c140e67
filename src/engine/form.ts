// The JSON column in which a conversation's form lies, read back with care.

import { z } from 'zod'
import { fileKinds } from '../core/files.ts'
import type { Form } from '../core/types.ts'
import { storedDocument } from '../database/stored-document.ts'

const file = z.object({
  kind: z.enum(fileKinds),
  name: z.string().nullable(),
  mediaType: z.string().nullable(),
  bytes: z.number().nullable(),
  at: z.object({ channel: z.enum(['telegram', 'slack', 'web']), id: z.string() }),
})

const question = z.object({
  messages: z.array(z.string()),
  words: storedDocument,
  text: z.string(),
  files: z.array(file).default([]),
  album: z.string().nullable().default(null),
  lookedFor: z.enum(['first', 'later']).optional(),
  incident: z.string().optional(),
})

const step = z.discriminatedUnion('asks', [
  z.object({ asks: z.literal('name') }),
  z.object({ asks: z.literal('email'), name: z.string() }),
])

const purpose = z.discriminatedUnion('aim', [
  z.object({ aim: z.enum(['ticket', 'answer']), question }),
  z.object({ aim: z.literal('welcome') }),
  z.object({ aim: z.literal('change'), question: question.nullable() }),
])

const idle = z.object({ kind: z.literal('idle'), kept: question.nullable() })
const asking = z.object({ kind: z.literal('asking') })
const suggesting = z.object({
  kind: z.literal('suggesting'),
  question: question.nullable(),
  suggestion: z.string(),
  articles: z.array(z.string()),
  round: z.number(),
  shown: z.number().nullable().default(null),
  assumed: z.boolean().default(false),
  assistant: z.union([z.object({ asked: z.string() }), z.object({ cited: z.array(z.string()) })]).optional(),
})

/** A form as the database holds it. */
export const formSchema: z.ZodType<Form> = z.discriminatedUnion('kind', [
  idle,
  asking,
  suggesting,
  z.object({
    kind: z.literal('gathering'),
    question,
    before: z.discriminatedUnion('kind', [idle, asking, suggesting]).default({ kind: 'idle', kept: null }),
    since: z.coerce.date(),
    until: z.coerce.date(),
  }),
  z.object({ kind: z.literal('consulting'), question, consultation: z.string(), round: z.number() }),
  z.object({ kind: z.literal('registering'), step, purpose }),
  z.object({ kind: z.literal('commenting'), ticket: z.string(), until: z.coerce.date() }),
])
