// The desk's chat on another site: a round button, and a frame behind it. See docs/widget.md.
// A block, so that no name of its own is anybody else's on the page.
{
  const script = document.currentScript
  const { label, color, position, visitor, signature } = script.dataset
  const desk = new URL(script.dataset.desk || script.src, location.href).origin
  // Whoever opened the chat before hears of answers without opening it again.
  const REMEMBERED = 'frontdesk-widget'
  const storage = {
    get: () => {
      try {
        return localStorage.getItem(REMEMBERED)
      } catch {
        return null
      }
    },
    set: () => {
      try {
        localStorage.setItem(REMEMBERED, 'opened')
      } catch {
        // A browser that keeps nothing tells of no answers until the chat is opened.
      }
    },
  }

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    made.append(...children)
    return made
  }

  const ICON =
    'M12 3C6.5 3 2 6.8 2 11.5c0 2.3 1.1 4.4 2.9 5.9L4 21l4.3-1.9c1.1.4 2.4.6 3.7.6 5.5 0 10-3.8 10-8.4S17.5 3 12 3Z'
  const icon = () => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    for (const [key, value] of [
      ['viewBox', '0 0 24 24'],
      ['aria-hidden', 'true'],
    ])
      svg.setAttribute(key, value)
    path.setAttribute('d', ICON)
    svg.append(path)
    return svg
  }

  const CSS_TEXT = `
:host { all: initial; color-scheme: light dark; --back: #0172ad; --ink: #fff; }
button { position: fixed; z-index: 2147483646; inset-block-end: 1.25rem; width: 3.5rem; height: 3.5rem; padding: 0; border: 0;
  border-radius: 50%; background: var(--back); color: var(--ink); cursor: pointer; box-shadow: 0 4px 16px rgb(0 0 0 / 30%); }
button, section { inset-inline: auto 1.25rem; }
:host([data-position="left"]) :is(button, section) { inset-inline: 1.25rem auto; }
button:focus-visible { outline: 3px solid var(--ink); box-shadow: 0 0 0 6px var(--back); }
svg { width: 1.75rem; height: 1.75rem; fill: currentColor; vertical-align: middle; }
i { display: none; position: absolute; inset: 0 0 auto auto; width: 0.9rem; height: 0.9rem; border: 2px solid Canvas;
  border-radius: 50%; background: #d6002f; }
[data-news] i { display: block; }
p { position: fixed; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
section { position: fixed; z-index: 2147483647; inset-block-end: 5.5rem; width: min(25rem, calc(100vw - 2.5rem));
  height: min(40rem, calc(100dvh - 7rem)); overflow: hidden; border-radius: 1rem; background: Canvas;
  box-shadow: 0 8px 40px rgb(0 0 0 / 30%); }
section[hidden] { display: none; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
@media (max-width: 30rem), (max-height: 28rem) { section, :host([data-position="left"]) section { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
@media (prefers-reduced-motion: no-preference) {
  button { transition: scale 0.15s; } button:hover { scale: 1.06; }
  section:not([hidden]) { animation: rise 0.18s ease-out; } @keyframes rise { from { opacity: 0; translate: 0 0.75rem; } }
}
@media print { button, section { display: none; } }`

  const start = (words) => {
    const host = element('div', { 'data-position': position === 'left' ? 'left' : 'right' })
    const root = host.attachShadow({ mode: 'open' })
    // A sheet that is constructed passes where the site's own policy allows no inline style.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS_TEXT)
    root.adoptedStyleSheets = [sheet]
    const name = label || words.open
    const button = element('button', { type: 'button', 'aria-label': name, title: name, 'aria-expanded': 'false' })
    button.append(icon(), element('i'))
    const panel = element('section', { role: 'dialog', 'aria-label': words.title, hidden: '' })
    const status = element('p', { role: 'status' })
    root.append(button, panel, status)
    document.body.append(host)
    paint(host, button)
    wire({ button, panel, status, words, name })
  }

  // A colour of the site's own, with letters that can be read on it.
  const paint = (host, button) => {
    if (!color || !CSS.supports('color', color)) return
    host.style.setProperty('--back', color)
    const [r, g, b] = (getComputedStyle(button).backgroundColor.match(/[\d.]+/g) ?? []).map((part) => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    if (0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18) host.style.setProperty('--ink', '#000')
  }

  const wire = ({ button, panel, status, words, name }) => {
    let frame = null
    const isOpen = () => !panel.hidden
    const say = (message) => frame?.contentWindow?.postMessage({ frontdesk: 1, ...message }, desk)
    const load = () => {
      if (frame) return
      const address = `${desk}/widget?host=${encodeURIComponent(location.origin)}`
      frame = element('iframe', { src: address, title: words.title, allow: 'clipboard-write' })
      panel.append(frame)
    }
    const tellNews = (count) => {
      const hasNews = count > 0 && !isOpen()
      button.toggleAttribute('data-news', hasNews)
      const does = isOpen() ? words.close : name
      button.setAttribute('aria-label', hasNews ? `${does} – ${words.news}` : does)
      status.textContent = hasNews ? words.news : ''
    }
    const turn = (open) => {
      load()
      panel.hidden = !open
      button.setAttribute('aria-expanded', String(open))
      storage.set()
      tellNews(0)
      say({ type: open ? 'opened' : 'closed' })
      if (open) frame.focus()
      else button.focus()
    }
    button.addEventListener('click', () => turn(!isOpen()))
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && isOpen()) turn(false)
    })
    addEventListener('message', ({ origin, source, data }) => {
      if (origin !== desk || !frame || source !== frame.contentWindow || data?.frontdesk !== 1) return
      if (data.type === 'ready') {
        say({ type: 'visitor', visitor: visitor ?? null, signature: signature ?? null })
        say({ type: isOpen() ? 'opened' : 'closed' })
      }
      if (data.type === 'close' && isOpen()) turn(false)
      if (data.type === 'news') tellNews(Number(data.count) || 0)
    })
    if (storage.get()) load()
  }

  const begin = async () => {
    window.frontdeskWidget = true
    try {
      const answer = await fetch(`${desk}/widget/settings`, { credentials: 'omit' })
      if (!answer.ok) throw new Error(`the desk answered ${answer.status}`)
      const words = await answer.json()
      if (document.body) start(words)
      else addEventListener('DOMContentLoaded', () => start(words))
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: whoever puts the widget on a site looks there, and its visitors should see nothing
      console.warn(`The chat of ${desk} is not shown on ${location.origin}: ${error.message}`)
    }
  }
  // Twice on a page is once.
  if (!window.frontdeskWidget) void begin()
}
