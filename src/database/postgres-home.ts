// Where the embedded PostgreSQL lives and as whom it runs. PostgreSQL refuses root, so under root it gets another user,
// and a place that user can reach: a clone under /root is closed to everybody else.

import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { EmbeddedError, unusable } from './embedded-error.ts'
import { reachableBinaries } from './postgres-binaries.ts'

/** A user of the system. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** A place for one server; all paths are absolute. */
export interface Home {
  /** Holds everything below; only the server's user may enter. */
  readonly base: string
  readonly data: string
  readonly log: string
  /** The folder of the socket, short enough for the system. */
  readonly sockets: string
  /** The folder with `bin`, `lib` and `share`. */
  readonly binaries: string
  /** Whom the server runs as; null for the program's own user. */
  readonly account: Account | null
}

/** Where what a server's user could not reach in a closed folder is kept. */
const SHARED_PLACE = '/var/lib/frontdesk'
// The file in DATA_DIR that names its database's folder there.
const PLACE_NOTE = 'postgres-place'
/** The name of the socket file within its folder, for PostgreSQL's port 5432. */
export const SOCKET_FILE = '.s.PGSQL.5432'
// sockaddr_un.sun_path has 108 bytes on Linux and 104 on macOS, the closing zero included.
const LONGEST_SOCKET = 103

/**
 * Finds, and makes where it is absent, the place of the server that belongs to a DATA_DIR.
 * @param dataDir the folder, absolute or relative to the working directory
 * @throws EmbeddedError where the folder cannot be used
 */
export const findHome = (dataDir: string, log: (words: string) => void): Home => {
  try {
    fs.mkdirSync(dataDir, { recursive: true })
    const real = fs.realpathSync(dataDir)
    return process.getuid?.() === 0 ? rootHome(real, log) : ownHome(real)
  } catch (error) {
    if (error instanceof EmbeddedError || !(error instanceof Error)) throw error
    throw unusable(`The folder ${dataDir} cannot hold the database`, error.message, error)
  }
}

const ownHome = (real: string): Home => {
  const base = path.join(real, 'postgres')
  fs.mkdirSync(base, { recursive: true, mode: 0o700 })
  const owner = fs.statSync(base).uid
  if (owner !== process.getuid?.()) {
    const remedy = `start as that user, or set DATA_DIR to a folder of this one`
    throw new EmbeddedError('unusable', `The database in ${base} belongs to ${accountOf(owner).name}: ${remedy}.`)
  }
  return homeAt(base, null)
}

const rootHome = (real: string, log: (words: string) => void): Home => {
  const inside = path.join(real, 'postgres')
  const outside = outsidePlace(real)
  if (outside !== undefined) return homeAt(outside, ownerOf(outside) ?? serverAccount())
  const account = ownerOf(inside) ?? serverAccount()
  const isNew = !isCluster(inside)
  makeFor(account, inside)
  if (reaches(account, inside)) return homeAt(inside, account)
  if (!isNew) {
    const remedy = 'open the folders above it to others (chmod o+x)'
    throw new EmbeddedError('unusable', `The user ${account.name} cannot reach its database in ${inside}: ${remedy}.`)
  }
  fs.rmSync(inside, { recursive: true, force: true })
  const place = makeOutside(real, account)
  log(`the user ${account.name}, who runs PostgreSQL for root, cannot reach ${real}: its database is in ${place}`)
  return homeAt(place, account)
}

// A closed DATA_DIR says where its database went: a folder that is moved keeps it, and a new one of the same name
// (a clone removed and made again) does not get the old one's.
const outsidePlace = (real: string): string | undefined => {
  const note = path.join(real, PLACE_NOTE)
  if (!fs.existsSync(note)) return undefined
  const place = fs.readFileSync(note, 'utf8').trim()
  if (fs.existsSync(place)) return place
  const remedy = `put it back, or remove ${note} to begin anew`
  throw new EmbeddedError('unusable', `The database of ${real} was in ${place}, which is gone: ${remedy}.`)
}

const makeOutside = (real: string, account: Account): string => {
  const place = path.join(SHARED_PLACE, `${hashOf(real)}-${randomBytes(4).toString('hex')}`)
  fs.mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 })
  makeFor(account, place)
  try {
    fs.linkSync(noteAside(real, place), path.join(real, PLACE_NOTE))
    return place
  } catch (error) {
    // Another process was quicker: its place is the one.
    const other = outsidePlace(real)
    if (other === undefined) throw error
    fs.rmdirSync(place)
    return other
  } finally {
    fs.rmSync(`${path.join(real, PLACE_NOTE)}.${process.pid}`, { force: true })
  }
}

// Written aside and linked: whoever finds the note finds it whole.
const noteAside = (real: string, place: string): string => {
  const aside = `${path.join(real, PLACE_NOTE)}.${process.pid}`
  fs.writeFileSync(aside, `${place}\n`)
  return aside
}

const homeAt = (base: string, account: Account | null): Home => ({
  base,
  data: path.join(base, 'data'),
  log: path.join(base, 'server.log'),
  sockets: socketsOf(base, account),
  binaries: reachableBinaries(account, SHARED_PLACE),
  account,
})

// A long path gets a short folder of its own; the name is the same for every process, whatever its TMPDIR.
const socketsOf = (base: string, account: Account | null): string => {
  if (Buffer.byteLength(path.join(base, SOCKET_FILE)) <= LONGEST_SOCKET) return base
  const uid = account?.uid ?? process.getuid?.() ?? 0
  const short = `/tmp/frontdesk-${uid}-${hashOf(base)}`
  makeOnce(short)
  // What root itself owns is on its way to the account: made a moment ago, here or by another process.
  const isOnItsWay = account !== null && fs.lstatSync(short).uid === 0
  if (isOnItsWay) fs.lchownSync(short, account.uid, account.gid)
  const found = fs.lstatSync(short)
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new EmbeddedError(
      'unusable',
      `${short} belongs to somebody else: remove it, or set DATA_DIR to a shorter path.`,
    )
  }
  return short
}

// Everybody may write into /tmp: what stands there already, a link above all, is left as it is.
const makeOnce = (folder: string): void => {
  try {
    fs.mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

const makeFor = (account: Account, folder: string): void => {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  fs.chownSync(folder, account.uid, account.gid)
}

// Asked of the system itself: modes alone don't show mounts, access lists and links.
const reaches = ({ uid, gid }: Account, folder: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], { uid, gid, cwd: '/', env: {} }).status === 0

const isCluster = (base: string): boolean => fs.existsSync(path.join(base, 'data', 'PG_VERSION'))

const ownerOf = (base: string): Account | null => {
  const uid = isCluster(base) ? fs.statSync(path.join(base, 'data')).uid : 0
  return uid === 0 ? null : accountOf(uid)
}

const serverAccount = (): Account => {
  const found = accounts().find(({ name }) => name === 'postgres') ?? accounts().find(({ name }) => name === 'nobody')
  if (found !== undefined) return found
  throw new EmbeddedError(
    'unusable',
    'PostgreSQL refuses root, and there is no user postgres or nobody: start as another user.',
  )
}

const accountOf = (uid: number): Account =>
  accounts().find((account) => account.uid === uid) ?? { name: `number ${uid}`, uid, gid: uid }

// passwd(5): name:password:uid:gid:...; macOS writes nobody's as -2.
const accounts = (): Account[] =>
  fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }))

const hashOf = (words: string): string => createHash('sha256').update(words).digest('hex').slice(0, 16)
