// The chat's script: what is written goes without leaving the page, and what is said comes by itself. Without it the forms still post.

import { newId } from './ids.js'
import { createKept, createPosts } from './posts.js'
import { later, openStream, postOnce } from './reaching.js'
import { localTimes } from './times.js'

const list = document.getElementById('chat')
const notice = document.getElementById('notice')
const connection = document.getElementById('connection')
const pending = document.getElementById('pending')
const title = document.title
// Whoever is in this browser next has other posts.
const STORE = `frontdesk-posts:${list.dataset.chat}`

const tell = (words) => {
  if (notice) notice.textContent = words ?? ''
}

// What is on its way stands at the end of the chat until it comes back as the desk has it.
const bubbleOf = (id) => document.getElementById(`p-${id}`)
const isShown = (id) => list.querySelector(`[data-post="${CSS.escape(id)}"]`) !== null
const showPending = ({ id, text, names }) => {
  const item = pending.content.firstElementChild.cloneNode(true)
  item.id = `p-${id}`
  item.querySelector('p').textContent = [text, ...names.map((name) => `📎 ${name}`)].filter(Boolean).join('\n')
  list.append(item)
}
const settlePending = (post, state) => {
  const bubble = bubbleOf(post.id)
  if (!bubble) return
  // A command is answered, and shown by nobody.
  if (state === 'refused' || isShown(post.id) || (state === 'stored' && post.text.startsWith('/')))
    return bubble.remove()
  bubble.querySelector('.fate').textContent = pending.dataset[state === 'stored' ? 'sent' : state]
}

const bodyOf = ({ fields, files }) => {
  if (files.length === 0) return new URLSearchParams(fields)
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  for (const [name, file] of files) body.append(name, file)
  return body
}

const kept = createKept(() => sessionStorage, STORE)
const posts = createPosts({
  later,
  // Files are in no storage: they last as long as the page.
  keep: (left) => kept.keep(left.filter(({ files }) => files.length === 0)),
  send: (post) => postOnce(post.action, bodyOf(post), post.files.length > 0),
  settle: async (post, state, answer) => {
    settlePending(post, state)
    if (answer === null) return
    const said = await answer.json().catch(() => ({}))
    tell(said.error ?? said.notice)
    if (state === 'refused') giveBack(post)
  },
})

// What was not taken is still its writer's to change.
const giveBack = ({ action, text }) => {
  const box = document.querySelector('.composer textarea')
  if (action.endsWith('/messages') && box) box.value = [box.value, text].filter(Boolean).join('\n')
}

const send = (form, button) => {
  const all = new FormData(form, button)
  const id = newId()
  all.set('chat', list.dataset.chat)
  all.set('id', id)
  const files = [...all].filter(([, value]) => value instanceof File && value.size > 0)
  const fields = [...all].filter(([, value]) => typeof value === 'string')
  const text = all.get('text') ?? ''
  if (form.elements.text && text.trim() === '' && files.length === 0) return
  const post = { id, action: form.action, fields, files, text }
  if (form.elements.text) showPending({ id, text, names: files.map(([, file]) => file.name) })
  tell('')
  posts.add(post)
  form.reset()
  // What was typed is sent: what it made think of is over.
  document.getElementById('guesses')?.replaceChildren()
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!('send' in form.dataset)) return
  event.preventDefault()
  send(form, event.submitter)
  document.querySelector('.composer textarea')?.focus()
})

// A phone's keyboard has no handy Shift+Enter, so there Enter stays a new line.
const isPhone = matchMedia('(pointer: coarse)').matches
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isPhone) return
  if (!('enterSends' in event.target.dataset)) return
  event.preventDefault()
  event.target.form.requestSubmit()
})

let unseen = 0
const countUnseen = (turn) => {
  if (!document.hidden || turn.classList.contains('customer')) return
  unseen += 1
  document.title = `(${unseen}) ${title}`
}

const isBefore = ({ dataset }) =>
  Number(dataset.position) < Number(list.querySelector('[data-position]')?.dataset.position ?? 0)

const show = (markup) => {
  const { content } = Object.assign(document.createElement('template'), { innerHTML: markup })
  localTimes(content)
  for (const turn of content.querySelectorAll('li.turn')) {
    const known = document.getElementById(turn.id)
    if (known) known.replaceWith(turn)
    // A change of what stands before all that the page shows.
    else if (isBefore(turn)) continue
    else list.append(turn)
    if (!known) countUnseen(turn)
    if (turn.dataset.post) bubbleOf(turn.dataset.post)?.remove()
  }
  // Whatever is still on its way comes after what is there.
  list.append(...list.querySelectorAll('.pending'))
}

// What may have been missed: a reader is told nothing again that stands there already.
const showMissed = (markup) => {
  const [, id = ''] = /^<li id="([\w-]+)"/.exec(markup) ?? []
  if (!document.getElementById(id)) show(markup)
}

const showRead = (position) => {
  for (const turn of list.querySelectorAll('.turn.customer[data-position]')) {
    if (Number(turn.dataset.position) <= Number(position)) turn.querySelector('.fate').textContent = list.dataset.read
  }
}

const stream = openStream({
  address: (lastId) => `${list.dataset.base}/chat/stream?chat=${list.dataset.chat}&from=${lastId ?? list.dataset.from}`,
  hear: { turn: show, late: showMissed, gone: (id) => document.getElementById(`m-${id}`)?.remove(), read: showRead },
  tell: (isOpen) => {
    connection.textContent = isOpen || document.hidden ? '' : connection.dataset.lost
  },
})

addEventListener('online', () => {
  posts.again()
  stream.look()
})
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return
  unseen = 0
  document.title = title
  posts.again()
  stream.look()
})

for (const post of kept.all()) {
  if (isShown(post.id)) continue
  if (post.action.endsWith('/messages')) showPending({ id: post.id, text: post.text, names: [] })
  posts.add({ ...post, files: [] })
}
localTimes(document)
