// How a program ends: what was started is closed in reverse order, within the time that the contract gives.

import type { Log } from './log.ts'

export interface Shutdown {
  /** Has this closed at the end, before what was kept earlier. */
  keep(name: string, close: () => Promise<unknown>): void
  /** Closes everything that was kept; never rejects. Idempotent: a second call joins the first. */
  close(why: string): Promise<void>
}

// The contract gives ten seconds to stop; what is cut off at this one is brought again, since nothing was acknowledged.
const PATIENCE = 7_000
const LEAST_PATIENCE = 500

/** Makes the end of one program; one that failed half-way closes as much as it had. */
export const createShutdown = (log: Log): Shutdown => {
  const started: { readonly name: string; readonly close: () => Promise<unknown> }[] = []
  let stopping: Promise<void> | null = null
  const closeAll = async (why: string): Promise<void> => {
    log.info({ why }, 'stopping')
    const deadline = Date.now() + PATIENCE
    for (const { name, close } of started.toReversed()) {
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, Math.max(deadline - Date.now(), LEAST_PATIENCE))
      await Promise.race([close(), late.promise]).catch((error: unknown) =>
        log.warn({ err: error }, `${name} did not stop cleanly`),
      )
      clearTimeout(timer)
    }
    log.info('stopped')
  }
  return {
    keep: (name, close) => {
      started.push({ name, close })
    },
    close: (why) => {
      stopping ??= closeAll(why)
      return stopping
    },
  }
}
