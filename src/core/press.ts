// What a button says when it is pressed: short strings, since Telegram takes at most 64 bytes of callback data
// (https://core.telegram.org/bots/api#inlinekeyboardbutton).

import type { Score } from './types.ts'

export type Press =
  | { readonly kind: 'solved' | 'not' | 'show'; readonly suggestion: string; readonly index: number }
  /** An article by its code, and a page of all titles, counted from 0. */
  | { readonly kind: 'title'; readonly code: string }
  | { readonly kind: 'titles' | 'tags'; readonly page: number }
  /** A page of the titles that bear a tag, by its code; null for those without any. */
  | { readonly kind: 'tagged'; readonly tag: string | null; readonly page: number }
  /** Of the suggestion named, or of whatever is kept. */
  | { readonly kind: 'person'; readonly suggestion: string | null }
  | { readonly kind: 'register'; readonly answer: (typeof answers)[number] }
  | { readonly kind: 'rating'; readonly ticket: number; readonly score: Score }
  | { readonly kind: 'reopen'; readonly ticket: number }
  | { readonly kind: 'language'; readonly locale: string }
  /** Whether an assistant may help. */
  | { readonly kind: 'assistant'; readonly choice: 'yes' | 'no' }
  /** What is answered about the link in the making that is named. */
  | { readonly kind: 'link'; readonly choice: 'yes' | 'no'; readonly link: string }
  | { readonly kind: 'link'; readonly choice: 'undo' | 'more' }
  /** Whether the customer is to be forgotten; `asked` is when that was asked, in Unix seconds. */
  | { readonly kind: 'forget'; readonly asked: number }
  | { readonly kind: 'keep' }
  /** To hear when the incident with this number is over. */
  | { readonly kind: 'follow'; readonly incident: number }

export const scores: readonly Score[] = [1, 2, 3, 4, 5]

/** The string that a button carries. */
export const writePress = (press: Press): string => {
  switch (press.kind) {
    case 'solved':
    case 'not':
      return `suggestion.${press.kind}:${press.suggestion}${press.index === 0 ? '' : `:${press.index}`}`
    case 'show':
      return `suggestion.show:${press.suggestion}:${press.index}`
    case 'title':
      return `faq.show:${press.code}`
    case 'titles':
      return `faq.page:${press.page}`
    case 'tags':
      return `faq.tags:${press.page}`
    case 'tagged':
      return `faq.tag:${press.tag ?? NO_TAG}:${press.page}`
    case 'person':
      return press.suggestion === null ? 'person' : `suggestion.person:${press.suggestion}`
    case 'register':
      return `register.${press.answer}`
    case 'rating':
      return `rating.${press.score}:${press.ticket}`
    case 'reopen':
      return `ticket.reopen:${press.ticket}`
    case 'language':
      return `language:${press.locale}`
    case 'assistant':
      return `assistant.${press.choice}`
    case 'forget':
      return `forget.yes:${press.asked}`
    case 'keep':
      return 'forget.no'
    case 'follow':
      return `incident.follow:${press.incident}`
    case 'link':
      return 'link' in press ? `link.${press.choice}:${press.link}` : `link.${press.choice}`
  }
}

const SUGGESTION = /^suggestion\.(solved|not|show|person):([\w-]{1,36})(?::(\d{1,2}))?$/
const NO_TAG = '-'
const TITLE = /^faq\.show:([a-z\d]{1,11})$/
const PAGE = /^faq\.(page|tags):(\d{1,4})$/
const TAGGED = /^faq\.tag:([a-z\d]{1,11}|-):(\d{1,4})$/
const answers = ['name', 'skip', 'cancel', 'again'] as const
const RATING = /^rating\.([1-5]):(\d{1,10})$/
const REOPEN = /^ticket\.reopen:(\d{1,10})$/
const FOLLOW = /^incident\.follow:(\d{1,10})$/
const LANGUAGE = /^language:([a-z]{2,3})$/
const ASSISTANT = /^assistant\.(yes|no)$/
const LINK = /^link\.(?:(undo|more)|(yes|no):([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}))$/
const FORGET = /^forget\.yes:(\d{1,12})$/
// A button can be forged: what no ticket has for its number must not reach the database, which takes 32 bits.
const HIGHEST_NUMBER = 2_147_483_647

