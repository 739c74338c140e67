import { expect, test } from 'vitest'
import { commands, presses, writes } from './happenings.ts'
import { desk, kept, newTicket, registering, suggesting } from './situations.ts'
import { buttonsOf, given } from './specification.ts'

test('/language offers each language by its own name', () => {
  const { decision, then } = given(desk()).when(commands('/language'))
  then({ customerReads: ['customer.language'], buttons: ['language:en', 'language:ro'], changes: [] })
  expect(buttonsOf(decision).map(({ label }) => label)).toEqual([{ literal: 'English' }, { literal: 'Română' }])
})

test.each([
  ['/language ro', 'ro'],
  ['/language RO-md', 'ro'],
  ['/language Română', 'ro'],
  ['/language romana', 'ro'],
  ['/language  English ', 'en'],
  ['/language en_GB', 'en'],
])('%s is spoken from then on', (typed, locale) => {
  given(desk())
    .when(commands(typed))
    .then({ changes: [{ type: 'ChooseLanguage', locale }], customerReads: ['customer.languageChosen'] })
})

test.each(['/language de', '/language Klingon', '/language r'])(
  '%s is not known, and those that are are offered',
  (typed) => {
    given(desk())
      .when(commands(typed))
      .then({ customerReads: ['customer.unknownLanguage'], buttons: ['language:en', 'language:ro'], changes: [] })
  },
)

test('the button of a language chooses it, as often as it is pressed', () => {
  given(desk())
    .when(presses('language:ro'), presses('language:en'), presses('language:ro'))
    .then({ changes: [{ type: 'ChooseLanguage', locale: 'ro' }], customerReads: ['customer.languageChosen'] })
})

test('the button of a language that the desk does not speak is answered kindly', () => {
  given(desk())
    .when(presses('language:de'))
    .then({ changes: [], outcome: { kind: 'refused', notice: { say: 'customer.outdated' } } })
})

test.each([kept, suggesting(['orders']), registering('Ion')])(
  'choosing a language leaves what is going on as it is',
  (form) => {
    for (const event of [commands('/language ro'), commands('/language'), presses('language:ro')]) {
      given(desk({ form })).when(event).then({ form })
    }
  },
)

test('a ticket that opens later is in the language that was chosen, and one that is open stays', () => {
  given(desk())
    .when(commands('/language ro'), writes('Unde este comanda mea?'))
    .then({ changes: [{ type: 'OpenTicket', locale: 'ro' }] })
  given(desk({ tickets: [newTicket()] }))
    .when(commands('/language ro'))
    .then({ changes: [{ type: 'ChooseLanguage' }], cards: 0 })
})
