// Runs hold-server.ts as a process of its own, so that it can be killed.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const words = z.object({ url: z.string().optional(), adopted: z.boolean().optional(), refused: z.string().optional() })

/** A program that holds a server. */
export interface Holder {
  /** What it said first: the address, or why it was refused. */
  readonly said: z.infer<typeof words>
  /** Sends the signal and resolves with the exit code (null where the signal ended it). */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

/**
 * Starts a program on a DATA_DIR in an empty environment and waits for its first words.
 * @param role what it is: a desk, or a command beside one
 */
export const hold = async (dataDir: string, role: 'desk' | 'command'): Promise<Holder> => {
  const program = path.join(import.meta.dirname, 'hold-server.ts')
  const child = spawn(process.execPath, [program, dataDir, role], { env: {}, stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [line] = await once(createInterface(child.stdout), 'line')
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    child.kill(signal)
    const [code] = await exited
    return z.number().nullable().parse(code)
  }
  return { said: words.parse(JSON.parse(line)), end }
}
