/** Calls of the Web API as the SDK makes them, for tests of the simulator itself. */
import type { SlackSimulator } from './slack-simulator.ts'

export type Called = {
  readonly ok: boolean
  readonly error?: string
  readonly ts: string
  readonly [key: string]: unknown
}

/** Calls a method: a form with nested values as JSON. */
export const callMethod = async (
  sim: Pick<SlackSimulator, 'apiUrl' | 'botToken'>,
  method: string,
  given: Readonly<Record<string, unknown>>,
  token = sim.botToken,
): Promise<Called> => {
  const form = new URLSearchParams()
  for (const [key, value] of Object.entries(given))
    form.set(key, typeof value === 'string' ? value : JSON.stringify(value))
  const response = await fetch(sim.apiUrl + method, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  })
  return JSON.parse(await response.text())
}
