// The two ways in which updates come from Telegram look the same to the channel.

import type { Hono } from 'hono'
import type { ChannelFault } from '../../src/channel.ts'
import type { Handling } from './settling.ts'

/** What is done with each update. */
export type UpdateWork = Pick<Handling, 'handle' | 'park'>

export interface UpdateSource {
  /** What Telegram posts to; absent where it is asked instead. */
  readonly routes?: Hono
  /** Begins to take updates; resolves once the first attempt to reach Telegram has ended, well or not. */
  start(work: UpdateWork): Promise<void>
  /** Null while updates come in; else why not, in words for the operator. */
  health(): ChannelFault | null
  /** Takes no more updates; resolves when those under way are handled. */
  stop(): Promise<void>
}

/** The kinds of updates that the desk wants. Named at each call that may name them: left out, Telegram would keep whatever list was set before. */
export const UPDATE_KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction']
