// A desk where nobody has an account, for tests of all else.

import type { DeskAccounts } from '../../src/desk/accounts.ts'

export const noAccounts: DeskAccounts = {
  customerOfSession: async () => null,
  accountOfLogin: async () => null,
  secondsToWait: async () => 0,
  isResetLink: async () => false,
  accountPage: async () => null,
  webChatOf: async (externalId) => externalId,
}
