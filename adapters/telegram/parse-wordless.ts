// What people send that has no words of its own and is no file: a place, a person, a poll, a die. It is told in signs that need no language.

import { z } from 'zod'
import { cleanText, type Document, fromPlainText, joined } from '../../src/document.ts'

const locationSchema = z.looseObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})
const venueSchema = z.looseObject({
  location: locationSchema,
  title: z.string().catch(''),
  address: z.string().catch(''),
})
const contactSchema = z.looseObject({
  phone_number: z.string(),
  first_name: z.string().catch(''),
  last_name: z.string().catch(''),
})
const pollSchema = z.looseObject({
  question: z.string(),
  options: z.array(z.looseObject({ text: z.string() })).catch([]),
})
const diceSchema = z.looseObject({ emoji: z.string().catch('🎲'), value: z.int() })

type Location = z.infer<typeof locationSchema>

/** The message in words, null where it is nothing of these. `message` is the Message as it came; never throws. */
export const wordsFor = (message: Readonly<Record<string, unknown>>): Document | null => {
  // A venue comes with its location beside it, for old programs.
  const venue = venueSchema.safeParse(message.venue).data
  if (venue !== undefined) return joined([lines(`📍 ${venue.title}`, venue.address), place(venue.location)])
  const location = locationSchema.safeParse(message.location).data
  if (location !== undefined) return joined([lines(`📍 ${coordinates(location)}`), place(location)])
  const contact = contactSchema.safeParse(message.contact).data
  if (contact !== undefined) return lines(`👤 ${contact.first_name} ${contact.last_name} ${contact.phone_number}`)
  const poll = pollSchema.safeParse(message.poll).data
  if (poll !== undefined) return lines(`📊 ${poll.question}`, ...poll.options.map(({ text }) => `• ${text}`))
  const dice = diceSchema.safeParse(message.dice).data
  return dice === undefined ? null : lines(`${dice.emoji} ${dice.value}`)
}

const lines = (...texts: readonly string[]): Document =>
  fromPlainText(
    texts
      .map((text) => cleanText(text).replace(/\s+/g, ' ').trim())
      .filter((text) => text !== '')
      .join('\n'),
  )

const coordinates = ({ latitude, longitude }: Location): string => `${latitude}, ${longitude}`

const place = ({ latitude, longitude }: Location): Document => {
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
  const link = { type: 'link', url, children: [{ type: 'text', value: url }] } as const
  return { type: 'root', children: [{ type: 'paragraph', children: [link] }] }
}
