// What browsers may do with the pages: https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP

import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

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
    // A route may be stricter.
    overwrite: false,
    // `no-referrer` would make browsers send `Origin: null` with the pages' own forms.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
  })
