// The desk as its owner starts it: `npm start`, in a process group of its own, to be signalled as a terminal or a supervisor does.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root, watch } from './program.ts'

export interface Started {
  /** npm's own pid, which is the group's too. */
  readonly pid: number
  readonly url: string
  /** Resolves with npm's exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
  readonly logged: ReturnType<typeof watch>['logged']
  /** Whether any process of the group is left. */
  isGone(): boolean
}

/** Runs `npm start`; resolves once the desk is ready. */
export const npmStart = async (environment: Readonly<Record<string, string>>): Promise<Started> => {
  const child = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LOG_FORMAT: 'json', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit').then(() => child.exitCode ?? child.signalCode)
  const { logged, text } = watch(child)
  const failed = ended.then((how) => {
    throw new Error(`npm start ended (${how}):\n${text()}`)
  })
  const ready = await Promise.race([logged(({ msg }) => msg === 'ready'), failed])
  failed.catch(() => undefined)
  const pid = child.pid ?? 0
  return { pid, url: String(ready.url), ended, logged, isGone: () => !isAlive(-pid) }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
