// The choice of a period: the common ones as links, a free one as two days. It works without a script.

import { html } from 'hono/html'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { type AskedPeriod, samePeriod, type TypedDays } from './figures-query.ts'

const PERIODS = ['today', 'yesterday', '7d', '30d', '90d', 'this month', 'last month'] as const
/** The one that is shown where none is asked for. */
const USUAL = '7d'

/** The picker, with `shown` in its fields where nothing was typed. */
export const periodPicker = (reader: Reader, asked: AskedPeriod, shown: TypedDays): Html => {
  const { say } = reader
  const { typed, period } = asked
  const isFree = typed.from !== '' || typed.to !== ''
  const current = isFree ? null : period || USUAL
  const days = isFree ? typed : shown
  return html`<div class="periods"><nav aria-label="${say('reports.period')}"><ul>${PERIODS.map((one) => html`<li><a href="/desk/figures${samePeriod({ ...asked, period: one, typed: NO_DAYS })}"${one === current ? html` aria-current="page"` : ''}>${say(`reports.periods.${one}`)}</a></li>`)}</ul></nav>
<form method="get" action="/desk/figures">${field(reader, asked, 'from', days)}${field(reader, asked, 'to', days)}<input type="hidden" name="by" value="${asked.by}"><button type="submit" class="secondary">${say('reports.show')}</button></form></div>`
}

const NO_DAYS: TypedDays = { from: '', to: '' }

const LABELS = { from: 'reports.first', to: 'reports.last' } as const

const field = ({ say }: Reader, { faults }: AskedPeriod, name: keyof TypedDays, days: TypedDays): Html => {
  const fault = faults[name]
  const marks = fault === undefined ? '' : html` aria-invalid="true" aria-describedby="${name}-fault"`
  return html`<label>${say(LABELS[name])}<input type="date" name="${name}" value="${days[name]}"${marks}>
${fault === undefined ? '' : html`<small class="fault" id="${name}-fault">${say(fault)}</small>`}</label>`
}
