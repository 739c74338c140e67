// What browsers may do with the pages: https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP

import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** Nothing inline, nothing from elsewhere. Pico draws its icons as `data:` pictures. */
const SOURCES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
}

/** The policy of every page, in nobody's frame; a route may have another one. */
export const contentPolicy = (): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: { ...SOURCES, frameAncestors: ["'none'"] },
    overwrite: false,
    // `no-referrer` would make browsers send `Origin: null` with the pages' own forms.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
  })

/** The same policy for a page that these origins may show in a frame. */
export const framePolicy = (origins: readonly string[]): string =>
  Object.entries({ ...SOURCES, frameAncestors: origins })
    .map(([name, sources]) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), ...sources].join(' '))
    .join('; ')
