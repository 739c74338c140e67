// The smallest picture there is, as the desk hands one out.

import type { Picture } from '../../src/desk/charts.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export const picture: Picture = {
  name: 'tickets-by-day.png',
  bytes: png.length,
  open: () => new Blob([png]).stream(),
  alt: 'Chart of the tickets by day: 12 opened.',
}
