// The configuration with which the program starts.

import { type Config, loadConfig } from './config.ts'

/** Reads it; where it has faults, tells them all and ends the program with 2. */
export const configured = (): Config => {
  const answer = loadConfig()
  if (answer.ok) return answer.config
  process.stderr.write(`Frontdesk cannot start: the configuration has ${answer.faults.length} fault(s).\n`)
  for (const fault of answer.faults) process.stderr.write(`- ${fault}\n`)
  process.exit(2)
}
