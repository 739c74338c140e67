// Passwords are hashed here, at the edge, and compared here: the desk only ever keeps the hash.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import pLimit from 'p-limit'
import { NotStored } from '../../../src/channel.ts'

/** What OWASP advises for Argon2id (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html); whoever signs in after a change here is hashed anew. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const
const SALT_BYTES = 16
const TAG_BYTES = 32
/** Each takes some 20 MB and a processor for a moment. */
const AT_ONCE = 2
const MOST_WAITING = 100

const derive = promisify(argon2)

interface Derivation {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

interface Kept extends Derivation {
  readonly salt: Buffer
  readonly tag: Buffer
}

/** How passwords are hashed and compared. Both reject with `NotStored` where too many wait. */
export interface Passwords {
  /** A password as it is kept: a PHC string (https://github.com/P-H-C/phc-string-format). */
  hash(password: string): Promise<string>
  /** Whether a password is the one that is kept; null where there is none, and then it takes as long to say no. */
  isThat(kept: string | null, password: string): Promise<boolean>
}

/** Hashes a few at once; the others wait for their turn. */
export const createPasswords = (): Passwords => {
  const turns = pLimit(AT_ONCE)
  const tagInTurn: typeof tagOf = async (...of) => {
    if (turns.pendingCount >= MOST_WAITING) throw new NotStored('too many people sign in at once')
    return turns(() => tagOf(...of))
  }
  return {
    hash: async (password) => {
      const salt = randomBytes(SALT_BYTES)
      return written({ ...PARAMETERS, salt, tag: await tagInTurn(password, salt, PARAMETERS) })
    },
    isThat: async (kept, password) => {
      const known = kept === null ? null : read(kept)
      const { salt, tag, ...derivation } = known ?? NOBODYS
      const given = await tagInTurn(password, salt, derivation)
      return given.length === tag.length && timingSafeEqual(given, tag) && known !== null
    },
  }
}

/** Whether a password is kept otherwise than one would be now. */
export const isOutdated = (kept: string): boolean => {
  const { salt, tag, ...derivation } = read(kept) ?? NOBODYS
  const isSame = written({ ...derivation, salt, tag }) === written({ ...PARAMETERS, salt, tag })
  return !isSame || salt.length !== SALT_BYTES || tag.length !== TAG_BYTES
}

const NOBODYS: Kept = { ...PARAMETERS, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) }

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z\d+/]+)\$([A-Za-z\d+/]+)$/

const read = (kept: string): Kept | null => {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(kept) ?? []
  if (salt === undefined || tag === undefined) return null
  return {
    ...{ memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    ...{ salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') },
  }
}

const written = ({ memory, passes, parallelism, salt, tag }: Kept): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

// One password may be typed in several ways that look the same.
const tagOf = (password: string, nonce: Buffer, derivation: Derivation): Promise<Buffer> =>
  derive('argon2id', { ...derivation, message: password.normalize('NFKC'), nonce, tagLength: TAG_BYTES })
