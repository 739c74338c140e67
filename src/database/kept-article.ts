// The JSON of an article's revision, parsed as it is read.

import { z } from 'zod'

const kept = z.object({
  title: z.string(),
  answer: z.string(),
  locale: z.string(),
  tags: z.array(z.string()),
  phrasings: z.array(z.string()),
  versionOf: z.string().nullable(),
  owner: z.string().nullable(),
  reviewAfter: z.string().nullable(),
  archived: z.boolean(),
})

/** What a revision keeps: KeptArticle of `core/article-words.ts`. Throws where the column holds anything else. */
export const readKeptArticle = (content: unknown): z.infer<typeof kept> => kept.parse(content)
