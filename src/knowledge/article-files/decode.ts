// A file's bytes as text: UTF-8, UTF-16 where a byte order mark says so, or what the operator names. Never guessed and never mended, so that
// no letter turns into another one.

export type DecodedText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: string }

const UTF_16 = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
]
const UTF_8_MARK = [0xef, 0xbb, 0xbf]

/** Whether texts can be read in an encoding of this name (https://encoding.spec.whatwg.org/#names-and-labels). */
export const isEncoding = (name: string): boolean => {
  try {
    return new TextDecoder(name).encoding !== 'replacement'
  } catch {
    return false
  }
}

/**
 * Reads bytes as text whose lines end in LF. A byte order mark decides and is left out; else it is in `encoding`, which is UTF-8 where it is
 * null. Throws where `isEncoding` says no.
 */
export const decodeText = (bytes: Uint8Array, encoding: string | null): DecodedText => {
  const { encoding: name } = new TextDecoder(markedEncoding(bytes) ?? encoding ?? 'utf-8')
  const text = strictly(bytes, name)
  // In UTF-16 every other byte of plain letters is zero; in a text of any other kind none is.
  const isWide = !name.startsWith('utf-16') && bytes.includes(0)
  if (isWide) return { ok: false, fault: `The file holds zero bytes; ${UTF_16_REMEDY}.` }
  if (text === null) return { ok: false, fault: notThat(bytes, name) }
  return { ok: true, text: text.replace(/\r\n?/g, '\n') }
}

const UTF_16_REMEDY = 'save the file as UTF-8, or import it with --encoding utf-16le where it is UTF-16 without a mark'

const markedEncoding = (bytes: Uint8Array): string | null => {
  const begins = (mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte)
  if (begins(UTF_8_MARK)) return 'utf-8'
  return UTF_16.find(({ mark }) => begins(mark))?.encoding ?? null
}

const strictly = (bytes: Uint8Array, encoding: string): string | null => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

// The loose reading puts U+FFFD where the strict one ends.
const notThat = (bytes: Uint8Array, encoding: string): string => {
  const loose = new TextDecoder(encoding).decode(bytes)
  const line = lineAt(loose, Math.max(0, loose.indexOf('\uFFFD')))
  if (encoding !== 'utf-8') return `Line ${line} is no ${encoding}; save the file as UTF-8.`
  return (
    `Line ${line} is no UTF-8; save the file as UTF-8 (in Excel: "CSV UTF-8"), ` +
    'or import it with --encoding windows-1250, or whatever it was written in.'
  )
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split(/\r\n?|\n/).length
