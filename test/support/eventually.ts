// Waits for a condition instead of for a time.

import { vi } from 'vitest'

/** Resolves with what `look` answers once it no longer throws; rejects with its last error after `patience` seconds, half a minute unless told. */
export const eventually = <T>(look: () => T | Promise<T>, patience = 25): Promise<T> =>
  vi.waitFor(look, { timeout: patience * 1_000, interval: 20 })
