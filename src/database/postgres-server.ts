// Makes, starts and stops the server process of a place. It is detached: a signal to the program's group does not reach it,
// and it outlives a killed program, whose successor finds it by its socket.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { unusable } from './embedded-error.ts'
import { type Home, SOCKET_FILE } from './postgres-home.ts'

const USER = 'frontdesk'
const LOG_LIMIT_BYTES = 10_000_000
// What a server that starts, ends or recovers answers (https://www.postgresql.org/docs/18/errcodes-appendix.html).
const BETWEEN_STATES = new Set(['57P01', '57P02', '57P03'])
const NOBODY_ANSWERS = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])

/** The address of a database on the server of a place, for `pg` and Prisma alike. */
export const addressOf = (home: Home, database: string): string =>
  `postgresql://${USER}@localhost:5432/${database}?host=${encodeURIComponent(home.sockets)}&sslmode=disable`

/**
 * Connects to the maintenance database of a place's server.
 * @returns the connection; `busy` while the server starts or ends, `absent` where nobody answers
 * @throws the driver's error where the server answers with another refusal
 */
export const connectTo = async (home: Home): Promise<pg.Client | 'busy' | 'absent'> => {
  const client = new pg.Client({ connectionString: addressOf(home, 'postgres'), application_name: 'frontdesk seat' })
  // Losing the connection is told by 'end'; without this an error would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    if (isEnding(error)) return 'busy'
    if (NOBODY_ANSWERS.has(codeOf(error))) return 'absent'
    throw error
  }
}

/** Whether an error says that the server starts, ends or has just ended. */
export const isEnding = (error: unknown): boolean =>
  BETWEEN_STATES.has(codeOf(error)) || (error instanceof Error && /terminated|not queryable|closed/.test(error.message))

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/**
 * Makes the database files where there are none yet; takes about 2 s.
 * They are made aside and renamed, so that files cut short are never taken for whole ones and two may try at once.
 * @throws EmbeddedError
 */
export const initialise = async (home: Home): Promise<void> => {
  if (fs.existsSync(home.data)) return
  const aside = `${home.data}.${process.pid}`
  fs.rmSync(aside, { recursive: true, force: true })
  const settings = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const child = spawnAs(home, 'initdb', ['-D', aside, '-U', USER, '--auth=trust', ...settings], 'pipe')
  let words = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      words += chunk
    })
  }
  const code = await new Promise((resolve) => child.on('close', resolve).on('error', (error) => resolve(error.message)))
  if (code !== 0) {
    fs.rmSync(aside, { recursive: true, force: true })
    throw unusable(`PostgreSQL could not make its files in ${home.base}`, words || String(code))
  }
  try {
    fs.renameSync(aside, home.data)
  } catch (error) {
    fs.rmSync(aside, { recursive: true, force: true })
    // Another process was quicker.
    if (!fs.existsSync(home.data)) throw error
  }
}

/** A server that was started; `ended` tells its last words once it ends, and undefined as long as it runs. */
export interface Launched {
  ended(): string | undefined
}

/** Starts the server; it takes connections some 50 ms later, or ends. */
export const launch = (home: Home): Launched => {
  const isLong = fs.existsSync(home.log) && fs.statSync(home.log).size > LOG_LIMIT_BYTES
  const log = fs.openSync(home.log, isLong ? 'w' : 'a')
  const begin = fs.fstatSync(log).size
  const settings = {
    listen_addresses: '',
    unix_socket_directories: quoted(home.sockets),
    unix_socket_permissions: '0700',
    port: '5432',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawnAs(home, 'postgres', ['-D', home.data, ...options], log)
  fs.closeSync(log)
  child.unref()
  let fault: string | undefined
  child.on('error', (error) => {
    fault = error.message
  })
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  return { ended: () => fault ?? (hasEnded() ? fs.readFileSync(home.log).subarray(begin).toString() : undefined) }
}

// unix_socket_directories is a list: a path with a comma or a space needs quotes.
const quoted = (folder: string): string => `"${folder.replaceAll('"', '""')}"`

/**
 * Whether a server process of this place runs, whatever its state.
 * @returns its process id; undefined where there is none
 */
export const runningServer = (home: Home): number | undefined => {
  const pid = firstNumber(path.join(home.data, 'postmaster.pid'))
  return pid !== undefined && isServer(home, pid) ? pid : undefined
}

/** Removes what a killed server left behind, when another program now has its process id: PostgreSQL itself would refuse to start. */
export const removeStale = (home: Home): void => {
  const socket = path.join(home.sockets, SOCKET_FILE)
  for (const file of [path.join(home.data, 'postmaster.pid'), `${socket}.lock`]) {
    const pid = firstNumber(file)
    if (pid !== undefined && !isServer(home, pid)) fs.rmSync(file, { force: true })
  }
}

/** Stops the server of this place in good order, waits until it is gone, and hurries it after `patienceMs` milliseconds. */
export const halt = async (home: Home, patienceMs: number): Promise<void> => {
  const pid = runningServer(home)
  if (pid === undefined) return
  const begun = performance.now()
  signalServer(pid, 'SIGINT')
  for (let hurried = false; isServer(home, pid); await pause(20)) {
    if (hurried || performance.now() - begun < patienceMs) continue
    signalServer(pid, 'SIGQUIT')
    hurried = true
  }
}

const signalServer = (pid: number, signal: 'SIGINT' | 'SIGQUIT'): void => {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It ended by itself in between.
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

const firstNumber = (file: string): number | undefined => {
  try {
    return Math.abs(Number.parseInt(fs.readFileSync(file, 'utf8'), 10)) || undefined
  } catch {
    return undefined
  }
}

// A process id alone proves nothing: after a restart of the machine or container another program may have it.
const isServer = (home: Home, pid: number): boolean => commandOf(pid).includes(home.data)

const commandOf = (pid: number): string => {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return process.platform === 'linux' ? '' : commandByPs(pid)
  }
}

const commandByPs = (pid: number): string =>
  spawnSync('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''

// Nothing of the program's environment reaches the server: it works in an empty one, and settings such as PGDATA don't leak in.
const spawnAs = (home: Home, program: string, args: readonly string[], output: 'pipe' | number): ChildProcess =>
  spawn(path.join(home.binaries, 'bin', program), args, {
    cwd: home.base,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', output, output],
    ...(home.account === null ? {} : { uid: home.account.uid, gid: home.account.gid }),
  })
