// The staff desk's script: what changes comes by itself, forms go without leaving the page, and keys lead everywhere. Without it the forms still post.

import { createDrafted } from './desk-assistant.js'
import { setUpSwitch, tellOfArrivals } from './desk-bell.js'
import { createDrafts } from './desk-drafts.js'
import { createSigns } from './desk-here.js'
import { keyAction, moved } from './desk-keys.js'
import { readAgain } from './desk-morph.js'
import { setUpPicker } from './desk-picker.js'
import { afterwards, createPosting, restOf } from './desk-posting.js'
import { newId } from './ids.js'
import { later, openStream, postOnce } from './reaching.js'
import { createRefresh } from './refresh.js'
import { localTimes } from './times.js'

const { dataset } = document.body
const drafts = createDrafts(() => sessionStorage)
/** A busy desk changes many times a second. */
const BETWEEN_READINGS = 500

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const tell = (words) => {
  const notice = document.getElementById('notice')
  if (notice) notice.textContent = words ?? ''
}

const refresh = createRefresh(async () => {
  await readAgain()
  drafted.look()
  void tellOfArrivals()
  await pause(BETWEEN_READINGS)
}, setTimeout)

const posting = createPosting({
  pause,
  waiting: () => tell(dataset.retrying),
  send: ({ action, fields }) => {
    const hasFiles = fields.getAll('files').some((file) => file.size > 0)
    if (!hasFiles) fields.delete('files')
    return postOnce(action, hasFiles ? fields : new URLSearchParams(fields), hasFiles)
  },
})

const composer = () => document.querySelector('#composer form')
const boxOf = (form) => form.querySelector('textarea[name="text"]')
const keepDraft = (form) => drafts.keep(form.dataset.draft, { text: boxOf(form).value, id: form.elements.id.value })

// An article's form has none of its own.
const seenOf = (form) => form.elements.seen ?? composer()?.elements.seen

const settle = (form, { answer, said, sent }) => {
  const { clears, renews } = afterwards(answer)
  if (renews && form.elements.id) form.elements.id.value = newId()
  // After a refusal the words are another post, after a reload too.
  if (renews && !clears && form.dataset.draft) keepDraft(form)
  const seen = seenOf(form)
  if (said.seen && seen) seen.value = said.seen
  if (!clears) return
  form.dispatchEvent(new CustomEvent('files:sent', { bubbles: true, detail: sent.files }))
  if (form.dataset.draft) {
    const box = boxOf(form)
    box.value = restOf(box.value, sent.text)
    // A draft of the assistant's that went is nothing to come back to.
    box.defaultValue = ''
    keepDraft(form)
    document.getElementById('preview').replaceChildren()
    signs?.wrote(box.value === '')
  } else form.closest('details')?.removeAttribute('open')
  // What was chosen is what stands now: the page is to show it, and nothing is half written any more.
  if ('settles' in form.dataset) form.reset()
}

const send = async (form, button) => {
  const fields = new FormData(form, button)
  const sent = { text: boxOf(form)?.value ?? '', files: fields.getAll('files') }
  if (!fields.get('id')) fields.set('id', newId())
  if (seenOf(form)) fields.set('seen', seenOf(form).value)
  const answer = await posting({ action: button?.getAttribute('formaction') ?? form.action, fields })
  if (answer?.status === 401) location.reload()
  const said = answer ? await answer.json().catch(() => ({})) : { error: dataset.failed }
  tell(said.error ?? said.notice)
  settle(form, { answer, said, sent })
}

const showPreview = async (text) => {
  const answer = await fetch('/desk/preview', { method: 'POST', body: new URLSearchParams({ text }) }).catch(() => null)
  if (!answer?.ok) return tell(dataset.failed)
  const { body } = new DOMParser().parseFromString(await answer.text(), 'text/html')
  document.getElementById('preview').replaceChildren(...body.childNodes)
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  // htmx has asked for what is found.
  if ('faq' in form.dataset) return event.preventDefault()
  if (event.submitter && 'preview' in event.submitter.dataset) {
    event.preventDefault()
    return showPreview(boxOf(form).value)
  }
  if (!('send' in form.dataset)) return
  event.preventDefault()
  if ('busy' in form.dataset) return
  form.dataset.busy = ''
  await send(form, event.submitter).finally(() => {
    delete form.dataset.busy
  })
  await refresh()
})

