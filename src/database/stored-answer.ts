// The JSON column in which a model's answer lies, read back with care.

import { z } from 'zod'
import type { ModelAnswer } from '../core/consultations.ts'
import { priorities } from '../core/types.ts'
import { storedDocument } from './stored-document.ts'

/** What the language model answered, as the database holds it. */
export const storedAnswer: z.ZodType<ModelAnswer> = z.union([
  z.object({ purpose: z.literal('answer'), isKnown: z.literal(false) }),
  z.object({
    purpose: z.literal('answer'),
    isKnown: z.literal(true),
    document: storedDocument,
    articles: z.array(z.string()),
  }),
  z.object({
    purpose: z.literal('summary'),
    document: storedDocument,
    tags: z.array(z.string()),
    priority: z.enum(priorities).nullable(),
  }),
  z.object({ purpose: z.literal('draft'), isKnown: z.literal(false) }),
  z.object({
    purpose: z.literal('draft'),
    isKnown: z.literal(true),
    text: z.string(),
    articles: z.array(z.string()),
    tickets: z.array(z.number()),
    read: z.string().nullable(),
  }),
  z.object({
    purpose: z.literal('article'),
    draft: z.object({ title: z.string(), question: z.string(), answer: z.string(), isCut: z.boolean() }),
  }),
  z.object({
    purpose: z.literal('translation'),
    texts: z.array(z.object({ message: z.string(), document: storedDocument })),
    question: z.string().nullable(),
    from: z.string().nullable(),
  }),
])
