// The picker of the FAQ by keys: the field keeps the focus while arrows go through the titles, and Enter takes one.

import { moved } from './desk-keys.js'

const titles = () => [...document.querySelectorAll('#articles [role="option"]')]
const activeOf = (field) => titles().findIndex(({ id }) => id === field.getAttribute('aria-activedescendant'))

const activate = (field, at) => {
  for (const [index, title] of titles().entries()) title.classList.toggle('active', index === at)
  const title = titles()[at]
  if (!title) return field.removeAttribute('aria-activedescendant')
  field.setAttribute('aria-activedescendant', title.id)
  title.scrollIntoView({ block: 'nearest' })
}

const MOVES = { ArrowDown: 1, ArrowUp: -1 }

const pressed = (event) => {
  const field = event.target
  if (field.id !== 'faq-words' || event.isComposing) return
  if (Object.hasOwn(MOVES, event.key)) activate(field, moved(activeOf(field), MOVES[event.key], titles().length))
  else if (event.key === 'Enter') (titles()[activeOf(field)] ?? titles()[0])?.click()
  else return
  event.preventDefault()
}

// Into the box at the caret, for whoever wants to write around it.
const insert = (button) => {
  const words = button.closest('article').querySelector('[name="instead"]').value
  const box = document.getElementById('answer')
  box.setRangeText(words, box.selectionStart, box.selectionEnd, 'end')
  box.dispatchEvent(new Event('input', { bubbles: true }))
  box.focus()
}

/** Makes the picker of the page work. */
export const setUpPicker = () => {
  document.addEventListener('keydown', pressed)
  document.addEventListener('click', ({ target }) => {
    const button = target.closest?.('[data-insert]')
    if (button) insert(button)
    const chosen = target.closest?.('#articles [role="option"]')
    if (chosen) for (const title of titles()) title.setAttribute('aria-selected', String(title === chosen))
  })
  document.addEventListener('htmx:after:swap', () => {
    for (const button of document.querySelectorAll('[data-insert]')) button.hidden = false
    document.querySelector('#article > article')?.scrollIntoView({ block: 'nearest' })
  })
}
