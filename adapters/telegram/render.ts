// A delivery becomes the arguments of sendMessage: Telegram HTML (https://core.telegram.org/bots/api#html-style), in as many messages as it needs.

import type { Button, FinishedContent } from '../../src/channel.ts'
import type { Keys } from './first-steps.ts'
import { runsOf } from './runs.ts'
import { split } from './split.ts'

/** The most that one message holds, counted in Unicode code points after the tags are read; Telegram counts so. */
const MAX_CODE_POINTS = 4096
/** callback_data holds 1 to 64 bytes. */
const MAX_PRESS_BYTES = 64
/** A row of figures reads as one scale; other labels get a row each, since phones cut long ones. */
const MAX_SHORT_LABEL = 2
const MAX_BUTTONS_IN_A_ROW = 8
/** Something must be said even where a document holds nothing to see: Telegram refuses empty messages. */
const NOTHING = '…'

export interface InlineButton {
  readonly text: string
  readonly callback_data: string
}

/** One sendMessage without its chat: `html` is the text with tags, `plain` the same words should the tags be refused. */
export interface Part {
  readonly html: string
  readonly plain: string
  readonly keyboard: readonly (readonly InlineButton[])[]
  /** What stands in place of the keyboard once it is shown. */
  readonly keys?: Keys
}

type Message = Extract<FinishedContent, { kind: 'message' }>

/**
 * Renders a message; the buttons stand under the last part. A manager's name heads their words.
 * Buttons whose press is longer than 64 bytes are left out: with one of them Telegram refuses the whole message.
 */
export const render = ({ author, document, buttons }: Message): Part[] => {
  const heading = author.role === 'manager' ? author.name : null
  const parts = split(runsOf(document, heading), MAX_CODE_POINTS).filter((part) => part.plain.trim() !== '')
  const texts = parts.length === 0 ? [{ html: NOTHING, plain: NOTHING }] : parts
  return texts.map((text, index) => ({ ...text, keyboard: index === texts.length - 1 ? keyboardOf(buttons) : [] }))
}

const keyboardOf = (buttons: readonly Button[]): InlineButton[][] => {
  const rows: InlineButton[][] = []
  for (const { label, press } of buttons) {
    if (press === '' || Buffer.byteLength(press) > MAX_PRESS_BYTES) continue
    const button = { text: label.trim() === '' ? NOTHING : label, callback_data: press }
    const row = rows.at(-1)
    const fits = row !== undefined && row.length < MAX_BUTTONS_IN_A_ROW && [...row, button].every(isShort)
    if (fits) row.push(button)
    else rows.push([button])
  }
  return rows
}

const isShort = ({ text }: InlineButton): boolean => [...text].length <= MAX_SHORT_LABEL
