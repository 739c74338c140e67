// What the doctor finds, and how it asks a platform.

/** One line of the doctor's. */
export interface Finding {
  readonly isWell: boolean
  readonly about: string
  /** What is so; where it isn't well, with the fix. */
  readonly words: string
}

export const good = (about: string, words: string): Finding => ({ isWell: true, about, words })
export const bad = (about: string, words: string): Finding => ({ isWell: false, about, words })

/** A platform's answer; `status` is null where none came, and `cause` tells why. */
export interface PlatformAnswer {
  readonly status: number | null
  readonly cause: string
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

const PATIENCE = 10_000

/** Asks a platform once, for at most 10 s; never throws, and never tells the address, which may hold a token. */
export const ask = async (address: string, request: RequestInit = {}): Promise<PlatformAnswer> => {
  const silent = { status: null, headers: new Headers(), body: {} }
  try {
    const response = await fetch(address, { ...request, signal: AbortSignal.timeout(PATIENCE) })
    const body: unknown = await response.json().catch(() => null)
    return { status: response.status, cause: '', headers: response.headers, body: recordOf(body) }
  } catch (error) {
    return { ...silent, cause: causeOf(error) }
  }
}

/** An object's fields; none for anything else. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}

// fetch says "fetch failed"; the reason is in its cause, as a code.
const causeOf = (error: unknown): string => {
  const { cause, name } = recordOf(error)
  const { code } = recordOf(cause)
  if (typeof code === 'string') return code
  return error instanceof DOMException && error.name === 'TimeoutError'
    ? 'no answer in 10 s'
    : String(name ?? 'no connection')
}
