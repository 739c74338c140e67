// `npm run fuzz -- --runs 100000 --seed N`: the tests of this folder at full length. Whatever breaks is printed with its seed, shrunken.

import { spawn } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string' } },
})
const runs = Number(values.runs)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  process.stderr.write('Give whole numbers: npm run fuzz -- --runs 100000 --seed 1\n')
  process.exit(2)
}

process.stderr.write(`seed ${seed}, ${runs} runs\n`)
const root = path.join(import.meta.dirname, '..', '..')
const child = spawn(
  process.execPath,
  [path.join(root, 'node_modules/.bin/vitest'), 'run', 'test/fuzz', '--testTimeout=7200000', '--hookTimeout=600000'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) } },
)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void child.kill(signal))
child.on('close', (code) => {
  process.exitCode = code ?? 1
})
