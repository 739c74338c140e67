// A desk that hands out no export, for tests of all else.

import type { DeskExports } from '../../src/desk/exports.ts'

export const noExports: DeskExports = { export: async () => ({ kind: 'notAdmin' }) }
