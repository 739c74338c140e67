// Reads the page again and lets it become what it is now, in its place: the focus, what is open and what is half written stay.

import htmx from './htmx.js'
import { localTimes } from './times.js'

// A connection that went away without a word would be waited for without end.
const LONGEST_WAIT = 20_000

const isChanged = (field) => {
  if (field instanceof HTMLSelectElement) {
    const first = [...field.options].findIndex((option) => option.defaultSelected)
    return field.selectedIndex !== Math.max(first, 0)
  }
  if (field.type === 'checkbox') return field.checked !== field.defaultChecked
  return field.type !== 'hidden' && field.type !== 'submit' && field.value !== field.defaultValue
}
const isInUse = (form) =>
  'busy' in form.dataset || form.contains(document.activeElement) || [...form.elements].some(isChanged)

// A form is kept with the box around it, where it has one.
const isKept = (node) => {
  if (node instanceof HTMLFormElement) return isInUse(node)
  return node.id === 'notice' || ('keeps' in node.dataset && [...node.querySelectorAll('form')].some(isInUse))
}

let morph
htmx.config.morphIgnore.push('open')
htmx.registerExtension('keep-what-is-written', {
  init: (api) => {
    morph = api.morph
  },
  htmx_before_morph_node: (_element, { oldNode }) => !isKept(oldNode),
})

/** Reads the page's own address; throws where it can't be read. Whoever is signed out learns it from a reload. */
export const readAgain = async () => {
  const answer = await fetch(location.href, {
    headers: { accept: 'text/html' },
    signal: AbortSignal.timeout(LONGEST_WAIT),
  })
  if (answer.status === 401) return location.reload()
  if (!answer.ok) throw new Error(`the page answered ${answer.status}`)
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const [before, after] = [document.getElementById('desk'), fresh.getElementById('desk')]
  if (!before || !after) return location.reload()
  localTimes(after)
  const parts = document.createDocumentFragment()
  parts.append(document.importNode(after, true))
  morph(before, parts, false)
  document.title = fresh.title
}
