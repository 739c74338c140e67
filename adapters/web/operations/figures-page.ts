// The desk's figures and their charts, by period.

import { html, raw } from 'hono/html'
import type { ChartView } from '../../../src/desk/charts.ts'
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
  readonly charts: readonly ChartView[]
}

/** The whole page. */
export const figuresPage = ({ reader, manager, period, text, charts }: FiguresPage): Html => {
  const { say } = reader
  return roomPage({
    reader,
    manager,
    section: 'figures',
    title: say('operations.figures'),
    style: 'operations.css',
    body: html`${manager.admin ? html`<nav class="periods" aria-label="${say('operations.period')}"><ul>${PERIODS.map((one) => html`<li><a role="button" class="outline" href="/desk/figures?period=${one}"${one === period ? html` aria-current="page"` : ''}>${say(`operations.periods.${one}`)}</a></li>`)}</ul></nav>` : ''}
<article class="figures">${documentHtml(fromMarkdown(text))}</article>
<div class="charts">${charts.map(chart)}</div>`,
  })
}

// Raw, since the desk drew it: what words stand in it are the locales', and escaped.
const chart = ({ svg, alt }: ChartView): Html =>
  html`<div class="panel chart" role="img" aria-label="${alt}">${raw(svg)}</div>`
