// Articles that fit what a customer is typing.

import { html } from 'hono/html'
import type { Guess } from '../../../src/desk/chat.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { chatField } from './turn.ts'

/** The content of the form above the box to write in; empty where nothing fits. */
export const guessList = (guesses: readonly Guess[], reader: Reader): Html =>
  guesses.length === 0
    ? html``
    : html`${chatField(reader)}<small>${reader.say('perhaps')}</small>
${guesses.map(({ title, press }) => html`<button type="submit" class="outline" name="press" value="${press}">${title}</button>`)}`
