// Links to messages in Slack, as its clients open them.

import { z } from 'zod'
import { messagePlace } from './addresses.ts'
import { type Api, priorities } from './api.ts'

const tested = z.object({ url: z.string() })

/** Makes a link to a message, by its id; null where Slack does not tell its own address now. */
export type LinkTo = (message: string) => Promise<string | null>

/** The workspace's address is asked for once. The link has the form that `chat.getPermalink` answers. */
export const createLinks = (api: Api): LinkTo => {
  let root: string | null = null
  return async (message) => {
    root ??= await api.call('auth.test', {}, priorities.answer).then(
      (answer) => tested.parse(answer).url,
      () => null,
    )
    const { channel, ts } = messagePlace(message)
    return root === null ? null : `${root.replace(/\/?$/, '/')}archives/${channel}/p${ts.replace('.', '')}`
  }
}
