// What the other side wants to get: a page or JSON, in which language and look.

import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { getCookie } from 'hono/cookie'
import type { Words } from '../../../src/channel.ts'
import { FRAME_PATH, isInFrame } from './frame-path.ts'
import { wayBack } from './own-path.ts'
import type { Site } from './site.ts'

/** The languages that the pages are written in (`src/locales/`), each by its own name. */
export const LANGUAGES = { en: 'English', ro: 'Română' } as const
/** `auto` is as the reader's system has it. */
export const THEMES = ['auto', 'light', 'dark'] as const

export const LANGUAGE_COOKIE = 'frontdesk_language'
export const THEME_COOKIE = 'frontdesk_theme'

/** Who looks at a page, as far as its looks depend on it. */
export interface Reader {
  readonly locale: string
  readonly theme: (typeof THEMES)[number]
  /** The path of what they look at. */
  readonly path: string
  /** The page to come back to, with all that its address asks. */
  readonly back: string
  /** The customer who is signed in, by name; null for everybody else. */
  readonly customer: string | null
  /** What the addresses of the chat begin with: empty but in a frame on another site. */
  readonly base: string
  /** The name of the chat that the page is about; empty where it is about none. */
  readonly chat: string
  /** The page's own words, by their key in the locales' `web` file. */
  readonly say: (key: string, params?: Parameters<Words>[2]) => string
}

/** Browsers name `text/html`; a script that names nothing gets JSON. */
export const wantsPage = (c: Context): boolean => preferred(c, 'application/json') === 'text/html'

/** Whether JSON is asked for by name, on a route that is a page otherwise. */
export const asksForJson = (c: Context): boolean => preferred(c, 'text/html') === 'application/json'

/** The language that the visitor chose on a page, else the browser's, where the desk speaks it; else null. */
export const browserLocale = (c: Context): string | null => {
  const chosen = getCookie(c, LANGUAGE_COOKIE)
  if (chosen !== undefined && isSpoken(chosen)) return chosen
  const locale = accepts(c, {
    header: 'Accept-Language',
    supports: Object.keys(LANGUAGES),
    default: '',
    match: (languages, { supports }) =>
      [...languages]
        .sort((one, other) => other.q - one.q)
        .map(({ type }) => type.toLowerCase().split('-', 1).join())
        .find((language) => supports.includes(language)) ?? '',
  })
  return locale === '' ? null : locale
}

/** The reader of a page: in the language chosen on a page, else in `known` (chosen in the chat, or told before), the browser's, the desk's. */
export const readerOf = (c: Context, site: Site, known: string | null = null): Reader => {
  const chosen = getCookie(c, LANGUAGE_COOKIE)
  const hasChosen = chosen !== undefined && isSpoken(chosen)
  const locale = (hasChosen ? null : known) ?? browserLocale(c) ?? site.options.locale
  const theme = getCookie(c, THEME_COOKIE)
  return {
    locale,
    theme: THEMES.find((one) => one === theme) ?? 'auto',
    path: c.req.path,
    back: wayBack(c),
    customer: signedInName(c),
    base: isInFrame(c) ? FRAME_PATH : '',
    chat: chatNamed(c),
    say: (key, params) => site.words(locale, `web.${key}`, params),
  }
}

// Set by visitorOf alone; nobody else's name stands there.
const signedInName = (c: Context): string | null => c.get('customer') ?? null

const chatNamed = (c: Context): string => c.get('chat') ?? ''

/** Whether the pages are written in a language. */
const isSpoken = (locale: string): locale is keyof typeof LANGUAGES => Object.hasOwn(LANGUAGES, locale)

const preferred = (c: Context, otherwise: string): string =>
  accepts(c, { header: 'Accept', supports: ['text/html', 'application/json'], default: otherwise })
