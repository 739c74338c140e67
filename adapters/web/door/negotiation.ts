// What the other side wants to get: a page or JSON, and in which language.

import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Words } from '../../../src/channel.ts'
import type { Site } from './site.ts'

/** The languages that the pages are written in (`src/locales/`). */
const LANGUAGES = ['en', 'ro']

export interface Language {
  readonly locale: string
  /** The page's own words, by their key in the locales' `web` file. */
  readonly say: (key: string, params?: Parameters<Words>[2]) => string
}

/** Browsers name `text/html`; a script that names nothing gets JSON. */
export const wantsPage = (c: Context): boolean => preferred(c, 'application/json') === 'text/html'

/** Whether JSON is asked for by name, on a route that is a page otherwise. */
export const asksForJson = (c: Context): boolean => preferred(c, 'text/html') === 'application/json'

/** The visitor's language by the browser, where the desk speaks it; else null. */
export const browserLocale = (c: Context): string | null => {
  const locale = accepts(c, {
    header: 'Accept-Language',
    supports: LANGUAGES,
    default: '',
    match: (languages, { supports }) =>
      [...languages]
        .sort((one, other) => other.q - one.q)
        .map(({ type }) => type.toLowerCase().split('-', 1).join())
        .find((language) => supports.includes(language)) ?? '',
  })
  return locale === '' ? null : locale
}

/** The language to answer in: `known` (a choice made before), the browser's, the desk's. */
export const languageOf = (c: Context, site: Site, known: string | null = null): Language => {
  const locale = known ?? browserLocale(c) ?? site.options.locale
  return { locale, say: (key, params) => site.words(locale, `web.${key}`, params) }
}

const preferred = (c: Context, otherwise: string): string =>
  accepts(c, { header: 'Accept', supports: ['text/html', 'application/json'], default: otherwise })
