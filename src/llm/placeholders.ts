// What a model must not see or change leaves its texts as placeholders such as `[email-1]`, and is put back where they stand in its answer.

/** What placeholders stand for; `x` is anything that a translation leaves alone. */
export type PlaceholderKind = 'email' | 'phone' | 'card' | 'iban' | 'ip' | 'account' | 'name' | 'x'

/** Tells what is hidden of a text: a pattern that is looked for everywhere, and as what each match is hidden; null leaves it as it is. The pattern is global and captures nothing. */
export interface Hiding {
  readonly pattern: RegExp
  readonly as: (match: string, around: { readonly before: string; readonly after: string }) => PlaceholderKind | null
}

export interface Hidden {
  readonly texts: readonly string[]
  /** The placeholders that stand in the texts. */
  readonly placeholders: readonly string[]
  /** Puts back what placeholders stand for; those that were never made go. `used` are those that were found. */
  readonly restore: (text: string) => { readonly text: string; readonly used: ReadonlySet<string> }
}

// As models write them back: in another case, with spaces, with another hyphen or none, or with both brackets escaped as in Markdown.
const INSIDE = String.raw`[ \t]{0,3}(email|phone|card|iban|ip|account|name|x)[ \t]{0,3}[-_‐‑‒–—]?[ \t]{0,3}(\d{1,6})[ \t]{0,3}`
const PLACEHOLDER = new RegExp(String.raw`\[${INSIDE}\]|\\\[${INSIDE}\\\]`, 'giu')
const APART = new RegExp(`(${PLACEHOLDER.source.replace(/(?<!\\)\((?!\?)/g, '(?:')})`, 'iu')

/** How much of what stands before and after a match is told, in characters. */
const AROUND = 16

/** Hides what the hidings tell, one after another; the same value has the same placeholder in all the texts. */
export const hide = (texts: readonly string[], hidings: readonly Hiding[]): Hidden => {
  const written = new Set(texts.flatMap((text) => Array.from(text.matchAll(PLACEHOLDER), nameOf)))
  const made = new Map<string, string>()
  const placeholderFor = numbering(written, made)
  const hidden = texts.map((text) => hideAll(text, hidings, placeholderFor))
  const values = new Map(Array.from(made, ([key, placeholder]) => [placeholder.slice(1, -1), valueIn(key)]))
  return {
    texts: hidden,
    placeholders: [...made.values()],
    restore: (text) => {
      const used = new Set<string>()
      const restored = text.replace(PLACEHOLDER, (match, ...groups) => {
        const name = nameOf([match, ...groups])
        const value = values.get(name)
        if (value !== undefined) used.add(`[${name}]`)
        // What people wrote themselves, and only looks like one, stays.
        return value ?? (written.has(name) ? match : '')
      })
      return { text: restored, used }
    },
  }
}

const nameOf = ([, kind, number, escapedKind, escapedNumber]: readonly (string | undefined)[]): string =>
  `${(kind ?? escapedKind ?? '').toLowerCase()}-${Number(number ?? escapedNumber)}`

type PlaceholderFor = (kind: PlaceholderKind, value: string) => string

const numbering = (written: ReadonlySet<string>, made: Map<string, string>): PlaceholderFor => {
  const last = new Map<PlaceholderKind, number>()
  return (kind, value) => {
    const key = keyOf(kind, value)
    const known = made.get(key)
    if (known !== undefined) return known
    let number = (last.get(kind) ?? 0) + 1
    while (written.has(`${kind}-${number}`)) number++
    last.set(kind, number)
    made.set(key, `[${kind}-${number}]`)
    return `[${kind}-${number}]`
  }
}

const keyOf = (kind: PlaceholderKind, value: string): string => `${kind} ${value}`
const valueIn = (key: string): string => key.slice(key.indexOf(' ') + 1)

// What stuck to something is seen only once that is hidden.
const hideAll = (text: string, hidings: readonly Hiding[], placeholderFor: PlaceholderFor): string => {
  const hidden = hidings.reduce((left, hiding) => hideIn(left, hiding, placeholderFor), text)
  return hidden === text ? text : hideAll(hidden, hidings, placeholderFor)
}

// What stands in a placeholder, of this call or an earlier one, is never looked at: every other piece is one.
const hideIn = (text: string, { pattern, as }: Hiding, placeholderFor: PlaceholderFor): string =>
  text
    .split(APART)
    .map((piece, place) => {
      if (place % 2 === 1) return piece
      return piece.replace(pattern, (match: string, at: number) => {
        const kind = as(match, {
          before: piece.slice(Math.max(0, at - AROUND), at),
          after: piece.slice(at + match.length, at + match.length + AROUND),
        })
        return kind === null ? match : placeholderFor(kind, match)
      })
    })
    .join('')
