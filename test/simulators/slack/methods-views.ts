/** views.*: modals opened with a trigger, and home tabs. https://docs.slack.dev/reference/methods/views.open */
import { randomUUID } from 'node:crypto'
import { type Arguments, nested, required, text } from './arguments.ts'
import { checkView, type ViewContent } from './blocks.ts'
import type { Method } from './methods.ts'
import { SlackRefusal } from './refusal.ts'
import type { Workspace } from './workspace.ts'

/** A modal a person has open, or their home tab. */
export type OpenView = {
  readonly id: string
  readonly user: string
  readonly content: ViewContent
  readonly hash: string
  readonly rootId: string
  readonly previousId: string | null
}

export type Views = {
  /** Mints a `trigger_id`: good once, for as long as Slack's 3 seconds (scaled by the simulator's option). */
  readonly trigger: (user: string) => string
  /** Who used a trigger; throws SlackRefusal `invalid_trigger_id`, `expired_trigger_id`, `exchanged_trigger_id`. */
  readonly exchange: (trigger: string) => string
  /** The modals a person has open, the one on top last. */
  readonly open: (user: string) => readonly OpenView[]
  readonly home: (user: string) => OpenView | undefined
  readonly push: (user: string, content: ViewContent) => OpenView
  readonly replace: (view: OpenView, content: ViewContent) => OpenView
  readonly close: (user: string, id?: string) => void
  readonly find: (given: { id?: string; externalId?: string }) => OpenView | undefined
  readonly setHome: (user: string, content: ViewContent) => OpenView
}

/**
 * The views of one simulator.
 * @param triggerMs how long a trigger lives, in milliseconds
 * @param changed called after every visible change
 */
export function createViews(triggerMs: number, changed: () => void): Views {
  const triggers = new Map<string, { user: string; until: number; used: boolean }>()
  const modals = new Map<string, OpenView[]>()
  const homes = new Map<string, OpenView>()
  const open = (user: string) => modals.get(user) ?? []
  const set = (user: string, views: OpenView[]) => {
    modals.set(user, views)
    changed()
  }
  return {
    trigger: (user) => {
      const id = `${randomUUID()}.${user}`
      triggers.set(id, { user, until: performance.now() + triggerMs, used: false })
      return id
    },
    exchange: (id) => {
      const trigger = triggers.get(id)
      if (!trigger) throw new SlackRefusal('invalid_trigger_id')
      if (trigger.used) throw new SlackRefusal('exchanged_trigger_id')
      if (performance.now() > trigger.until) throw new SlackRefusal('expired_trigger_id')
      trigger.used = true
      return trigger.user
    },
    open,
    home: (user) => homes.get(user),
    push: (user, content) => {
      const below = open(user)
      if (below.length >= 3) throw new SlackRefusal('push_limit_reached')
      const view = { ...fresh(user, content), previousId: below.at(-1)?.id ?? null }
      const placed = { ...view, rootId: below[0]?.id ?? view.id }
      set(user, [...below, placed])
      return placed
    },
    replace: (view, content) => {
      const changedView = { ...view, content, hash: makeHash() }
      if (homes.get(view.user)?.id === view.id) {
        homes.set(view.user, changedView)
        changed()
      } else
        set(
          view.user,
          open(view.user).map((each) => (each.id === view.id ? changedView : each)),
        )
      return changedView
    },
    close: (user, id) => set(user, id === undefined ? [] : open(user).filter((each) => each.id !== id)),
    find: ({ id, externalId }) =>
      [...[...modals.values()].flat(), ...homes.values()].find((each) =>
        id === undefined ? each.content.external_id === externalId : each.id === id,
      ),
    setHome: (user, content) => {
      const view = { ...fresh(user, content), ...(homes.get(user) ? { id: homes.get(user)?.id ?? '' } : {}) }
      homes.set(user, view)
      changed()
      return view
    },
  }
}

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': {
    run: (given, { views, workspace }) => {
      const content = modal(given)
      const user = views.exchange(required(given, 'trigger_id'))
      if (views.open(user).length > 0) views.close(user)
      return { view: wireView(workspace, views.push(user, content)) }
    },
  },
  'views.push': {
    run: (given, { views, workspace }) => {
      const content = modal(given)
      return { view: wireView(workspace, views.push(views.exchange(required(given, 'trigger_id')), content)) }
    },
  },
  'views.update': {
    run: (given, { views, workspace }) => {
      const content = checkView(nested(given, 'view'))
      const id = text(given, 'view_id')
      const view = views.find(id === undefined ? { externalId: required(given, 'external_id') } : { id })
      if (!view) throw new SlackRefusal('not_found')
      checkHash(view, given)
      return { view: wireView(workspace, views.replace(view, content)) }
    },
  },
  'views.publish': {
    run: (given, { views, workspace }) => {
      const content = checkView(nested(given, 'view'))
      const user = required(given, 'user_id')
      if (content.type !== 'home' || !workspace.members.has(user)) throw new SlackRefusal('invalid_arguments')
      const home = views.home(user)
      if (home) checkHash(home, given)
      return { view: wireView(workspace, views.setHome(user, content)) }
    },
  },
}

/** A view as the API and interaction payloads show it. `values` is what is filled in. */
export function wireView(
  workspace: Workspace,
  view: OpenView,
  values: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    ...view.content,
    id: view.id,
    team_id: workspace.team,
    app_id: workspace.bot.app,
    bot_id: workspace.bot.id,
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    callback_id: view.content.callback_id ?? '',
    private_metadata: view.content.private_metadata ?? '',
    external_id: view.content.external_id ?? '',
    state: { values },
  }
}

function modal(given: Arguments): ViewContent {
  const content = checkView(nested(given, 'view'))
  if (content.type !== 'modal') throw new SlackRefusal('invalid_arguments')
  return content
}

function checkHash(view: OpenView, given: Arguments): void {
  const hash = text(given, 'hash')
  if (hash !== undefined && hash !== view.hash) throw new SlackRefusal('hash_conflict')
}

function fresh(user: string, content: ViewContent): OpenView {
  const id = `V${randomUUID().slice(0, 10).toUpperCase()}`
  return { id, user, content, hash: makeHash(), rootId: id, previousId: null }
}

function makeHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${randomUUID().slice(0, 8)}`
}
