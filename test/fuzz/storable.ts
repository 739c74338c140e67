// What an event must hold to for the database to take it, looked at without one.

/** A btree page takes keys of up to 2,704 bytes (https://www.postgresql.org/docs/current/btree.html); keys of ours stay far below it. */
const LONGEST_KEY = 1_000
const LARGEST_INTEGER = 2 ** 31 - 1
/** What a timestamp column and JavaScript's dates both hold. */
const EARLIEST = Date.UTC(-4000, 0)
const LATEST = Date.UTC(200_000, 0)
/** More than any document that a person makes, and walked by functions that call themselves. */
const DEEPEST = 2_000

/** Why PostgreSQL, or the rules' own reading, would not take a value; null where they would. */
export const unstorable = (inbound: {
  readonly key: string
  readonly at: Date
  readonly event: unknown
}): string | null => {
  if (Buffer.byteLength(inbound.key) > LONGEST_KEY) return `a key of ${inbound.key.length} characters`
  const waiting: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: inbound, path: '', depth: 0 },
  ]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { value, path, depth } = one
    const fault = depth > DEEPEST ? 'nested too deep' : faultOf(value, path)
    if (fault !== null) return `${path.slice(0, 200)}: ${fault}`
    if (typeof value !== 'object' || value === null || value instanceof Date) continue
    for (const [key, inner] of Object.entries(value))
      waiting.push({ value: inner, path: `${path}.${key}`, depth: depth + 1 })
  }
  return null
}

const faultOf = (value: unknown, path: string): string | null => {
  if (typeof value === 'string') return faultOfText(value, path)
  if (value instanceof Date) return value.getTime() >= EARLIEST && value.getTime() <= LATEST ? null : 'no time'
  if (typeof value === 'number') {
    if (/\.(number|into|incident|score)$/.test(path) && !(Math.abs(value) <= LARGEST_INTEGER))
      return `${value} is too large`
    return Number.isFinite(value) ? null : `${value} is no number`
  }
  return null
}

const faultOfText = (text: string, path: string): string | null => {
  if (text.includes('\u0000')) return 'NUL'
  if (!text.isWellFormed()) return 'half a character'
  const isIndexed = /\.(messageId|externalId|address|thread|delivery|message|locale|quotes)$/.test(path)
  return isIndexed && Buffer.byteLength(text) > LONGEST_KEY ? `${text.length} characters in an index` : null
}
