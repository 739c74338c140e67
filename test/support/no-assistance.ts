// A desk without an assistant, for tests of all else.

import type { DeskAssistance } from '../../src/desk/assistance.ts'

export const noAssistance: DeskAssistance = {
  hasAssistant: false,
  translates: false,
  written: async () => null,
  whenWritten: async () => null,
  draftAt: async () => null,
  proposals: async () => ({ tags: [], priority: null }),
  consultations: async () => [],
  consultationRecords: async () => [],
}
