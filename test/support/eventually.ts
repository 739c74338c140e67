// Waits for a condition instead of for a time.

import { vi } from 'vitest'

/** Resolves with what `look` answers once it no longer throws; rejects with its last error after half a minute. */
export const eventually = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 25_000, interval: 20 })
