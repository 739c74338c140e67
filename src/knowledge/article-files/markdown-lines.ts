// What single lines of a Markdown file of articles mean, to whoever reads them and whoever writes them.

/** What the list below a heading may name; `answer: quoted` says that each line of the answer begins with ">". */
export const FRONT_FIELDS = ['id', 'locale', 'versionOf', 'tags', 'phrasings', 'answer'] as const

export type FrontField = (typeof FRONT_FIELDS)[number]

export const QUOTED = 'quoted'

/** The heading that a line is, outside blocks of code; only those at its very beginning count. */
export const headingOf = (line: string): { readonly level: number; readonly title: string } | null => {
  const [, marks, title = ''] = /^(#{1,6})(?:[ \t]+(.*))?$/s.exec(line) ?? []
  return marks === undefined ? null : { level: marks.length, title: title.trim() }
}

export interface Fences {
  /** Takes the next line; true where it is code, or opens or closes a block of it. */
  read(line: string): boolean
  /** Whether a block has begun and not ended. */
  isOpen(): boolean
}

/** Follows blocks of fenced code from line to line (https://spec.commonmark.org/0.31.2/#fenced-code-blocks). */
export const readingFences = (): Fences => {
  let fence: string | null = null
  return {
    read: (line) => {
      if (fence === null) {
        fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/s.exec(line)?.[1] ?? null
        return fence !== null
      }
      const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1]
      if (closing?.startsWith(fence)) fence = null
      return true
    },
    isOpen: () => fence !== null,
  }
}
