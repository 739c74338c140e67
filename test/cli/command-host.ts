// The real command line, one run after the other in one process: for what a command does and says, where how its process ends is not the matter.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { z } from 'zod'
import { node, root } from '../support/program.ts'
import type { Ended } from './command.ts'

export interface CommandHost {
  /** Runs `frontdesk` with these arguments, in an environment of its own; resolves once it ended. */
  frontdesk(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>
  stop(): Promise<void>
}

const ended = z.object({ code: z.number(), out: z.string(), err: z.string() })

/** Makes it; it starts with its first run, in the folder `cwd`, and what is loaded for one is there for the next. */
export const createCommandHost = (cwd: string = root): CommandHost => {
  let child: ChildProcess | null = null
  let turn: Promise<unknown> = Promise.resolve()
  const run = async (words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ended> => {
    child ??= fork(path.join(import.meta.dirname, 'host-commands.ts'), { cwd, execPath: node, execArgv: [] })
    const answered = once(child, 'message')
    child.send({ words, environment: { ...ofTheMachine(), ...environment } })
    const [message] = await answered
    return ended.parse(message)
  }
  return {
    frontdesk: (words, environment = {}) => {
      const next = turn.then(() => run(words, environment))
      turn = next.catch(() => undefined)
      return next
    },
    stop: async () => {
      await turn
      if (child === null) return
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}

const ofTheMachine = (): Record<string, string> => {
  const { PATH = '', HOME = '' } = process.env
  return { PATH, HOME }
}
