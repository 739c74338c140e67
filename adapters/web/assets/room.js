// What the staff's simple pages need: moments in the reader's own time, and buttons that copy.

import { localTimes } from './times.js'

localTimes(document)
document.addEventListener('htmx:after:swap', () => localTimes(document))

for (const button of document.querySelectorAll('[data-copies]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copies)
    field.select()
    // Pages on plain HTTP have no clipboard: there the text is selected, ready to be copied by hand.
    await navigator.clipboard?.writeText(field.value)
    if (navigator.clipboard) button.textContent = button.dataset.copied
  })
}
