// A page of the staff's that is no queue: a heading, and parts below it; it scrolls as a whole.

import { html } from 'hono/html'
import type { DeskManager } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import type { AssetName } from './assets.ts'
import { type Section, staffPage } from './staff-page.ts'

interface RoomPage {
  readonly reader: Reader
  readonly manager: DeskManager
  readonly section: Section
  readonly title: string
  /** The room's own styles, beside that of all rooms. */
  readonly styles: readonly AssetName[]
  /** What it needs beside the script of all rooms. */
  readonly scripts?: readonly AssetName[]
  readonly body: Html
}

/** The whole page; `body` stands below its heading. */
export const roomPage = ({ title, styles, scripts = [], body, ...rest }: RoomPage): Html =>
  staffPage({
    ...rest,
    title,
    styles: ['room.css', ...styles],
    scripts: [...scripts, 'room.js'],
    body: html`<main class="room">
<h1>${title}</h1>
${body}
</main>`,
  })
