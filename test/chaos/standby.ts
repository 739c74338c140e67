// A PostgreSQL with a streaming standby behind PgBouncer, all on this machine: killing it is a fail-over. Needs Debian's packages `postgresql` and `pgbouncer`.

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { rowsOf } from '../support/rows.ts'
import { freePort } from './ports.ts'
import { within } from './waiting.ts'

export interface Pair {
  /** The address of whichever server writes, by PgBouncer in session mode. */
  readonly url: string
  /** The standby's own address: it answers, and takes no writes. */
  standby(): string
  /** Ends the server that writes at once, lets the standby write, and makes a new standby; resolves once it follows. */
  failOver(): Promise<void>
  close(): Promise<void>
}

const INSTALLED = '/usr/lib/postgresql'
const PATIENCE = 60_000

/** Makes the pair with an empty database. Throws where the packages are not there. */
export const openPair = async (): Promise<Pair> => {
  const owner = await accountOf('postgres')
  const folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-pair-'))
  await chown(folder, owner.uid, owner.gid)
  const run = await commands(owner)
  const [first, second, front] = [await freePort(), await freePort(), await freePort()]
  const servers = [first, second].map((port) => ({ port, data: path.join(folder, String(port)) }))
  let [writer, reader] = servers as [Server, Server] // Of two ports come two servers.
  await run('initdb', ['-D', writer.data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale', 'C.UTF-8'])
  await writeFile(path.join(writer.data, 'postgresql.conf'), SETTINGS, { flag: 'a' })
  await start(run, writer)
  await rowsOf(addressOf(writer.port, 'postgres'), 'CREATE DATABASE desk')
  const follow = async (): Promise<void> => {
    await rm(reader.data, { recursive: true, force: true })
    await run('pg_basebackup', ['-D', reader.data, '-d', addressOf(writer.port, 'postgres'), '-R', '-c', 'fast'])
    await start(run, reader)
    await waitFor(addressOf(writer.port, 'postgres'), `SELECT FROM pg_stat_replication WHERE state = 'streaming'`)
    // From here on nothing counts as committed that only one of them has.
    await confirmBy(writer, '*')
  }
  await follow()
  const bouncer = await openBouncer(folder, front, owner)
  await bouncer.leadTo(writer.port)
  return {
    url: addressOf(front),
    standby: () => addressOf(reader.port),
    failOver: async () => {
      const file = await readFile(path.join(writer.data, 'postmaster.pid'), 'utf8')
      process.kill(Number.parseInt(file, 10), 'SIGKILL')
      await confirmBy(reader, '')
      await run('pg_ctl', ['-D', reader.data, '-w', 'promote'])
      ;[writer, reader] = [reader, writer]
      await bouncer.leadTo(writer.port)
      await follow()
      await waitFor(addressOf(front), 'SELECT 1')
    },
    close: async () => {
      await bouncer.close()
      for (const { data } of [reader, writer]) await run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop'])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Server {
  readonly port: number
  readonly data: string
}

interface Account {
  readonly uid: number
  readonly gid: number
}

const addressOf = (port: number, database = 'desk'): string => `postgresql://postgres@127.0.0.1:${port}/${database}`

const SETTINGS = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
wal_keep_size = '256MB'
hot_standby = on
`

// PostgreSQL refuses to run as root.
const accountOf = async (name: string): Promise<Account> => {
  const { uid, gid } = userInfo()
  if (uid !== 0) return { uid, gid }
  const entry = (await readFile('/etc/passwd', 'utf8')).split('\n').find((line) => line.startsWith(`${name}:`))
  if (entry === undefined) throw new Error(`there is no user ${name}: install Debian's package postgresql`)
  const [, , ofUser, ofGroup] = entry.split(':').map(Number)
  return { uid: ofUser ?? uid, gid: ofGroup ?? gid }
}

type Run = (program: string, given: readonly string[]) => Promise<void>

const commands = async ({ uid, gid }: Account): Promise<Run> => {
  const versions = await readdir(INSTALLED).catch(() => [])
  const version = versions.toSorted((one, other) => Number(one) - Number(other)).at(-1)
  if (version === undefined) throw new Error(`${INSTALLED} is empty: install Debian's package postgresql`)
  return async (program, given) => {
    await promisify(execFile)(path.join(INSTALLED, version, 'bin', program), [...given], { uid, gid, cwd: '/' })
  }
}

const start = (run: Run, { data, port }: Server): Promise<void> =>
  run('pg_ctl', ['-D', data, '-w', '-l', `${data}.log`, '-o', `-p ${port}`, 'start'])

// With '*' a commit waits until the standby has it, too.
const confirmBy = async ({ port }: Server, names: string): Promise<void> => {
  await rowsOf(addressOf(port, 'postgres'), `ALTER SYSTEM SET synchronous_standby_names = '${names}'`)
  await rowsOf(addressOf(port, 'postgres'), 'SELECT pg_reload_conf()')
}

const waitFor = async (url: string, statement: string): Promise<void> => {
  const look = () =>
    rowsOf(url, statement).then(
      ({ length }) => (length > 0 ? true : undefined),
      () => undefined,
    )
  if ((await within(PATIENCE, look)) === undefined) throw new Error(`${url} did not come to: ${statement}`)
}

interface Bouncer {
  leadTo(port: number): Promise<void>
  close(): Promise<void>
}

const openBouncer = async (folder: string, port: number, { uid, gid }: Account): Promise<Bouncer> => {
  const file = path.join(folder, 'pgbouncer.ini')
  let child: ChildProcess | null = null
  const write = (target: number) =>
    writeFile(
      file,
      `[databases]
desk = host=127.0.0.1 port=${target} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = session
max_client_conn = 500
default_pool_size = 150
server_login_retry = 1
ignore_startup_parameters = extra_float_digits,options
logfile = ${path.join(folder, 'pgbouncer.log')}
`,
    )
  return {
    leadTo: async (target) => {
      await write(target)
      if (child === null) {
        child = spawn('pgbouncer', ['-q', file], { uid, gid, cwd: '/', stdio: 'ignore' })
        await once(child, 'spawn')
      } else child.kill('SIGHUP')
      await waitFor(addressOf(port), 'SELECT 1')
    },
    close: async () => {
      if (child === null) return
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      await ended
    },
  }
}
