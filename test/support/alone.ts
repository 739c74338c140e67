import type { Lead } from '../../src/leading.ts'

/** As where no other process is. */
export const alone: Lead = {
  tryTake: async () => ({ ended: new AbortController().signal, give: async () => undefined }),
}
