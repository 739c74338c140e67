// A desk without files, for tests of all else.

import type { DeskFiles } from '../../src/desk/files.ts'

export const noFiles: DeskFiles = { customersFile: async () => null, staffFile: async () => null }
