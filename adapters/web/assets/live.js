// Keeps a page up to date and posts its forms without leaving it. Without this script the pages work by ordinary posts.

import { createRefresh } from './refresh.js'
import { localTimes } from './times.js'

const body = document.body
const chat = document.getElementById('chat')
const notice = document.getElementById('notice')
const retryWaits = [1000, 2000, 4000, 8000]
// A connection that went away without a word would be waited for without end.
const LONGEST_WAIT = 20_000
// As much as may be sent at once, over a slow line.
const LONGEST_UPLOAD = 600_000

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const tell = (words) => {
  if (notice) notice.textContent = words ?? ''
}

// crypto.randomUUID exists on HTTPS and localhost alone; a desk on a local network has neither.
const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const pageAt = async (address) => {
  const answer = await fetch(address, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(LONGEST_WAIT) })
  if (answer.status === 401) location.reload()
  if (!answer.ok) throw new Error(`the page answered ${answer.status}`)
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

// The chat grows at its end; what is shown already stays as it is.
const lastPosition = () => Number(chat.lastElementChild?.dataset.position ?? 0)
const growChat = async () => {
  let fresh
  do {
    fresh = (await pageAt(`/?after=${lastPosition()}`)).getElementById('chat')
    for (const turn of fresh.querySelectorAll('[data-position]')) {
      if (document.getElementById(turn.id)) continue
      const added = document.importNode(turn, true)
      localTimes(added)
      chat.append(added)
    }
  } while ('more' in fresh.dataset)
}

// The desk's live parts change as a whole, and only where the server's words did.
const shown = new Map()
const liveParts = (root) => Array.from(root.querySelectorAll('[data-live]'))
const swapLiveParts = async () => {
  const fresh = await pageAt(location.href)
  for (const part of liveParts(fresh)) {
    const old = document.getElementById(part.id)
    if (!old || shown.get(part.id) === part.innerHTML) continue
    shown.set(part.id, part.innerHTML)
    const added = document.importNode(part, true)
    localTimes(added)
    old.replaceWith(added)
  }
}

const refreshDesk = async () => {
  await swapLiveParts()
  await pause(500) // a busy desk changes many times a second
}
const refresh = createRefresh(chat ? growChat : refreshDesk, setTimeout)

let source = null
const listen = () => {
  if (!body.dataset.events || source) return
  source = new EventSource(chat ? `/events?after=${lastPosition()}` : body.dataset.events)
  source.addEventListener('message', refresh)
  source.addEventListener('change', refresh)
  source.addEventListener('error', () => {
    if (source.readyState !== EventSource.CLOSED) return
    source = null
    setTimeout(listen, 3000)
  })
}

const post = async (action, fields) => {
  const hasFiles = fields.getAll('files').some((file) => file.size > 0)
  if (!hasFiles) fields.delete('files')
  for (const wait of [...retryWaits, null]) {
    const answer = await fetch(action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: hasFiles ? fields : new URLSearchParams(fields),
      signal: AbortSignal.timeout(hasFiles ? LONGEST_UPLOAD : LONGEST_WAIT),
    }).catch(() => null)
    if (answer && answer.status !== 503) return answer
    if (wait === null) return null
    tell(body.dataset.retrying)
    await pause(wait)
  }
}

// One post with one id until it is answered: trying again can't say anything twice.
const send = async (form, button) => {
  const fields = new FormData(form, button)
  if (!fields.get('id')) fields.set('id', newId())
  const answer = await post(button?.getAttribute('formaction') ?? form.action, fields)
  if (answer?.status === 401) location.reload()
  const said = answer ? await answer.json().catch(() => ({})) : { error: body.dataset.failed }
  tell(said.error ?? said.notice)
  // After a fault of the server nobody knows whether it counted: the same id again can't count twice.
  if (!answer || answer.status >= 500) return
  if (form.elements.id) form.elements.id.value = newId()
  if (answer.ok && form.elements.text) form.elements.text.value = ''
  if (answer.ok) form.dispatchEvent(new CustomEvent('files:sent', { bubbles: true }))
  if (answer.ok) listen()
  await refresh()
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (form.dataset.swaps) {
    event.preventDefault()
    const fresh = await pageAt(`${form.action}?${new URLSearchParams(new FormData(form))}`).catch(() => null)
    const found = fresh?.getElementById(form.dataset.swaps)
    if (found) document.getElementById(form.dataset.swaps).replaceWith(document.importNode(found, true))
  }
  if (!('send' in form.dataset)) return
  event.preventDefault()
  if ('busy' in form.dataset) return
  form.dataset.busy = ''
  await send(form, event.submitter).finally(() => {
    delete form.dataset.busy
  })
  form.elements.text?.focus()
})

// A phone's keyboard has no handy Shift+Enter, so there Enter stays a new line.
const isPhone = matchMedia('(pointer: coarse)').matches
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isPhone) return
  if (!('enterSends' in event.target.dataset)) return
  event.preventDefault()
  event.target.form.requestSubmit()
})

for (const part of liveParts(document)) shown.set(part.id, part.innerHTML)
localTimes(document)
if (body.dataset.events) addEventListener('online', refresh)
if (!chat || lastPosition() > 0) listen()
