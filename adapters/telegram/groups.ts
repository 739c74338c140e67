// The bot works in private chats alone. A group that it was added to is told so once, with the way there; whatever is said in groups is nobody's business.

import type { Logger } from 'pino'
import { z } from 'zod'
import type { Words } from '../../src/channel.ts'
import { fromMarkdown } from '../../src/document.ts'
import { render } from './render.ts'
import type { Sender } from './send.ts'

export interface Groups {
  /** Tells the group that an update shows the bot being added to; does nothing for other updates. Never rejects. */
  greet(update: unknown): Promise<void>
}

interface Parts {
  readonly sender: Pick<Sender, 'say'>
  readonly words: Words
  /** The desk's own language, for groups of whose people nothing is known. */
  readonly locale: string
  readonly log: Logger
}

const memberSchema = z.looseObject({ status: z.string(), is_member: z.boolean().optional().catch(undefined) })
const additionSchema = z.looseObject({
  my_chat_member: z.looseObject({
    chat: z.looseObject({ id: z.int(), type: z.enum(['group', 'supergroup']) }),
    from: z.looseObject({ language_code: z.string().optional().catch(undefined) }),
    old_chat_member: memberSchema,
    new_chat_member: z.looseObject({
      ...memberSchema.shape,
      user: z.looseObject({ username: z.string().regex(/^\w+$/) }),
    }),
  }),
})

/** After what is said to customers. */
const PRIORITY = 2

/**
 * Makes the greeting. It is tried once: being added is told by one update (https://core.telegram.org/bots/api#chatmemberupdated),
 * and a group that lets the bot say nothing needs no words.
 */
export const createGroups = ({ sender, words, locale, log }: Parts): Groups => ({
  greet: async (update) => {
    const parsed = additionSchema.safeParse(update)
    if (!parsed.success) return
    const { chat, from, old_chat_member, new_chat_member } = parsed.data.my_chat_member
    if (isIn(old_chat_member) || !isIn(new_chat_member)) return
    const link = `https://t.me/${new_chat_member.user.username}`
    const document = fromMarkdown(words(from.language_code ?? locale, 'telegram.privateOnly', { link }))
    try {
      for (const part of render({ kind: 'message', author: { role: 'bot' }, document, buttons: [] })) {
        await sender.say(String(chat.id), part, PRIORITY)
      }
    } catch (error) {
      log.debug({ err: error }, 'a group could not be told that the bot works in private')
    }
  },
})

// Somebody restricted may have left all the same; made an admin, the bot was there before.
const isIn = ({ status, is_member }: z.infer<typeof memberSchema>): boolean =>
  status === 'restricted' ? is_member === true : ['creator', 'administrator', 'member'].includes(status)
