// Health for whoever runs the desk: is the process up, and is it ready for traffic.

import { Hono } from 'hono'

export interface ServerLog {
  error(fields: object, message: string): void
}

/** Looks at one thing the desk needs: null where it is ready, else why not, in words for the operator. */
export type Check = () => Promise<string | null>
export type Checks = Readonly<Record<string, Check>>

const PATIENCE = 2_000

/**
 * `GET /healthz` (the process answers: 200) and `GET /readyz` (200, or 503 naming what isn't ready). A check that takes over 2 s isn't ready.
 * What fails of `asides` is named, too, but traffic is welcome all the same.
 */
export const health = (checks: Checks, asides: Checks, log: ServerLog): Hono => {
  const app = new Hono()
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    const [faults, troubles] = await Promise.all([faultsOf(checks, log), faultsOf(asides, log)])
    const aside = troubles === null ? {} : { troubles }
    return faults === null
      ? c.json({ ready: true, ...aside })
      : c.json({ ready: false, notReady: faults, ...aside }, 503)
  })
  return app
}

/** What is not well of what the checks look at, by their names; null where all is. */
export const faultsOf = async (checks: Checks, log: ServerLog): Promise<Record<string, string> | null> => {
  const answers = await Promise.all(Object.entries(checks).map(([name, check]) => looked(name, check, log)))
  const faults = answers.flatMap(({ name, fault }) => (fault === null ? [] : [[name, fault]]))
  return faults.length === 0 ? null : Object.fromEntries(faults)
}

const looked = async (name: string, check: Check, log: ServerLog): Promise<{ name: string; fault: string | null }> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('does not answer'), PATIENCE)
  })
  try {
    return { name, fault: await Promise.race([check(), late]) }
  } catch (err) {
    log.error({ err, check: name }, 'readiness check failed')
    return { name, fault: 'the check failed; the log tells why' }
  } finally {
    clearTimeout(timer)
  }
}
