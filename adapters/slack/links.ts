// Links to messages in Slack, as its clients open them.

import type { Logger } from 'pino'
import { z } from 'zod'
import { messagePlace } from './addresses.ts'
import { type Api, priorities } from './api.ts'

interface LinkParts {
  readonly api: Api
  readonly log: Pick<Logger, 'warn'>
}

const tested = z.object({ url: z.string() })

/** Makes a link to a message, by its id; null where Slack does not tell its own address now. */
export type LinkTo = (message: string) => Promise<string | null>

/** The workspace's address is asked for once. The link has the form that `chat.getPermalink` answers. */
export const createLinks = ({ api, log }: LinkParts): LinkTo => {
  let root: string | null = null
  return async (message) => {
    root ??= await rootOf(api, log)
    const { channel, ts } = messagePlace(message)
    return root === null ? null : `${root.replace(/\/?$/, '/')}archives/${channel}/p${ts.replace('.', '')}`
  }
}

// A list or a ticket is of use without links too.
const rootOf = async (api: Api, log: LinkParts['log']): Promise<string | null> => {
  try {
    return tested.parse(await api.call('auth.test', {}, priorities.answer)).url
  } catch (error) {
    log.warn({ err: error }, 'Slack did not tell its own address: there are no links to messages now')
    return null
  }
}
