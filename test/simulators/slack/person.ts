/** What a member of the workspace does: writes, edits, deletes, presses, fills in, commands. */
import { randomUUID } from 'node:crypto'
import { checkView, interactive, isRecord, type MenuOption, menuOptions } from './blocks.ts'
import type { Answer, Events } from './events.ts'
import { addNotice } from './methods-chat.ts'
import type { OpenView, Views } from './methods-views.ts'
import { wireView } from './methods-views.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { NewFile, StoredFiles } from './stored-files.ts'
import {
  addMessage,
  type Block,
  type Channel,
  changeFiles,
  changeMessage,
  directMessage,
  type Member,
  type Notice,
  removeMessage,
  type StoredMessage,
  tell,
  type Workspace,
  wire,
} from './workspace.ts'

/** A message by the channel and `ts` that name it; what `posts` shows and what `postsIn` returns are both one. */
export type MessageRef = { readonly channel: string; readonly ts: string }

export type PersonParts = {
  readonly workspace: Workspace
  readonly views: Views
  readonly events: Pick<Events, 'ask'>
  readonly responseUrls: ResponseUrls
  readonly files: StoredFiles
}

export type Person = ReturnType<typeof createPerson>

/** Lets one member act. What they type is escaped as Slack's clients do, tokens such as `<@U1>` excepted. */
export const createPerson = (member: Member, { workspace, views, events, responseUrls, files }: PersonParts) => {
  const channelOf = (id: string): Channel => {
    const channel = workspace.channels.get(id)
    if (!channel?.members.has(member.id)) throw new Error(`${member.name} is not in the channel ${id}`)
    return channel
  }
  const storedOf = ({ channel, ts }: MessageRef): { channel: Channel; message: StoredMessage } => {
    const found = channelOf(channel)
    const message = found.byTs.get(ts)
    if (!message) throw new Error(`there is no message ${ts} in ${channel}`)
    return { channel: found, message }
  }
  const own = (ref: MessageRef) => {
    const found = storedOf(ref)
    if (found.message.user !== member.id) throw new Error(`${member.name} did not write the message ${ref.ts}`)
    return found
  }
  const user = () => ({ id: member.id, username: member.name, name: member.name, team_id: workspace.team })
  const base = () => ({
    team: { id: workspace.team, domain: 'simulator' },
    user: user(),
    api_app_id: workspace.bot.app,
    token: 'verification',
    enterprise: null,
    is_enterprise_install: false,
  })
  const write = (
    channel: Channel,
    text: string,
    extra: { threadTs?: string; files?: readonly NewFile[]; subtype?: string },
  ): MessageRef => {
    if (extra.threadTs !== undefined && !channel.byTs.has(extra.threadTs))
      throw new Error(`there is no thread ${extra.threadTs}`)
    const shared = (extra.files ?? []).map((file) => files.share(file, member.id))
    const message = addMessage(workspace, channel, {
      text: typed(text),
      user: member.id,
      client_msg_id: randomUUID(),
      ...(extra.threadTs === undefined ? {} : { thread_ts: extra.threadTs }),
      ...(shared.length > 0 ? { files: shared.map(files.inMessage), subtype: 'file_share' } : {}),
      ...(extra.subtype === undefined ? {} : { subtype: extra.subtype }),
    })
    return { channel: channel.id, ts: message.ts }
  }
  const action = (blocks: readonly Block[], actionId: string, value?: string) => {
    const found = interactive(blocks).find(({ element }) => element.action_id === actionId)
    if (!found) {
      const there = interactive(blocks).map(({ element }) => element.action_id)
      throw new Error(`there is nothing to press called ${actionId}; there is: ${there.join(', ') || 'nothing'}`)
    }
    return {
      action_id: actionId,
      block_id: found.block,
      action_ts: workspace.stamp(),
      ...pressed(found.element, value),
    }
  }
  return {
    id: member.id,
    name: member.name,
    /** Writes a message; the event goes out at once, with Slack's retries. */
    postsIn: (
      channel: string,
      text: string,
      extra: { threadTs?: string; files?: readonly NewFile[]; subtype?: string } = {},
    ): MessageRef => write(channelOf(channel), text, extra),
    /** Writes to the bot in its direct message. */
    dm: (text: string, extra: { threadTs?: string; files?: readonly NewFile[] } = {}): MessageRef =>
      write(directMessage(workspace, member.id), text, extra),
    edits: (ref: MessageRef, text: string): void => {
      const { channel, message } = own(ref)
      changeMessage(workspace, channel, message, { by: member.id, text: typed(text) })
    },
    deletes: (ref: MessageRef): void => {
      const { channel, message } = own(ref)
      removeMessage(workspace, channel, message)
    },
    /** Deletes a file from the workspace; the messages that show it keep a stone in its place. */
    deletesFile: (ref: MessageRef, name: string): void => {
      const { channel, message } = own(ref)
      const isMeant = ({ id }: Record<string, unknown>) => files.all.get(String(id))?.name === name
      const file = files.all.get(String(message.files?.find(isMeant)?.id))
      if (!file) throw new Error(`there is no file ${name} in the message ${ref.ts}`)
      file.deleted = true
      const left = message.files?.map((each) => (each.id === file.id ? files.inMessage(file) : each)) ?? []
      changeFiles(workspace, channel, message, left)
    },
    reacts: (ref: MessageRef, name: string): void => {
      const { channel, message } = storedOf(ref)
      message.reactions.push({ name, users: [member.id] })
      tell(workspace, channel, {
        type: 'reaction_added',
        user: member.id,
        reaction: name,
        item_user: message.user,
        event_ts: workspace.stamp(),
        item: { type: 'message', channel: channel.id, ts: message.ts },
      })
      workspace.changed()
    },
    /** Presses a button or chooses from a menu of a message, as it stands now; resolves with the app's answer. */
    presses: async (ref: MessageRef, actionId: string, value?: string): Promise<Answer> => {
      const { channel, message } = storedOf(ref)
      return events.ask('interactive', {
        ...base(),
        type: 'block_actions',
        trigger_id: views.trigger(member.id),
        response_url: responseUrls.mint({ user: member.id, channel: channel.id, message: message.ts }),
        channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.id.toLowerCase() },
        container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: false },
        message: wire(message),
        state: { values: {} },
        actions: [action(message.blocks ?? [], actionId, value)],
      })
    },
    /** Uses a shortcut of the app's on a message. */
    usesShortcut: async (ref: MessageRef, callbackId: string): Promise<Answer> => {
      const { channel, message } = storedOf(ref)
      return events.ask('interactive', {
        ...base(),
        type: 'message_action',
        callback_id: callbackId,
        trigger_id: views.trigger(member.id),
        action_ts: workspace.stamp(),
        message_ts: message.ts,
        response_url: responseUrls.mint({ user: member.id, channel: channel.id }),
        channel: { id: channel.id, name: channel.id.toLowerCase() },
        message: wire(message),
      })
    },
    /** Presses a button of something that was shown to this person alone: no message comes along. `value` picks one of several alike, and an entry of a menu. */
    pressesNotice: async (notice: Notice, actionId: string, value?: string): Promise<Answer> => {
      const blocks = notice.blocks.filter((each) => value === undefined || JSON.stringify(each).includes(value))
      return events.ask('interactive', {
        ...base(),
        type: 'block_actions',
        trigger_id: views.trigger(member.id),
        response_url: responseUrls.mint({ user: member.id, channel: notice.channel, notice: notice.ts }),
        channel: { id: notice.channel, name: notice.channel.toLowerCase() },
        container: { type: 'message', message_ts: notice.ts, channel_id: notice.channel, is_ephemeral: true },
        actions: [action(blocks, actionId, value)],
      })
    },
    /** Presses a button in a modal or on the home tab. */
    pressesIn: async (view: OpenView, actionId: string, value?: string): Promise<Answer> =>
      events.ask('interactive', {
        ...base(),
        type: 'block_actions',
        trigger_id: views.trigger(member.id),
        container: { type: 'view', view_id: view.id },
        view: wireView(workspace, view),
        actions: [action(view.content.blocks, actionId, value)],
      }),
    /** Types into a menu with an external source; resolves with what it offers: nothing where the app is silent. */
    searches: async (view: OpenView, actionId: string, text: string): Promise<readonly MenuOption[]> => {
      const { block_id, action_id } = action(view.content.blocks, actionId, '')
      const answer = await events.ask('interactive', {
        ...base(),
        type: 'block_suggestion',
        action_id,
        block_id,
        value: text,
        container: { type: 'view', view_id: view.id },
        view: wireView(workspace, view),
      })
      return answer.acked ? menuOptions(answer.payload) : []
    },
    /** Sends a modal with what is filled in, by action id; the modal then does what the app answered. Throws where Slack shows no button for it. */
    submits: async (view: OpenView, values: Readonly<Record<string, string>>): Promise<Answer> => {
      if (view.content.submit === undefined)
        throw new Error(`the view ${view.content.callback_id} has no submit button`)
      const answer = await events.ask('interactive', {
        ...base(),
        type: 'view_submission',
        trigger_id: views.trigger(member.id),
        response_urls: [],
        view: wireView(workspace, view, filledIn(view, values)),
      })
      if (answer.acked) afterSubmission(views, view, answer.payload)
      return answer
    },
    /** Closes what is open, without sending it. */
    dismisses: (): void => views.close(member.id),
    /** Sends a slash command from a channel (the direct message with the bot unless told); the answer in the ack shows to this person alone. */
    commands: async (command: string, text = '', channel?: string): Promise<Answer> => {
      const place = channel === undefined ? directMessage(workspace, member.id) : channelOf(channel)
      const answer = await events.ask('slash_commands', {
        token: 'verification',
        team_id: workspace.team,
        team_domain: 'simulator',
        api_app_id: workspace.bot.app,
        is_enterprise_install: 'false',
        command,
        text,
        user_id: member.id,
        user_name: member.name,
        channel_id: place.id,
        channel_name: place.id.toLowerCase(),
        trigger_id: views.trigger(member.id),
        response_url: responseUrls.mint({ user: member.id, channel: place.id }),
      })
      if (answer.acked && typeof answer.payload.text === 'string') {
        addNotice(workspace, member.id, { channel: place.id, text: answer.payload.text, blocks: [] })
      }
      return answer
    },
    /** Opens the app's home or messages tab. */
    opensHome: (tab: 'home' | 'messages' = 'home'): void =>
      workspace.announce({
        type: 'app_home_opened',
        user: member.id,
        channel: directMessage(workspace, member.id).id,
        tab,
        event_ts: workspace.stamp(),
      }),
    /** What was shown to this person alone, oldest first. */
    notices: (): readonly Notice[] => workspace.notices.get(member.id) ?? [],
    /** The modals this person has open, the one on top last. */
    views: (): readonly OpenView[] => views.open(member.id),
    home: (): OpenView | undefined => views.home(member.id),
  }
}

