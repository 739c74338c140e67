// The process around the program: reads the configuration, starts everything (program.ts), and ends it at a signal or a fault.

import { announce } from './announce.ts'
import { configured } from './configured.ts'
import { createLog } from './log.ts'
import { startProgram } from './program.ts'

const config = configured()
const log = createLog(config.log)
const program = startProgram(config, log)
/** Stops the program and ends the process. Whoever calls it again waits for the same stop, and the first one's code counts. */
const leave = (why: string, code: number) => program.stop(why).then(() => process.exit(code))
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void leave(signal, 0))
// An SDK's stray promise must not end the desk for everybody; what it was about is brought again or looked for.
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed that nobody waited for'))
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'an error that nobody caught')
  void leave('uncaughtException', 1)
})
// Whoever read the log may be gone; that is no reason to leave the customers too, nor one that can be logged.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
await program.started.then(
  ({ url, deskLink }) => deskLink !== null && announce(url, deskLink),
  () => leave('a failed start', 1),
)
