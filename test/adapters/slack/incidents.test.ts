// An incident in Slack: what its command is read as, and what its card shows and offers in each state.

import { expect, test } from 'vitest'
import { renderIncident } from '../../../adapters/slack/incident-card.ts'
import { readTitles } from '../../../adapters/slack/incident-command.ts'
import { incidentOpening, incidentPressed, incidentSent } from '../../../adapters/slack/incident-modals.ts'
import type { IncidentView } from '../../../src/desk/incidents.ts'
import { fromPlainText } from '../../../src/document.ts'
import { createWords } from '../../../src/locales/words.ts'

test.each([
  ['"Card payments are down"', ['Card payments are down']],
  ['“Card payments are down” “my card’s refused”', ['Card payments are down', 'my card’s refused']],
  ['„Plata cu cardul nu merge”', ['Plata cu cardul nu merge']],
  ['Card payments are down', ['Card payments are down']],
  ['  ', ['']],
])('%s is a title, and other ways to say it', (typed, titles) => {
  expect(readTitles(typed)).toEqual(titles)
})

const view: IncidentView = {
  id: 'i-3',
  number: 3,
  title: 'Payments <down> & out',
  phrasings: [],
  state: 'open',
  telling: true,
  openedBy: 'Ana',
  openedAt: new Date('2026-11-20T10:00:00Z'),
  resolvedAt: null,
  linked: 2,
  waiting: 5,
  reached: 4,
  left: 6,
  undelivered: 0,
  card: null,
}

test('what did not arrive is counted on it', () => {
  const { blocks } = renderIncident({ ...view, state: 'resolved', undelivered: 2 }, createWords(), 'en')
  expect(JSON.stringify(blocks)).toContain('Not delivered: 2')
})

test.each([
  ['open', {}, 'is open; customers who ask are told', ['resolve', 'hush', 'list']],
  ['hushed', { telling: false }, 'customers are not told', ['resolve', 'tell', 'list']],
  ['being resolved', { state: 'resolving' }, '4 of 10 answered', ['stop', 'list']],
  ['stopped', { state: 'stopped' }, 'was stopped: 4 of 10 answered', ['goOn', 'list']],
  ['over', { state: 'resolved' }, 'is over: 4 answered', ['list']],
] as const)('a card of one that is %s tells so, and offers what fits', (_what, changed, words, presses) => {
  const { text, blocks } = renderIncident({ ...view, ...changed }, createWords(), 'en')
  expect(text).toBe('Incident 3 Payments &lt;down&gt; &amp; out')
  expect(JSON.stringify(blocks)).toContain(words)
  expect(JSON.stringify(blocks)).toContain('Linked tickets: 2')
  const ids = [...JSON.stringify(blocks).matchAll(/"action_id":"incident\.(\w+)"/g)].map(([, name]) => name)
  expect(ids).toEqual(presses)
})

const by = { channel: 'slack', externalId: 'U1', name: 'Ana' } as const

test.each([
  ['hush', 'IncidentHushed'],
  ['tell', 'IncidentTold'],
  ['stop', 'IncidentStopped'],
  ['goOn', 'IncidentContinued'],
])('the button %s is the event %s', (name, type) => {
  expect(incidentPressed({ action_id: `incident.${name}`, value: '3' }, by)).toEqual({ type, by, incident: 3 })
  expect(incidentPressed({ action_id: `incident.${name}`, value: 'x' }, by)).toBeNull()
})

test('other buttons are none of these, and two open something', () => {
  expect(incidentPressed({ action_id: 'incident.follow', value: 'incident.follow:3' }, by)).toBeNull()
  expect(incidentOpening({ action_id: 'incident.resolve', value: '3' })).toEqual({ kind: 'resolve', incident: 3 })
  expect(incidentOpening({ action_id: 'incident.list', value: '3' })).toEqual({ kind: 'list', incident: 3 })
  expect(incidentOpening({ action_id: 'incident.follow', value: 'incident.follow:3' })).toBeNull()
})

const sent = (callback: string, values: Parameters<typeof incidentSent>[0]['state']['values']) =>
  incidentSent({ id: 'V1', callback_id: callback, private_metadata: '{"incident":3}', state: { values } }, by)

test('the answer for all is what was written, and an article where nothing was', () => {
  const article = { incidentArticle: { incidentArticle: { selected_option: { value: 'lamps' } } } }
  expect(sent('incident.resolve', { answer: { answer: { value: ' Fine. ' } }, ...article })).toMatchObject({
    type: 'IncidentResolved',
    incident: 3,
    answer: fromPlainText('Fine.'),
  })
  expect(sent('incident.resolve', { answer: { answer: { value: null } }, ...article })).toMatchObject({
    answer: null,
    article: 'lamps',
  })
  expect(sent('ticket.merge', {})).toBeNull()
})