/** Text as a client sends it: `&`, `<` and `>` escaped, except in tokens that its own completion makes. */
const typed = (text: string): string =>
  text
    .split(/(<(?:[@#!][^<>]+|(?:https?:|mailto:|tel:)[^<>]+)>)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
    .join('')

const pressed = (element: Record<string, unknown>, value?: string): Record<string, unknown> => {
  const type = element.type
  if (type === 'button') return { type, value: element.value ?? '', text: element.text }
  if (type === 'external_select')
    return { type, selected_option: { value: value ?? '', text: { type: 'plain_text', text: value ?? '' } } }
  const options = Array.isArray(element.options) ? element.options.filter(isRecord) : []
  const chosen = options.find((each) => each.value === value)
  if (!chosen)
    throw new Error(`the menu has no entry ${value}; it has: ${options.map((each) => each.value).join(', ')}`)
  return { type, selected_option: chosen }
}

const filledIn = (view: OpenView, values: Readonly<Record<string, string>>): Record<string, unknown> => {
  const state: Record<string, Record<string, unknown>> = {}
  for (const { block, element } of interactive(view.content.blocks)) {
    const actionId = String(element.action_id)
    const filled = fieldState(element, values[actionId])
    if (filled) state[block] = { ...state[block], [actionId]: filled }
  }
  return state
}

const fieldState = (element: Record<string, unknown>, value: string | undefined): Record<string, unknown> | null => {
  if (element.type === 'plain_text_input')
    return { type: 'plain_text_input', value: value ?? element.initial_value ?? null }
  if (value !== undefined) return pressed(element, value)
  return isRecord(element.initial_option) ? { type: element.type, selected_option: element.initial_option } : null
}

const afterSubmission = (views: Views, view: OpenView, answer: Record<string, unknown>): void => {
  const action = answer.response_action
  if (action === undefined) views.close(view.user, view.id)
  if (action === 'clear') views.close(view.user)
  if (action === 'update') views.replace(view, checkView(answer.view))
  if (action === 'push') views.push(view.user, checkView(answer.view))
}
