// `/desk export`: tickets and messages of a period as files in the asker's direct message, which nobody else sees.

import type { Logger } from 'pino'
import type { Words } from '../../src/channel.ts'
import type { ExportAnswer } from '../../src/desk/exports.ts'
import type { Desk } from '../../src/desk.ts'
import { type Api, priorities } from './api.ts'
import { phrase } from './card.ts'
import { type Asker, type Notices, personOf } from './notices.ts'
import { openDirect } from './start-check.ts'
import { type Uploaded, uploadFile } from './uploading.ts'

export interface ExportParts {
  readonly api: Api
  readonly desk: Pick<Desk, 'export'>
  readonly words: Words
  readonly notices: Notices
  readonly log: Pick<Logger, 'warn'>
}

type Made = Awaited<ReturnType<Make>>
type Make = Extract<ExportAnswer, { kind: 'granted' }>['make']

/** Says that it is being made, and brings it, or says why not. It is not waited for, since it may take minutes. */
export const exportByCommand = async (parts: ExportParts, asker: Asker, wish: string): Promise<void> => {
  const { desk, notices } = parts
  const answer = await desk.export(personOf(asker), wish)
  switch (answer.kind) {
    case 'notAdmin':
      return notices.say(asker, 'slack.command.adminsAlone', { command: 'export', id: `slack:${asker.user}` })
    case 'badPeriod':
      return notices.say(asker, 'figures.badPeriod')
    case 'granted':
      await notices.say(asker, 'slack.command.exporting')
      // A stop of the desk doesn't wait for it: whoever asked asks again. It never rejects.
      void bring(parts, asker, answer.make)
  }
}

const bring = async (parts: ExportParts, asker: Asker, make: Make): Promise<void> => {
  try {
    const made = await make()
    await share(parts, asker, made).finally(made.remove)
  } catch (error) {
    parts.log.warn({ err: error }, 'an export could not be brought to Slack')
    await parts.notices.say(asker, 'slack.command.exportFailed')
  }
}

const share = async (
  { api, words }: ExportParts,
  { user, locale }: Asker,
  { files, mediaType }: Made,
): Promise<void> => {
  const place = await openDirect(api, user)
  const uploaded: Uploaded[] = []
  for (const { name, bytes, open } of files) {
    const opened = async () => ({ stream: open(), name, mediaType, bytes })
    uploaded.push(await uploadFile(api, { kind: 'document', name, mediaType, open: opened }))
  }
  await api.call(
    'files.completeUploadExternal',
    { channel_id: place, files: uploaded, initial_comment: phrase(words, locale, 'slack.command.exported') },
    priorities.answer,
  )
}
