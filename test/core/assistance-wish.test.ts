import { expect, test } from 'vitest'
import { commands, presses } from './happenings.ts'
import { claimedTicket, desk, kept, registering, resolvedTicket, suggesting } from './situations.ts'
import { buttonsOf, given } from './specification.ts'

const helped = (changed: Parameters<typeof desk>[0] = {}) =>
  desk({ ...changed, settings: { assistant: true, ...changed.settings } })

test('/assistant tells that one may help, and offers to have only people', () => {
  const { decision, then } = given(helped()).when(commands('/assistant'))
  then({ customerReads: ['customer.assistantHelps'], buttons: ['assistant.no'], changes: [] })
  expect(buttonsOf(decision).map(({ label }) => label)).toEqual([{ say: 'customer.button.onlyPeople' }])
})

test('whoever wants only people is told so, and may change their mind', () => {
  given(helped())
    .when(presses('assistant.no'))
    .then({
      changes: [{ type: 'SetRefusesModel', refuses: true }],
      customerReads: ['customer.onlyPeopleChosen'],
    })
  given(helped())
    .when(presses('assistant.no'), commands('/assistant'))
    .then({ customerReads: ['customer.onlyPeople'], buttons: ['assistant.yes'], changes: [] })
  given(helped())
    .when(presses('assistant.no'), presses('assistant.yes'))
    .then({
      changes: [{ type: 'SetRefusesModel', refuses: false }],
      customerReads: ['customer.assistantChosen'],
    })
})

test('the same wish once more changes nothing, and is answered all the same', () => {
  given(helped())
    .when(presses('assistant.no'), presses('assistant.no'))
    .then({ changes: [], customerReads: ['customer.onlyPeopleChosen'], cards: 0 })
})

test('without an assistant the command says that there is none, and an old button still says what is wished', () => {
  given(desk())
    .when(commands('/assistant'))
    .then({ customerReads: ['customer.noAssistant'], buttons: [], changes: [] })
  given(desk())
    .when(presses('assistant.no'))
    .then({ changes: [{ type: 'SetRefusesModel', refuses: true }] })
})

test('the cards of open tickets show the wish at once', () => {
  given(helped({ tickets: [resolvedTicket(1), claimedTicket(2)] }))
    .when(presses('assistant.no'))
    .then({ cards: 1 })
})

test.each([kept, suggesting(['orders']), registering('Ion')])('the wish leaves what is going on as it is', (form) => {
  for (const event of [commands('/assistant'), presses('assistant.no')])
    given(helped({ form })).when(event).then({ form })
})
