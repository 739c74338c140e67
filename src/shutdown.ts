// How the desk ends: what was started is closed in reverse order, within the time that the contract gives.

import type { Log } from './log.ts'

export interface Shutdown {
  /** Has this closed at the end, before what was kept earlier. */
  keep(name: string, close: () => Promise<unknown>): void
  /** Closes everything and ends the process with this code. Idempotent: a second call joins the first. */
  leave(why: string, code: number): Promise<void>
}

// The contract gives ten seconds to stop; what is cut off at this one is brought again, since nothing was acknowledged.
const PATIENCE = 7_000
const LEAST_PATIENCE = 500

/** Makes the end of one process; a desk that failed half-way closes as much as it had. */
export const createShutdown = (log: Log): Shutdown => {
  const started: { readonly name: string; readonly close: () => Promise<unknown> }[] = []
  let stopping: Promise<void> | null = null
  const closeAll = async (why: string): Promise<void> => {
    log.info({ why }, 'stopping')
    const deadline = Date.now() + PATIENCE
    for (const { name, close } of started.toReversed()) {
      const late = new Promise<void>((resolve) => setTimeout(resolve, Math.max(deadline - Date.now(), LEAST_PATIENCE)))
      await Promise.race([Promise.resolve(close()), late]).catch((error: unknown) =>
        log.warn({ err: error }, `${name} did not stop cleanly`),
      )
    }
    log.info('stopped')
  }
  return {
    keep: (name, close) => {
      started.push({ name, close })
    },
    leave: (why, code) => {
      stopping ??= closeAll(why).then(() => process.exit(code))
      return stopping
    },
  }
}
