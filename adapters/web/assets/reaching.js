// How the scripts of pages reach the desk from a browser.

import { keepStream } from './stream.js'

// A connection that went away without a word would be waited for without end; a large file takes its time.
const LONGEST_WAIT = 20_000
const LONGEST_UPLOAD = 600_000

/** Calls back after so many milliseconds; returns what calls it off. */
export const later = (callback, milliseconds) => {
  const timer = setTimeout(callback, milliseconds)
  return () => clearTimeout(timer)
}

/** Posts once, asking for JSON; resolves with the answer, null where none came. */
export const postOnce = (action, body, hasFiles) =>
  fetch(action, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body,
    signal: AbortSignal.timeout(hasFiles ? LONGEST_UPLOAD : LONGEST_WAIT),
  }).catch(() => null)

/** Keeps a stream open, with the browser's own connections and clock: see `keepStream`. */
export const openStream = (parts) =>
  keepStream({ ...parts, open: (address) => new EventSource(address), clock: { now: () => Date.now(), later } })
