// What is half written at a ticket, kept in this tab until it is sent: a reload loses nothing.

const nameOf = (ticket) => `frontdesk-draft:${ticket}`

/**
 * @param storage answers what keeps strings by name; it may be full, or forbidden even to look at
 * @returns `keep(ticket, draft)`, where a draft without words is none; `of(ticket)`, null for none
 */
export const createDrafts = (storage) => {
  const quietly = (work) => {
    try {
      return work()
    } catch {
      return null
    }
  }
  const drop = (ticket) => quietly(() => storage().removeItem(nameOf(ticket)))
  return {
    keep: (ticket, { text, id }) => {
      if (text.trim() === '') drop(ticket)
      else quietly(() => storage().setItem(nameOf(ticket), JSON.stringify({ text, id })))
    },
    of: (ticket) => quietly(() => JSON.parse(storage().getItem(nameOf(ticket)))),
  }
}
