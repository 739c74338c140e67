// Cuts styled runs into messages: at a line end or a space where there is one, never inside a character, with whole tags in each piece.

import { escapeHtml, type Run, type Tag } from './runs.ts'

/** A message's words with tags and without. */
export interface Piece {
  readonly html: string
  readonly plain: string
}

/** Telegram refuses raw text above 32,768 bytes before it reads the tags. */
const MAX_HTML_BYTES = 32_000

/** Cuts `runs` into pieces of at most `limit` code points each, in order; white space at a cut is dropped. */
export const split = (runs: readonly Run[], limit: number): Piece[] => {
  const plain = runs.map(({ text }) => text).join('')
  const pieces: Piece[] = []
  let start = 0
  while (start < plain.length) {
    const end = cutAfter(plain, start, limit)
    const inside = slice(runs, start, end)
    const html = htmlOf(inside)
    // Words so thick with tags that they burst the raw limit are cut shorter.
    if (Buffer.byteLength(html) > MAX_HTML_BYTES && limit > 1) pieces.push(...split(inside, Math.floor(limit / 2)))
    else pieces.push({ html, plain: plain.slice(start, end) })
    start = end + (/^[ \n]+/.exec(plain.slice(end, end + limit))?.[0].length ?? 0)
  }
  return pieces
}

// The UTF-16 offset where the piece that begins at `start` ends.
const cutAfter = (text: string, start: number, limit: number): number => {
  const hard = codePointsLater(text, start, limit)
  if (hard >= text.length) return text.length
  const window = text.slice(start, hard + 1)
  const half = window.length / 2
  for (const boundary of ['\n\n', '\n', ' ']) {
    const at = window.lastIndexOf(boundary)
    if (at > half) return start + at
  }
  return wholeCharacter(text, start, hard)
}

const codePointsLater = (text: string, start: number, count: number): number => {
  let at = start
  for (let passed = 0; passed < count && at < text.length; passed++) {
    at += (text.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1
  }
  return at
}

// A flag or a family is one character to the eye and many code points: don't cut through it, unless it fills the message.
const wholeCharacter = (text: string, start: number, hard: number): number => {
  const from = Math.max(start, hard - 64)
  const within = new Intl.Segmenter().segment(text.slice(from, hard + 64)).containing(hard - from)
  const begins = from + (within?.index ?? hard - from)
  return begins > from ? begins : hard
}

const slice = (runs: readonly Run[], start: number, end: number): Run[] => {
  const found: Run[] = []
  let at = 0
  for (const { text, tags } of runs) {
    const inside = text.slice(Math.max(start - at, 0), Math.max(end - at, 0))
    if (inside !== '') found.push({ text: inside, tags })
    at += text.length
  }
  return found
}

const htmlOf = (runs: readonly Run[]): string => {
  let html = ''
  let open: readonly Tag[] = []
  for (const { text, tags } of [...runs, { text: '', tags: [] }]) {
    const shared = open.findIndex((tag, index) => tag !== tags[index])
    const kept = shared < 0 ? open.length : shared
    html += closing(open.slice(kept))
    html += tags
      .slice(kept)
      .map((tag) => tag.open)
      .join('')
    html += escapeHtml(text)
    open = tags
  }
  return html
}

const closing = (tags: readonly Tag[]): string =>
  tags
    .map(({ close }) => close)
    .reverse()
    .join('')
