/** Addresses that come with a press or a command: five posts within 30 minutes. https://docs.slack.dev/interactivity/handling-user-interaction */
import { randomUUID } from 'node:crypto'
import { checkBlocks, checkPostText, isRecord } from './blocks.ts'
import { addNotice, removeNotice } from './methods-chat.ts'
import { SlackRefusal } from './refusal.ts'
import type { HttpAnswer } from './web-api.ts'
import { addMessage, changeMessage, removeMessage, type Workspace } from './workspace.ts'

const lifetimeMs = 30 * 60_000
const mostPosts = 5

type Target = {
  readonly user: string
  readonly channel: string
  readonly message?: string
  readonly notice?: string
  readonly until: number
  left: number
}

export type ResponseUrls = {
  /** Mints an address. `message` is the ts of the message whose button was pressed, `notice` of what was shown to this person alone. */
  readonly mint: (target: { user: string; channel: string; message?: string; notice?: string }) => string
  readonly post: (path: string, body: string) => Promise<HttpAnswer>
}

/** The addresses of one simulator. `root` gives `http://host:port` once the server listens. */
export const createResponseUrls = (workspace: Workspace, root: () => string): ResponseUrls => {
  const targets = new Map<string, Target>()
  return {
    mint: (target) => {
      const path = `/response/${randomUUID()}`
      targets.set(path, { ...target, until: Date.now() + lifetimeMs, left: mostPosts })
      return root() + path
    },
    post: async (path, body) => {
      const target = targets.get(path)
      if (!target || target.until < Date.now()) return { status: 404, body: { ok: false, error: 'expired_url' } }
      if (target.left === 0) return { status: 404, body: { ok: false, error: 'used_url' } }
      target.left -= 1
      try {
        apply(workspace, target, JSON.parse(body))
        return { status: 200, body: 'ok' }
      } catch (error) {
        const code = error instanceof SlackRefusal ? error.code : 'invalid_payload'
        return { status: 400, body: { ok: false, error: code } }
      }
    },
  }
}

const apply = (workspace: Workspace, target: Target, given: unknown): void => {
  const channel = workspace.channels.get(target.channel)
  if (!isRecord(given) || !channel) throw new SlackRefusal('invalid_payload')
  const original = target.message === undefined ? undefined : channel.byTs.get(target.message)
  if (given.delete_original === true) {
    if (original) removeMessage(workspace, channel, original)
    if (target.notice !== undefined) removeNotice(workspace, target.user, target.notice)
    return
  }
  const blocks = given.blocks === undefined ? undefined : checkBlocks(given.blocks)
  const text = checkPostText(typeof given.text === 'string' ? given.text : undefined, blocks)
  if (given.replace_original === true && original) {
    changeMessage(workspace, channel, original, { by: workspace.bot.user, text, blocks: blocks ?? [] })
  } else if (given.response_type === 'in_channel') {
    addMessage(workspace, channel, {
      text,
      bot_id: workspace.bot.id,
      user: workspace.bot.user,
      app_id: workspace.bot.app,
      ...(blocks ? { blocks } : {}),
    })
  } else {
    addNotice(workspace, target.user, { channel: channel.id, text, blocks: blocks ?? [] })
  }
}
