/** files.*: https://docs.slack.dev/reference/methods/files.completeUploadExternal and its neighbours. */
import { type Arguments, nested, required, text } from './arguments.ts'
import { isRecord } from './blocks.ts'
import type { Method, MethodContext } from './methods.ts'
import { SlackRefusal } from './refusal.ts'
import type { StoredFile } from './stored-files.ts'
import { addMessage, type Channel } from './workspace.ts'

export const fileMethods: Readonly<Record<string, Method>> = {
  'files.info': {
    scope: 'files:read',
    run: (given, { files }) => {
      const file = files.all.get(required(given, 'file'))
      if (file?.stage !== 'complete') throw new SlackRefusal('file_not_found')
      if (file.deleted) throw new SlackRefusal('file_deleted')
      return { file: files.view(file), comments: [], response_metadata: { next_cursor: '' } }
    },
  },
  /** https://docs.slack.dev/reference/methods/files.delete: a bot deletes what it shared itself. */
  'files.delete': {
    scope: 'files:write',
    run: (given, { files, workspace }) => {
      const file = files.all.get(required(given, 'file'))
      if (file?.stage !== 'complete') throw new SlackRefusal('file_not_found')
      if (file.deleted) throw new SlackRefusal('file_deleted')
      if (file.user !== workspace.bot.user) throw new SlackRefusal('cant_delete_file')
      file.deleted = true
      return {}
    },
  },
  'files.getUploadURLExternal': {
    scope: 'files:write',
    run: (given, { files, fileLimits, workspace, httpRoot }) => {
      const name = required(given, 'filename')
      const length = Number(given.length ?? 0)
      if (!Number.isInteger(length) || length < 1) throw new SlackRefusal('missing_argument')
      if (length > fileLimits.bytes) throw new SlackRefusal('file_upload_size_restricted')
      const alt = text(given, 'alt_txt') ?? null
      if ((alt ?? '').length > 1000) throw new SlackRefusal('invalid_arguments')
      const { file, path } = files.promise({ name, length, user: workspace.bot.user, alt })
      return { upload_url: `${httpRoot()}${path}`, file_id: file.id }
    },
  },
  'files.completeUploadExternal': { scope: 'files:write', run: (given, context) => complete(given, context) },
}

function complete(given: Arguments, context: MethodContext): Record<string, unknown> {
  const { files, workspace, fileLimits } = context
  const chosen = chosenFiles(given, context)
  const channel = channelOf(given, context)
  const thread = text(given, 'thread_ts')
  if (thread !== undefined && channel !== null && !channel.byTs.has(thread)) throw new SlackRefusal('invalid_arguments')
  for (const file of chosen) file.stage = 'complete'
  const comment = text(given, 'initial_comment') ?? ''
  if (channel !== null) {
    // The answer goes first: the message is made by a worker of Slack's, a moment later.
    context.later(() => {
      const message = addMessage(workspace, channel, {
        text: comment,
        user: workspace.bot.user,
        subtype: 'file_share',
        files: chosen.map(files.inMessage),
        ...(thread === undefined ? {} : { thread_ts: thread }),
      })
      const share = {
        channel: channel.id,
        kind: channel.kind === 'channel' ? 'public' : 'private',
        ts: message.ts,
      } as const
      for (const file of chosen) file.shares.push({ ...share, ...(thread === undefined ? {} : { thread_ts: thread }) })
    }, fileLimits.shareMs)
  }
  return { files: chosen.map(({ id, title }) => ({ id, title })) }
}

function chosenFiles(given: Arguments, { files }: MethodContext): StoredFile[] {
  const list = nested(given, 'files')
  if (!Array.isArray(list) || list.length === 0) throw new SlackRefusal('invalid_arguments')
  return list.map((each) => {
    const file = isRecord(each) ? files.all.get(String(each.id)) : undefined
    // A ticket serves once, and only for a file whose bytes have come.
    if (file?.stage !== 'uploaded') throw new SlackRefusal('file_not_found')
    if (isRecord(each) && typeof each.title === 'string') file.title = each.title
    return file
  })
}

function channelOf(given: Arguments, { workspace }: MethodContext): Channel | null {
  const id = text(given, 'channel_id')
  if (id === undefined) return null
  const channel = workspace.channels.get(id)
  if (!channel) throw new SlackRefusal('invalid_channel')
  if (!channel.members.has(workspace.bot.user)) throw new SlackRefusal('not_in_channel')
  if (channel.archived) throw new SlackRefusal('is_archived')
  return channel
}
