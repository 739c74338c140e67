// The one error of the embedded database: it names the cause and what the reader can do.

/**
 * `desk-running`: another desk uses the same DATA_DIR; `unusable`: the server cannot be made to run here.
 * The message ends with the remedy and is meant to be shown as it is.
 */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError'
  readonly kind: 'desk-running' | 'unusable'

  constructor(kind: 'desk-running' | 'unusable', message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

// PostgreSQL's and the system's own words, and what helps; the first that fits is told.
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /No space left on device|ENOSPC|Disk quota exceeded/i,
    'The disk is full: free some space, or set DATA_DIR to another disk.',
  ],
  [
    /database files are incompatible|initialized by PostgreSQL version/i,
    'The data is of another PostgreSQL version: restore a backup into a new DATA_DIR.',
  ],
  [
    /Address already in use|lock file ".*" already exists/i,
    'Another PostgreSQL uses this place: stop it, or set another DATA_DIR.',
  ],
  [/Read-only file system|EROFS/i, 'The place cannot be written: set DATA_DIR to a folder that can.'],
  [
    /Permission denied|EACCES|EPERM|invalid permissions|wrong ownership/i,
    'Its user may not use the folder: set DATA_DIR to a folder of its own.',
  ],
  [
    /shared memory|Cannot allocate memory|ENOMEM/i,
    'There is too little memory: 256 MB free are needed, or set DATABASE_URL to a server elsewhere.',
  ],
  [
    /error while loading shared libraries|spawn .* ENOENT/i,
    'Its files are incomplete: remove node_modules and start again.',
  ],
]

/**
 * An `unusable` error from what a server or the system said.
 * @param what what failed, a clause without its full stop
 * @param words the output or the system's error; the line that tells the cause is quoted
 */
export const unusable = (what: string, words: string, cause?: unknown): EmbeddedError => {
  const found = REMEDIES.find(([pattern]) => pattern.test(words))
  const lines = words.trim().split('\n')
  // The line that tells the cause is worth more than the last ones, which tell its consequences.
  const telling = lines.find((line) => found?.[0].test(line)) ?? lines.slice(-4).join(' | ')
  const advice = found?.[1] ?? 'Set DATABASE_URL to a PostgreSQL of your own if this one cannot run here.'
  return new EmbeddedError('unusable', `${what}: ${telling}. ${advice}`, { cause })
}
