// The desk's figures of a period: the chief ones as cards, the charts, and all of them as a table, from which one goes on to the tickets.

import { html, raw } from 'hono/html'
import type { ChartView, FigureView, ReportView } from '../../../src/desk/reports.ts'
import type { DeskManager } from '../../../src/desk.ts'
import { fromMarkdown } from '../../../src/document.ts'
import type { Reader } from '../door/negotiation.ts'
import { noticeLine } from '../frame/layout.ts'
import { roomPage } from '../frame/room-page.ts'
import { documentHtml, type Html } from '../render.ts'
import { type AskedPeriod, samePeriod } from './figures-query.ts'
import { partsPanel } from './parts-panel.ts'
import { periodPicker } from './period-picker.ts'

interface FiguresPage {
  readonly reader: Reader
  readonly manager: DeskManager
  readonly asked: AskedPeriod
  /** Null where the period can't be read: `notice` or the fields say why. */
  readonly report: ReportView | null
  readonly notice: string | null
}

/** The whole page. */
export const figuresPage = ({ reader, manager, asked, report, notice }: FiguresPage): Html => {
  const shown = { from: report?.first ?? '', to: report?.last ?? '' }
  return figuresRoom(
    reader,
    manager,
    html`${periodPicker(reader, asked, shown)}${noticeLine(notice)}${report === null ? '' : reportParts(reader, asked, report)}`,
  )
}

/** The page for whoever is no admin; `text` is Markdown and tells how to become one. */
export const figuresForAdmins = (reader: Reader, manager: DeskManager, text: string): Html =>
  figuresRoom(reader, manager, html`<article>${documentHtml(fromMarkdown(text))}</article>`)

const figuresRoom = (reader: Reader, manager: DeskManager, body: Html): Html =>
  roomPage({ reader, manager, section: 'figures', title: reader.say('reports.title'), styles: ['figures.css'], body })

const reportParts = (reader: Reader, asked: AskedPeriod, report: ReportView): Html => {
  const { say } = reader
  const cards = CHIEF.flatMap((chief) => report.figures.filter(({ key }) => key === chief))
  return html`<p class="days">${report.days}</p>
<section class="cards" aria-label="${say('reports.inShort')}">${cards.map((figure) => card(figure, asked))}</section>
<section class="charts" aria-label="${say('reports.charts')}">${report.charts.map(chart)}</section>
<section class="panel all"><h2>${say('reports.all')}</h2>
<table><thead><tr><th scope="col">${say('reports.figure')}</th><th scope="col">${say('reports.value')}</th><th scope="col">${say('reports.change')}</th></tr></thead>
<tbody>${report.figures.map((figure) => row(figure, asked))}</tbody></table>
<p><small>${say('reports.against')}</small></p></section>
${partsPanel(reader, asked, report.parts)}
<nav class="files" aria-label="${say('reports.files')}"><span>${say('reports.files')}:</span>${(['figures', 'tickets'] as const).map((what) => html` <a href="/desk/figures/${what}.csv${samePeriod(asked)}" download>${say(`reports.file.${what}`)}</a>`)}</nav>`
}

/** What is looked at first, in this order. */
const CHIEF = ['opened', 'resolved', 'backlog', 'firstResponse', 'slaMet', 'rating']

// The name of a figure that counts tickets leads to them.
const named = ({ name, counted }: FigureView, asked: AskedPeriod): Html =>
  counted === null
    ? html`${name}`
    : html`<a href="/desk/figures/tickets${samePeriod(asked, { figure: counted })}">${name}</a>`

const card = (figure: FigureView, asked: AskedPeriod): Html =>
  html`<div class="card"><span class="name">${named(figure, asked)}</span><strong>${figure.value}</strong><small>${figure.change ?? '\u{a0}'}</small></div>`

const row = (figure: FigureView, asked: AskedPeriod): Html =>
  html`<tr><th scope="row">${named(figure, asked)}${figure.more.map((more) => html`<small>${more}</small>`)}</th><td>${figure.value}</td><td>${figure.change ?? ''}</td></tr>`

// Raw, since the desk drew it: what words stand in it, articles' titles among them, are escaped.
const chart = ({ svg, alt }: ChartView): Html =>
  html`<div class="panel chart" role="img" aria-label="${alt}">${raw(svg)}</div>`
