/** Every Web API method of the simulator, by name. */
import type { Arguments } from './arguments.ts'
import { chatMethods } from './methods-chat.ts'
import { conversationMethods } from './methods-conversations.ts'
import { fileMethods } from './methods-files.ts'
import { type Views, viewMethods } from './methods-views.ts'
import type { StoredFiles } from './stored-files.ts'
import type { Workspace } from './workspace.ts'

export type MethodContext = {
  readonly workspace: Workspace
  readonly views: Views
  readonly scopes: ReadonlySet<string>
  readonly openSocketUrl: () => string
  readonly files: StoredFiles
  /** The most bytes of an upload, and how long a completed one takes to appear in its channel, in milliseconds. */
  readonly fileLimits: { readonly bytes: number; readonly shareMs: number }
  /** Where files are fetched and sent, such as `http://127.0.0.1:4000`. */
  readonly httpRoot: () => string
  /** Does something of Slack's own after so many milliseconds, unless the simulator was stopped. */
  readonly later: (work: () => void, milliseconds: number) => void
}

export type Method = {
  /** The bot scope it needs. */
  readonly scope?: string
  /** `app` for the one method that takes an xapp token. */
  readonly token?: 'app'
  /** Throws SlackRefusal; what it returns is answered beside `ok: true`. */
  readonly run: (given: Arguments, context: MethodContext) => Record<string, unknown>
}

const ownMethods: Readonly<Record<string, Method>> = {
  'api.test': { run: () => ({}) },
  'auth.test': {
    run: (_given, { workspace: { team, bot } }) => ({
      url: 'https://simulator.slack.com/',
      team: 'Simulator',
      user: bot.name,
      team_id: team,
      user_id: bot.user,
      bot_id: bot.id,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': { token: 'app', run: (_given, { openSocketUrl }) => ({ url: openSocketUrl() }) },
}

const methods = new Map<string, Method>(
  Object.entries({ ...ownMethods, ...chatMethods, ...conversationMethods, ...fileMethods, ...viewMethods }),
)

/** The method of this name, or undefined where the simulator has none. */
export const findMethod = (name: string): Method | undefined => methods.get(name)
