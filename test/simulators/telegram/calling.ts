// Calls of a bot to the simulator by plain fetch, as a test makes them.
import type { TelegramSimulator } from './telegram-simulator.ts'

export type Answer = {
  readonly status: number
  readonly ok: boolean
  // biome-ignore lint/suspicious/noExplicitAny: the body of a foreign API, looked into by each test
  readonly result: any
  readonly description: string
}

/** Calls a method with arguments, or with a form that may hold files. */
export const callOf = async (
  { url, token }: TelegramSimulator,
  method: string,
  args: Readonly<Record<string, unknown>> | FormData = {},
): Promise<Answer> => {
  const isForm = args instanceof FormData
  const response = await fetch(`${url}/bot${token}/${method}`, {
    method: 'POST',
    body: isForm ? args : JSON.stringify(args),
    headers: isForm ? {} : { 'content-type': 'application/json' },
  })
  const answer = JSON.parse(await response.text())
  return { ...answer, status: response.status }
}
