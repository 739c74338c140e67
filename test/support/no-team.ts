// A desk that tells nothing of its team, for tests of all else.

import type { DeskTeam } from '../../src/desk/team.ts'

export const noTeam: DeskTeam = {
  away: async () => [],
  isAdmin: async () => false,
  isShutOut: async () => false,
  managerOfSession: async () => null,
  signInLink: async () => null,
  team: async () => [],
  teamTrail: async () => [],
}
