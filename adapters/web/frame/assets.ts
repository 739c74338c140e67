// The pages' style sheet, script and picture, from this folder and from the Pico CSS package; no other origin is ever asked.

import { readFileSync } from 'node:fs'
import { Hono, type MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { secureHeaders } from 'hono/secure-headers'

/** Serves `/assets/*`; browsers keep the files and ask whether they changed. Throws where a file is missing. */
export const assets = (): Hono => {
  const app = new Hono()
  app.use('/assets/*', etag())
  for (const { name, type, body } of files()) {
    app.get(`/assets/${name}`, (c) => c.body(body, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }))
  }
  return app
}

/** Nothing inline, nothing from elsewhere, in nobody's frame. Pico draws its icons as `data:` pictures. */
export const contentPolicy = (): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // `no-referrer` would make browsers send `Origin: null` with the pages' own forms.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
  })

const files = () => [
  file('pico.css', 'text/css; charset=utf-8', import.meta.resolve('@picocss/pico/css/pico.min.css')),
  file('web.css', 'text/css; charset=utf-8', import.meta.resolve('../assets/web.css')),
  file('desk.css', 'text/css; charset=utf-8', import.meta.resolve('../assets/desk.css')),
  file('live.js', 'text/javascript; charset=utf-8', import.meta.resolve('../assets/live.js')),
  file('refresh.js', 'text/javascript; charset=utf-8', import.meta.resolve('../assets/refresh.js')),
  file('icon.svg', 'image/svg+xml', import.meta.resolve('../assets/icon.svg')),
]

const file = (name: string, type: string, url: string) => ({ name, type, body: readFileSync(new URL(url), 'utf8') })
