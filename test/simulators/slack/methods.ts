/** Every Web API method of the simulator, by name. */
import type { Arguments } from './arguments.ts'
import { chatMethods } from './methods-chat.ts'
import { conversationMethods } from './methods-conversations.ts'
import { type Views, viewMethods } from './methods-views.ts'
import type { Workspace } from './workspace.ts'

export type MethodContext = {
  readonly workspace: Workspace
  readonly views: Views
  readonly scopes: ReadonlySet<string>
  readonly openSocketUrl: () => string
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
  Object.entries({ ...ownMethods, ...chatMethods, ...conversationMethods, ...viewMethods }),
)

/** The method of this name, or undefined where the simulator has none. */
export const findMethod = (name: string): Method | undefined => methods.get(name)
