// Puts moments into the reader's own time, and asks before what was written and not saved is left.

import { localTimes } from './times.js'

document.documentElement.dataset.scripts = ''
localTimes(document)
document.addEventListener('htmx:after:swap', () => localTimes(document))

let isTyped = false
document.addEventListener('input', ({ target }) => {
  if (target.form?.dataset.unsaved) isTyped = true
})
document.addEventListener('submit', () => {
  isTyped = false
})
document.addEventListener('htmx:after:swap', () => {
  // What was only tried is still not saved.
  isTyped = document.querySelector('form[data-unsaved]') !== null
})
addEventListener('beforeunload', (event) => {
  if (isTyped) event.preventDefault()
})

// The server would not even read what is larger.
document.addEventListener('change', ({ target }) => {
  if (!target.dataset.most) return
  const isTooLarge = (target.files[0]?.size ?? 0) > Number(target.dataset.most)
  target.setCustomValidity(isTooLarge ? target.dataset.tooLarge : '')
  if (isTooLarge) target.reportValidity()
})
