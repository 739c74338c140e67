// `/desk stats`: figures for the asker's eyes alone, with a button that shows them to everybody where they were asked for.
//
// An answer that one person alone sees can hold no file of Slack's that nobody else may open, so their picture comes in a direct message.

import type { KnownBlock } from '@slack/types'
import type { Logger } from 'pino'
import type { Words } from '../../src/channel.ts'
import type { Picture, StatsAnswer } from '../../src/desk/charts.ts'
import type { Desk } from '../../src/desk.ts'
import { fromMarkdown } from '../../src/document.ts'
import { type Api, priorities } from './api.ts'
import { button, phrase, type SlackMessage, section } from './card.ts'
import { toMrkdwn } from './mrkdwn.ts'
import { type Asker, type Notices, personOf } from './notices.ts'
import { isDirect } from './payloads.ts'
import { splitBlocks } from './split.ts'
import { openDirect } from './start-check.ts'
import { uploadFile } from './uploading.ts'

export interface StatsParts {
  readonly api: Api
  readonly desk: Pick<Desk, 'stats'>
  readonly words: Words
  /** The desk's own language, in which everybody reads what is shared. */
  readonly locale: string
  readonly notices: Notices
  readonly log: Pick<Logger, 'warn'>
}

/** Its button's value is the period, as it was asked for. */
export const shareAction = 'stats.share'

const mostSection = 3000
/** All texts of a message together may have about 13,000 characters. */
const mostSections = 4

/** Answers with the figures at once; their picture follows. */
export const statsByCommand = async (parts: StatsParts, asker: Asker, period: string): Promise<void> => {
  const { notices, words } = parts
  const { text, draw } = await parts.desk.stats(personOf(asker), asker.locale, period)
  if (draw === undefined) return notices.text(asker, markupOf(text).join('\n\n'))
  const isThere = asker.channel !== null && isDirect(asker.channel)
  const label = phrase(words, asker.locale, 'slack.command.share')
  const below: KnownBlock[] = [
    ...(isThere || draw === null ? [] : [aside(phrase(words, asker.locale, 'slack.command.pictureElsewhere'))]),
    { type: 'actions', elements: [button({ action: shareAction, label, value: period })] },
  ]
  for (const message of figuresMessages(text, below)) await notices.show(asker, message)
  if (draw !== null) await bring(parts, asker, draw, () => openDirect(parts.api, asker.user))
}

/** Shows the figures of a period, and their picture where it can go, to everybody in the place of the button that was pressed. */
export const shareFigures = async (parts: StatsParts, asker: Asker, period: string): Promise<void> => {
  const { desk, words, locale, notices } = parts
  const { channel, user } = asker
  if (channel === null) return
  const { text, draw } = await desk.stats(personOf(asker), locale, period)
  if (draw === undefined) return notices.text(asker, markupOf(text).join('\n\n'))
  const by = aside(`${phrase(words, locale, 'slack.command.sharedBy')} <@${user}>`)
  for (const message of figuresMessages(text, [by])) await notices.share(asker, message)
  await notices.withdraw(asker)
  if (draw !== null) await bring(parts, asker, draw, async () => channel)
}

const markupOf = (markdown: string): readonly string[] => toMrkdwn(fromMarkdown(markdown))

const aside = (text: string): KnownBlock => ({ type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] })

// The last one has what stands below them.
const figuresMessages = (markdown: string, below: readonly KnownBlock[]): SlackMessage[] => {
  const texts = splitBlocks(markupOf(markdown), mostSection)
  const messages: SlackMessage[] = []
  for (let first = 0; first < texts.length; first += mostSections) {
    const shown = texts.slice(first, first + mostSections)
    const isLast = first + mostSections >= texts.length
    messages.push({ text: shown[0] ?? '', blocks: [...shown.map(section), ...(isLast ? below : [])] })
  }
  return messages
}

type Draw = NonNullable<StatsAnswer['draw']>

// Where a picture can't go the figures stand alone, and whoever asked is told so.
const bring = async (
  { api, words, notices, log }: StatsParts,
  asker: Asker,
  draw: Draw,
  place: () => Promise<string>,
): Promise<void> => {
  try {
    await showPicture(api, await draw(), await place())
  } catch (error) {
    log.warn({ err: error }, 'a picture of the figures could not be brought to Slack')
    await notices.text(asker, phrase(words, asker.locale, 'slack.command.pictureLeftOut'))
  }
}

const showPicture = async (api: Api, { name, bytes, open, alt }: Picture, place: string): Promise<void> => {
  const mediaType = 'image/png'
  const opened = async () => ({ stream: open(), name, mediaType, bytes })
  const uploaded = await uploadFile(api, { kind: 'photo', name, mediaType, alt, open: opened })
  await api.call('files.completeUploadExternal', { channel_id: place, files: [uploaded] }, priorities.answer)
}
