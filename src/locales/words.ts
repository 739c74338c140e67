// Puts what the desk says into a language. Keys are `<file>.<key>` in the folder of each language.

import { createInstance } from 'i18next'
import { assistant as assistantEn } from './en/assistant.ts'
import { customer as customerEn } from './en/customer.ts'
import { faq as faqEn } from './en/faq.ts'
import { figures as figuresEn } from './en/figures.ts'
import { incident as incidentEn } from './en/incident.ts'
import { mail as mailEn } from './en/mail.ts'
import { problem as problemEn } from './en/problem.ts'
import { refused as refusedEn } from './en/refused.ts'
import { report as reportEn } from './en/report.ts'
import { slack as slackEn } from './en/slack.ts'
import { staff as staffEn } from './en/staff.ts'
import { telegram as telegramEn } from './en/telegram.ts'
import { trail as trailEn } from './en/trail.ts'
import { unsupported as unsupportedEn } from './en/unsupported.ts'
import { web as webEn } from './en/web.ts'
import { assistant as assistantRo } from './ro/assistant.ts'
import { customer as customerRo } from './ro/customer.ts'
import { faq as faqRo } from './ro/faq.ts'
import { figures as figuresRo } from './ro/figures.ts'
import { incident as incidentRo } from './ro/incident.ts'
import { mail as mailRo } from './ro/mail.ts'
import { problem as problemRo } from './ro/problem.ts'
import { refused as refusedRo } from './ro/refused.ts'
import { report as reportRo } from './ro/report.ts'
import { slack as slackRo } from './ro/slack.ts'
import { staff as staffRo } from './ro/staff.ts'
import { telegram as telegramRo } from './ro/telegram.ts'
import { trail as trailRo } from './ro/trail.ts'
import { unsupported as unsupportedRo } from './ro/unsupported.ts'
import { web as webRo } from './ro/web.ts'

/** All words, by language and file. */
export const languages = {
  en: {
    customer: customerEn,
    staff: staffEn,
    unsupported: unsupportedEn,
    refused: refusedEn,
    telegram: telegramEn,
    slack: slackEn,
    web: webEn,
    figures: figuresEn,
    faq: faqEn,
    mail: mailEn,
    incident: incidentEn,
    assistant: assistantEn,
    trail: trailEn,
    problem: problemEn,
    report: reportEn,
  },
  ro: {
    customer: customerRo,
    staff: staffRo,
    unsupported: unsupportedRo,
    refused: refusedRo,
    telegram: telegramRo,
    slack: slackRo,
    web: webRo,
    figures: figuresRo,
    faq: faqRo,
    mail: mailRo,
    incident: incidentRo,
    assistant: assistantRo,
    trail: trailRo,
    problem: problemRo,
    report: reportRo,
  },
} as const

export type Language = keyof typeof languages

/** The language that a locale such as `ro-MD` asks for; else that of `fallback`; else English. */
export const languageOf = (locale: string | null, fallback: string): Language =>
  spoken(locale) ?? spoken(fallback) ?? 'en'

const spoken = (locale: string | null): Language | null => {
  const language = locale?.toLowerCase().split(/[-_]/)[0]
  return language === 'en' || language === 'ro' ? language : null
}

type Params = Readonly<Record<string, string | number>>

/** Makes the one source of words. Plurals follow the language's own rules; a key or a parameter that is missing throws. */
export const createWords = (): ((locale: string, key: string, params?: Params) => string) => {
  const i18n = createInstance()
  void i18n.init({
    // Everything is here already, so nothing has to be waited for.
    initAsync: false,
    fallbackLng: false,
    resources: { en: { translation: languages.en }, ro: { translation: languages.ro } },
    // Whoever shows the words escapes them for its own platform.
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key: string) => {
      throw new Error(`no words for ${key}: add it to src/locales`)
    },
    missingInterpolationHandler: (text: string, match: RegExpExecArray) => {
      throw new Error(`no value for ${match[0]} in "${text}"`)
    },
  })
  return (locale, key, params = {}) => i18n.t(key, { ...params, lng: languageOf(locale, 'en') })
}
