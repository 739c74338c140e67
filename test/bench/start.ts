// How long an operator waits: from `npm start` to ready, once everything is set up; beside npm starting the same Node with nothing to do.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { node, root } from '../support/program.ts'

const RUNS = 3

/** Milliseconds, the median of three each; the first start, which sets the database up, does not count. */
export const timeToReady = async (dataDir: string): Promise<{ ready: number; bare: number }> => {
  await start(dataDir)
  const [ready, bare]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run++) {
    ready.push(await start(dataDir))
    bare.push(await bareNode())
  }
  return { ready: median(ready), bare: median(bare) }
}

const start = async (dataDir: string): Promise<number> => {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_FORMAT: 'json' }
  const started = performance.now()
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('"msg":"ready"')) break
  }
  const milliseconds = performance.now() - started
  child.stdout.resume()
  child.kill('SIGTERM')
  await exit
  return milliseconds
}

const bareNode = async (): Promise<number> => {
  const started = performance.now()
  const child = spawn('npm', ['exec', '--offline', '--', node, '-e', '0'], { cwd: root, stdio: 'ignore' })
  await once(child, 'exit')
  return performance.now() - started
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
