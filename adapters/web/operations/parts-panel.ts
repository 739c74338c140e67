// The figures told apart by manager, tag or channel, as a table with a choice above it.

import { html } from 'hono/html'
import { type PartsView, partedBy } from '../../../src/desk/reports.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { type AskedPeriod, samePeriod } from './figures-query.ts'

/** The panel; the choice leads back to it. */
export const partsPanel = (
  { say }: Reader,
  asked: AskedPeriod,
  { by, columns, rows, more }: PartsView,
): Html => html`<section class="panel all" id="parts"><h2>${say(`reports.by.${by}`)}</h2>
<nav class="choice" aria-label="${say('reports.toldApart')}"><ul>${partedBy.map((one) => html`<li><a href="/desk/figures${samePeriod({ ...asked, by: one })}#parts"${one === by ? html` aria-current="page"` : ''}>${say(`reports.by.${one}`)}</a></li>`)}</ul></nav>
${
  rows.length === 0
    ? html`<p class="empty">${say('reports.none')}</p>`
    : html`<div class="wide" role="region" aria-label="${say(`reports.by.${by}`)}" tabindex="0"><table><thead><tr><th scope="col">${say(`reports.head.${by}`)}</th>${columns.map((column) => html`<th scope="col">${say(`reports.head.${column}`)}</th>`)}</tr></thead>
<tbody>${rows.map(({ name, values }) => html`<tr><th scope="row">${name}</th>${values.map((value) => html`<td>${value}</td>`)}</tr>`)}</tbody></table></div>
<p><small>${more === 0 ? '' : html`${say('reports.more', { count: more })} `}${say('reports.medians')}</small></p>`
}</section>`
