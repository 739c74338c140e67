// A desk that knows no incidents, for tests of all else.

import type { DeskIncidents } from '../../src/desk/incidents.ts'

export const noIncidents: DeskIncidents = {
  incident: async () => Promise.reject(new Error('no incident is ever asked for here')),
  incidentNumbered: async () => null,
  incidents: async () => [],
  incidentTickets: async () => ({ rows: [], total: 0 }),
}
