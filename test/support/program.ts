// The real program as an operator starts it: a child process, spoken to through its environment, its log and its signals.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createLogLines, type LogLines } from './log-lines.ts'

/** A desk that runs. */
export interface RunningProgram extends Pick<LogLines, 'lines' | 'logged'> {
  /** Where it listens. */
  readonly url: string
  /** Its first one-time sign-in link; null with Slack configured. */
  readonly deskLink: string | null
  /** Stops it in order; resolves once it has stopped. */
  stop(): Promise<unknown>
}

/** One that is a process of its own, as an operator's is. */
export interface Program extends RunningProgram {
  readonly pid: number
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>
}

export const root = path.resolve(import.meta.dirname, '../..')
export const node = path.join(root, 'node_modules/.bin/node')

const manifest: { scripts: Record<'start' | 'frontdesk', string> } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
)

/** What a script of package.json runs in a shell once everything is installed, with its flags; `exec` makes the shell's pid the program's. */
export const commandOf = (script: 'start' | 'frontdesk'): string =>
  manifest.scripts[script].replace('node install.mjs && ', '')

const LONGEST_START = 40_000

/**
 * Starts `src/main.ts` with these names in its environment and nothing else of ours; resolves once it is ready. Rejects with its output where it ends before.
 * @param begun hears its process id at once
 */
export const startProgram = async (
  environment: Readonly<Record<string, string>>,
  begun: (pid: number) => void = () => undefined,
): Promise<Program> => {
  const child = spawn('sh', ['-c', commandOf('start')], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LOG_FORMAT: 'json', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (child.pid !== undefined) begun(child.pid)
  const output = watch(child)
  const isReady = output.logged(({ msg }) => msg === 'ready')
  const ready = await Promise.race([isReady, failedStart(child, output.text, isReady)])
  return {
    url: String(ready.url),
    deskLink: typeof ready.desk === 'string' ? ready.desk : null,
    pid: child.pid ?? 0,
    lines: output.lines,
    logged: output.logged,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      return child.exitCode
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** Follows what a program prints: its log lines, and a way to wait for one. */
export const watch = (child: ChildProcess): LogLines => {
  const printed = createLogLines()
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', printed.take)
  }
  return printed
}

// Ends with the start: what happens to a running program is its test's affair.
const failedStart = async (child: ChildProcess, text: () => string, ready: Promise<unknown>): Promise<never> => {
  const given = new AbortController()
  const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_START)
  void ready.then(() => {
    clearTimeout(late)
    given.abort()
  })
  await once(child, 'exit', { signal: given.signal })
  clearTimeout(late)
  throw new Error(`the program did not become ready (exit ${child.exitCode ?? child.signalCode}):\n${text()}`)
}
