// A place for the desk's figures: thin for now, by period.

import { html } from 'hono/html'
import type { DeskManager } from '../../../src/desk.ts'
import { fromMarkdown } from '../../../src/document.ts'
import type { Reader } from '../door/negotiation.ts'
import { roomPage } from '../frame/room-page.ts'
import { documentHtml, type Html } from '../render.ts'

export const PERIODS = ['today', '7d', '30d', '90d'] as const

interface FiguresPage {
  readonly reader: Reader
  readonly manager: DeskManager
  readonly period: (typeof PERIODS)[number]
  /** Markdown: the figures, or how to become one who sees them. */
  readonly text: string
}

/** The whole page. */
export const figuresPage = ({ reader, manager, period, text }: FiguresPage): Html => {
  const { say } = reader
  return roomPage({
    reader,
    manager,
    section: 'figures',
    title: say('operations.figures'),
    style: 'operations.css',
    body: html`${manager.admin ? html`<nav class="periods" aria-label="${say('operations.period')}"><ul>${PERIODS.map((one) => html`<li><a role="button" class="outline" href="/desk/figures?period=${one}"${one === period ? html` aria-current="page"` : ''}>${say(`operations.periods.${one}`)}</a></li>`)}</ul></nav>` : ''}
<article class="figures">${documentHtml(fromMarkdown(text))}</article>`,
  })
}
