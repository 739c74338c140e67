// The frame of the staff's pages: where one is, who one is, and the ways out.

import { html } from 'hono/html'
import type { DeskManager } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import type { AssetName } from './assets.ts'
import { page, preferences, sign, signOut } from './layout.ts'

/** The parts of the desk, in the order of their links. */
const SECTIONS = {
  queue: '/desk',
  knowledge: '/desk/knowledge',
  team: '/desk/team',
  operations: '/desk/operations',
  figures: '/desk/figures',
} as const
export type Section = keyof typeof SECTIONS

interface StaffPage {
  readonly reader: Reader
  readonly manager: DeskManager
  readonly section: Section
  /** Empty for the desk's own name alone. */
  readonly title: string
  readonly styles?: readonly AssetName[]
  readonly scripts?: readonly AssetName[]
  readonly facts?: Readonly<Record<string, string | number>>
  readonly body: Html
}

/** A page of the staff's; `body` is what stands below the top bar. */
export const staffPage = ({ reader, manager, section, title, styles = [], body, ...rest }: StaffPage): Html => {
  const { say } = reader
  return page({
    ...rest,
    reader,
    title: title === '' ? say('desk.title') : `${title} · ${say('desk.title')}`,
    kind: 'desk',
    styles: ['turns.css', 'desk.css', 'files.css', ...styles],
    body: html`<header class="bar"><a class="brand" href="/desk">${sign(32)} <span>${say('desk.title')}</span></a>
<nav class="sections" aria-label="${say('desk.sections')}"><ul>
${Object.entries(SECTIONS).map(([name, path]) => html`<li><a href="${path}"${name === section ? html` aria-current="page"` : ''}>${say(`desk.section.${name}`)}</a></li>`)}
</ul></nav>
<span class="who">${manager.name}${manager.admin ? html` <span class="badge">${say('desk.admin')}</span>` : ''}</span>
${signOut('/desk/sign-out', say('desk.signOut'))}
${preferences(reader)}</header>
${body}`,
  })
}