const isField = (element) => element?.matches?.('input:not([type="checkbox"]), textarea, select') ?? false

const move = (by) => {
  const rows = [...document.querySelectorAll('#tickets a')]
  const focused = rows.indexOf(document.activeElement)
  const at = focused >= 0 ? focused : rows.findIndex((row) => row.hasAttribute('aria-current'))
  rows[moved(at, by, rows.length) ?? -1]?.focus()
}

const setMode = (isNote) => {
  const form = composer()
  form.classList.toggle('as-note', isNote)
  boxOf(form).focus()
}

const goTo = (key) => {
  if ((key === 'r' || key === 'n') && composer()) return setMode(key === 'n')
  const found = document.querySelector(`[aria-keyshortcuts="${CSS.escape(key)}"]`)
  if (!found) return
  if (isField(found)) return found.focus()
  if (!found.matches('summary')) return found.click()
  found.parentElement.open = true
  const field = found.parentElement.querySelector('input:not([type="hidden"]), select, textarea')
  field?.focus()
  field?.select?.()
}

const sendFocused = () => {
  const form = document.activeElement.form
  if (!form || !('send' in form.dataset)) return
  const isNote = form.classList.contains('as-note')
  form.requestSubmit(form.querySelector(isNote ? '[formaction*="/note"]' : '#send') ?? undefined)
}

const acts = {
  move: ({ by }) => move(by),
  go: ({ key }) => goTo(key),
  send: sendFocused,
  leave: () => document.activeElement?.blur(),
}
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented) return
  const action = keyAction(event, isField(document.activeElement), document.querySelector('dialog[open]') !== null)
  if (!action) return
  if (action.does !== 'leave') event.preventDefault()
  acts[action.does](action)
})

const signs =
  dataset.here === undefined
    ? null
    : createSigns({
        later,
        tell: ({ writing }) =>
          void fetch(dataset.here, { method: 'POST', body: new URLSearchParams({ writing }) }).catch(() => {}),
      })
addEventListener('pagehide', () => {
  if (dataset.here) navigator.sendBeacon(dataset.here, new URLSearchParams({ gone: 'true' }))
})

const restoreDraft = (form) => {
  const draft = drafts.of(form.dataset.draft)
  if (!draft || (boxOf(form).value !== '' && !drafted.isIn(boxOf(form).value))) return
  boxOf(form).value = draft.text
  form.elements.id.value = draft.id
}
const drafted = createDrafted((box) => box.dispatchEvent(new Event('input', { bubbles: true })))
if (composer()) restoreDraft(composer())
drafted.look()
document.addEventListener('input', ({ target }) => {
  const form = target.form
  if (!form?.dataset.draft || target.name !== 'text') return
  keepDraft(form)
  drafted.told()
  signs?.wrote(target.value.trim() === '')
})

// What can be taken back tells how long for.
setInterval(() => {
  for (const time of document.querySelectorAll('[data-countdown]')) {
    const left = Math.ceil((new Date(time.dataset.countdown) - Date.now()) / 1000)
    time.textContent = left > 0 ? dataset.seconds.replace('{}', left) : ''
  }
}, 1000)

const dialog = document.getElementById('keys')
document.getElementById('show-keys').addEventListener('click', () => dialog.showModal())
document.querySelector('.tools').hidden = false
setUpSwitch(document.getElementById('tell-me'))
setUpPicker()
localTimes(document)
document.querySelector('#tickets [aria-current]')?.scrollIntoView({ block: 'nearest' })

const stream = openStream({
  address: () => dataset.events,
  hear: { change: refresh },
  tell: (isOpen) => {
    const notice = document.getElementById('notice')
    if (!isOpen) tell(dataset.lost)
    else if (notice.textContent === dataset.lost) tell('')
  },
})
addEventListener('online', () => stream.look())
document.addEventListener('visibilitychange', () => stream.look())
