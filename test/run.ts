// What `npm test` runs: every check, each to its end whatever the others find, and one line at the end that counts them.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'

interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const ROOT = path.join(import.meta.dirname, '..')
const BIN = path.join(ROOT, 'node_modules', '.bin')
const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 }
const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 }

// The part of vitest's JSON report that is counted; it has Jest's form.
const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

// A signal ends what runs at this moment, which stops its database; what follows is then counted as failed.
const running = new Set<ChildProcess>()
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.on(signal, () => running.forEach((child) => void child.kill(signal)))

// Side by side, since none of them keeps both cores busy; told in this order.
const checks = [
  check('types', ['tsc', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/types.tsbuildinfo']),
  check('lint and boundaries', [
    'biome',
    'check',
    '--error-on-warnings',
    '--diagnostic-level=warn',
    '--max-diagnostics=200',
  ]),
  check('dead code', ['knip', '--no-progress', '--no-config-hints']),
]
const tallies: Tally[] = []
for (const checked of checks) {
  const { tally, told } = await checked
  process.stdout.write(told)
  tallies.push(tally)
}
tallies.push(await tests(process.argv.slice(2)))
const sum = (part: keyof Tally): number => tallies.reduce((total, tally) => total + tally[part], 0)
if (sum('skipped') > 0) process.stdout.write(`${sum('skipped')} skipped: they need what this machine or user lacks\n`)
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`)
process.exitCode = sum('failed') > 0 ? 1 : 0

async function check(
  name: string,
  [program = '', ...args]: readonly string[],
): Promise<{ readonly tally: Tally; readonly told: string }> {
  const { code, output } = await run(program, args, 'kept')
  return code === 0
    ? { tally: PASSED, told: `${name}: good\n` }
    : { tally: FAILED, told: `${name}: failed\n${output}\n` }
}

async function tests(filters: readonly string[]): Promise<Tally> {
  const folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-report-'))
  const file = path.join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run('vitest', ['run', ...reporters, ...filters], 'shown')
  const counted = await count(file)
  await rm(folder, { recursive: true, force: true })
  // An error outside every test (an unhandled rejection, a crash) fails the run without failing a test.
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

async function count(file: string): Promise<Tally> {
  try {
    const found = report.parse(JSON.parse(await readFile(file, 'utf8')))
    // A file that cannot be loaded has no tests to count, and counts as one.
    const broken = found.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    )
    const failed = found.numFailedTests + broken.length
    return { passed: found.numPassedTests, failed, skipped: found.numPendingTests + found.numTodoTests }
  } catch (error) {
    process.stdout.write(`vitest left no report: ${error instanceof Error ? error.message : String(error)}\n`)
    return FAILED
  }
}

// Each program is a script for the pinned Node, whatever Node the machine has.
function run(
  program: string,
  args: readonly string[],
  output: 'kept' | 'shown',
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const stream = output === 'kept' ? 'pipe' : 'inherit'
    const child = spawn(process.execPath, [path.join(BIN, program), ...args], {
      cwd: ROOT,
      stdio: ['ignore', stream, stream],
    })
    running.add(child)
    let words = ''
    for (const source of [child.stdout, child.stderr]) {
      source?.on('data', (chunk) => {
        words += chunk
      })
    }
    child.on('error', (error) => resolve({ code: 1, output: `${words}${error.message}` }))
    child.on('close', (code, signal) => {
      running.delete(child)
      resolve({ code: code ?? 1, output: signal === null ? words : `${words}ended by ${signal}` })
    })
  })
}
