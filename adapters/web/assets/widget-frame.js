// The chat inside the frame of another site: it tells that site of answers, and hears who its visitor is. Both sides look where a message comes from.

const host = document.body.dataset.host
const list = document.getElementById('chat')
const SEEN = 'frontdesk-seen'
let isOpen = false

const say = (message) => parent.postMessage({ frontdesk: 1, ...message }, host)

const answers = () => list.querySelectorAll('.turn[data-position]:not(.customer)')
const lastPosition = () => Number(Array.from(answers()).at(-1)?.dataset.position ?? 0)
const stored = () => {
  try {
    return Number(localStorage.getItem(SEEN) ?? 0)
  } catch {
    return 0
  }
}
let seen = stored()
const see = () => {
  seen = lastPosition()
  try {
    localStorage.setItem(SEEN, String(seen))
  } catch {
    // A browser that keeps nothing tells of answers again on the next page.
  }
}
const tellNews = () => {
  if (isOpen) see()
  say({ type: 'news', count: Array.from(answers()).filter(({ dataset }) => Number(dataset.position) > seen).length })
}

// A visitor of another name sees another chat. Where the browser keeps no cookie, asking again would never end.
const identify = async ({ visitor, signature }) => {
  const answer = await fetch('/widget/visitor', {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ visitor, signature }),
  }).catch(() => null)
  const address = new URL(location.href)
  if (!answer?.ok || !(await answer.json()).changed || address.searchParams.has('again')) return
  address.searchParams.set('again', '1')
  location.replace(address)
}

addEventListener('message', ({ origin, source, data }) => {
  if (origin !== host || source !== parent || data?.frontdesk !== 1) return
  if (data.type === 'visitor') void identify(data)
  if (data.type === 'closed') isOpen = false
  if (data.type === 'opened') {
    isOpen = true
    document.querySelector('.composer textarea')?.focus()
    tellNews()
  }
})
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) say({ type: 'close' })
})
document.querySelector('[data-close]')?.addEventListener('click', () => say({ type: 'close' }))
new MutationObserver(tellNews).observe(list, { childList: true })
say({ type: 'ready' })
tellNews()
