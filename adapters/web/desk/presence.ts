// Who else looks at a ticket or writes on it: signs that pages give again and again, kept in this process alone and forgotten soon.

/** For how long a sign counts, in milliseconds; pages give one each 15 seconds. */
const LASTS = 40_000
/** More than any team has pages open; whoever asks for more gets no sign shown. */
const MOST_SIGNS = 10_000

export interface Sign {
  readonly ticket: number
  /** Names the browser, so that nobody is shown to themselves. */
  readonly session: string
  readonly name: string
  readonly writing: boolean
}

/** Somebody who is at a ticket just now. */
export type Present = Pick<Sign, 'name' | 'writing'>

export interface Presence {
  /** Takes a sign in; tells those who watch the ticket where it is news. */
  see(sign: Sign): void
  /** The browser has left the ticket. */
  leave(at: Pick<Sign, 'ticket' | 'session'>): void
  /** Who is at a ticket beside one's own browser and oneself in another, by name; each once. */
  at(ticket: number, but: Pick<Sign, 'session' | 'name'>): readonly Present[]
  /** Calls back when somebody comes to a ticket, goes, or begins or stops to write; returns what ends it. */
  watch(ticket: number, callback: () => void): () => void
}

/** Makes an empty one; `now` is in milliseconds. */
export const createPresence = (now: () => number): Presence => {
  const signs = new Map<string, Sign & { readonly until: number }>()
  const watchers = new Map<number, Set<() => void>>()
  const tell = (ticket: number): void => {
    for (const callback of [...(watchers.get(ticket) ?? [])]) callback()
  }
  const forget = (): void => {
    for (const [key, { until }] of signs) if (until <= now()) signs.delete(key)
  }
  return {
    see: (sign) => {
      forget()
      const key = keyOf(sign)
      const before = signs.get(key)
      if (before === undefined && signs.size >= MOST_SIGNS) return
      signs.set(key, { ...sign, until: now() + LASTS })
      if (before?.writing !== sign.writing) tell(sign.ticket)
    },
    leave: (at) => {
      if (signs.delete(keyOf(at))) tell(at.ticket)
    },
    at: (ticket, but) => {
      forget()
      const others = [...signs.values()].filter(
        (one) => one.ticket === ticket && one.session !== but.session && one.name !== but.name,
      )
      const names = [...new Set(others.map(({ name }) => name))].sort()
      return names.map((name) => ({ name, writing: others.some((one) => one.name === name && one.writing) }))
    },
    watch: (ticket, callback) => {
      const known = watchers.get(ticket) ?? new Set()
      watchers.set(ticket, known.add(callback))
      return () => {
        known.delete(callback)
        if (known.size === 0) watchers.delete(ticket)
      }
    },
  }
}

const keyOf = ({ ticket, session }: Pick<Sign, 'ticket' | 'session'>): string => `${ticket}:${session}`