/** Reads a press; null where it is none that the desk writes. Never throws. */
export const readPress = (text: string): Press | null =>
  text === 'person'
    ? { kind: 'person', suggestion: null }
    : (readSuggestion(text) ??
      readRegister(text) ??
      readRating(text) ??
      readReopen(text) ??
      readFollow(text) ??
      readLanguage(text) ??
      readAssistant(text) ??
      readLink(text) ??
      readForget(text) ??
      readBrowsing(text))

const readSuggestion = (text: string): Press | null => {
  const [, kind, suggestion, index] = SUGGESTION.exec(text) ?? []
  if (suggestion === undefined) return null
  switch (kind) {
    case 'person':
      return index === undefined ? { kind, suggestion } : null
    case 'show':
      return index === undefined ? null : { kind, suggestion, index: Number(index) }
    case 'solved':
    case 'not':
      return { kind, suggestion, index: Number(index ?? 0) }
    default:
      return null
  }
}

const readRegister = (text: string): Press | null => {
  const answer = answers.find((one) => text === `register.${one}`)
  return answer === undefined ? null : { kind: 'register', answer }
}

const readRating = (text: string): Press | null => {
  const [, given, ticket] = RATING.exec(text) ?? []
  const score = scores.find((one) => String(one) === given)
  return score === undefined || Number(ticket) > HIGHEST_NUMBER
    ? null
    : { kind: 'rating', score, ticket: Number(ticket) }
}

const readReopen = (text: string): Press | null => {
  const [, ticket] = REOPEN.exec(text) ?? []
  return ticket === undefined || Number(ticket) > HIGHEST_NUMBER ? null : { kind: 'reopen', ticket: Number(ticket) }
}

const readFollow = (text: string): Press | null => {
  const [, incident] = FOLLOW.exec(text) ?? []
  return incident === undefined || Number(incident) > HIGHEST_NUMBER
    ? null
    : { kind: 'follow', incident: Number(incident) }
}

const readLanguage = (text: string): Press | null => {
  const [, locale] = LANGUAGE.exec(text) ?? []
  return locale === undefined ? null : { kind: 'language', locale }
}

const readAssistant = (text: string): Press | null => {
  const [, choice] = ASSISTANT.exec(text) ?? []
  return choice === 'yes' || choice === 'no' ? { kind: 'assistant', choice } : null
}

const readLink = (text: string): Press | null => {
  const [, plain, choice, link] = LINK.exec(text) ?? []
  if (plain === 'undo' || plain === 'more') return { kind: 'link', choice: plain }
  return link !== undefined && (choice === 'yes' || choice === 'no') ? { kind: 'link', choice, link } : null
}

const readForget = (text: string): Press | null => {
  if (text === 'forget.no') return { kind: 'keep' }
  const [, asked] = FORGET.exec(text) ?? []
  return asked === undefined ? null : { kind: 'forget', asked: Number(asked) }
}

const readBrowsing = (text: string): Press | null => {
  const [, code] = TITLE.exec(text) ?? []
  if (code !== undefined) return { kind: 'title', code }
  const [, tag, pageOfTag] = TAGGED.exec(text) ?? []
  if (tag !== undefined) return { kind: 'tagged', tag: tag === NO_TAG ? null : tag, page: Number(pageOfTag) }
  const [, list, page] = PAGE.exec(text) ?? []
  return page === undefined ? null : { kind: list === 'tags' ? 'tags' : 'titles', page: Number(page) }
}
