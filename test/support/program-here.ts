// The program in the test's own process: all that `npm start` builds, from an environment of the test's own, without the process around it.

import { rm } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { startProgram } from '../../src/program.ts'
import { createDataFolder } from './data-folder.ts'
import { createLogLines } from './log-lines.ts'
import type { RunningProgram } from './program.ts'

/**
 * Starts it with these names in its environment and nothing else; resolves once it is ready. Rejects with its log where it does not start.
 * Its DATA_DIR, where none is named, is removed when it stops.
 */
export const startProgramHere = async (environment: Readonly<Record<string, string>>): Promise<RunningProgram> => {
  const folder = createDataFolder()
  const answer = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, LOG_FORMAT: 'json', ...environment })
  if (!answer.ok) throw new Error(`the configuration has faults:\n${answer.faults.join('\n')}`)
  const { lines, logged, take, text } = createLogLines()
  const to = new Writable({
    decodeStrings: false,
    write: (line: string, _encoding, done) => {
      take(line.trimEnd())
      done()
    },
  })
  const { started, stop } = startProgram(answer.config, createLog(answer.config.log, to))
  const close = async (): Promise<void> => {
    await stop('the test is over')
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await started), lines, logged, stop: close }
  } catch (cause) {
    await close()
    throw new Error(`the program did not become ready:\n${text()}`, { cause })
  }
}
