// The form in which a manager writes an article. Pure.

import { createHash } from 'node:crypto'
import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Words } from '../../src/channel.ts'
import type { ArticleWords } from '../../src/core/events.ts'
import type { ArticleSheet } from '../../src/desk/faq.ts'
import { type Writing, writeCallback } from './faq-state.ts'
import { type Choice, menuField, mostInput, mostTitle, plain, textField } from './modal.ts'
import type { Payload } from './payloads.ts'

/** What is filled in. `owner` is a value of its menu. */
export interface Filled extends Omit<ArticleWords, 'owner'> {
  readonly owner: string
}

/** The values of the owner's menu that are no person in Slack. */
export const nobody = 'nobody'
export const keeps = 'keep'

/** A field of Slack's takes 3,000 characters; what is longer goes on in another one. */
const mostFields = 3
const mostArticleTitle = 200

/** What the form of a new article begins with. */
export const emptyForm = (locale: string, phrasing = ''): Filled => ({
  ...{ title: '', answer: '', tags: [], locale, versionOf: null, owner: nobody, reviewAfter: null },
  phrasings: phrasing === '' ? [] : [phrasing],
})

/** An article as its form shows it, and the owner whom it can only keep; null where it is too long for a form of Slack's. */
export const filledFrom = (
  { title, answer, phrasings, tags, locale, versionOf, owner, reviewAfter }: ArticleSheet,
  managers: readonly Choice[],
): (Filled & { readonly keep: ArticleSheet['owner'] }) | null => {
  const texts = phrasings.map((one) => one.replace(/\s+/g, ' '))
  if (partsOf(answer) === null || partsOf(texts.join('\n')) === null) return null
  const isListed = owner?.channel === 'slack' && managers.some(({ value }) => value === owner.externalId)
  const chosen = isListed ? owner.externalId : keeps
  return {
    ...{ title, answer, phrasings: texts, tags, locale, versionOf, reviewAfter },
    owner: owner === null ? nobody : chosen,
    keep: isListed ? null : owner,
  }
}

export interface FormParts {
  readonly words: Words
  readonly locale: string
  readonly writing: Writing
  readonly filled: Filled
  readonly managers: readonly Choice[]
  /** What is told above the fields. */
  readonly banner: readonly KnownBlock[]
  /** A key of the button that sends it. */
  readonly submit: string
}

/** The form. */
export const formView = ({ words, locale, writing, filled, managers, banner, submit }: FormParts): ModalView => {
  const title = writing.article === null ? 'faq.title.add' : 'faq.title.edit'
  return {
    type: 'modal',
    callback_id: writeCallback,
    private_metadata: JSON.stringify(writing),
    title: plain(words(locale, title), mostTitle),
    submit: plain(words(locale, submit), mostTitle),
    close: plain(words(locale, 'slack.modal.close'), mostTitle),
    blocks: [
      ...banner,
      ...fields((key) => words(locale, `faq.${key}`), filled, owners(words, locale, writing, managers)),
    ],
  }
}

const owners = (words: Words, locale: string, { keep }: Writing, managers: readonly Choice[]): readonly Choice[] => [
  { value: nobody, text: words(locale, 'faq.field.nobody') },
  ...(keep === null ? [] : [{ value: keeps, text: keep.name }]),
  ...managers,
]

const fields = (say: (key: string) => string, filled: Filled, choices: readonly Choice[]): InputBlock[] => {
  const line = (name: 'title' | 'tags' | 'locale' | 'versionOf' | 'reviewAfter', initial: string, most: number) => {
    const hint = name === 'title' ? {} : { hint: say(`hint.${name}`) }
    const optional = name !== 'title' && name !== 'locale'
    return textField({ name, label: say(`field.${name}`), initial, optional, most, ...hint })
  }
  return [
    line('title', filled.title, mostArticleTitle),
    ...longField('answer', filled.answer, { label: say('field.answer'), hint: say('hint.answer'), optional: false }),
    ...longField('phrasings', filled.phrasings.join('\n'), {
      ...{ label: say('field.phrasings'), hint: say('hint.phrasings'), optional: true },
    }),
    line('tags', filled.tags.join(', '), mostInput),
    line('locale', filled.locale, 20),
    line('versionOf', filled.versionOf ?? '', 64),
    menuField('owner', say('field.owner'), choices, filled.owner),
    line('reviewAfter', filled.reviewAfter ?? '', 10),
  ]
}

const longField = (
  name: 'answer' | 'phrasings',
  text: string,
  given: { readonly label: string; readonly hint: string; readonly optional: boolean },
): InputBlock[] =>
  (partsOf(text) ?? [text]).map((initial, index) => {
    const further = index === 0 ? {} : { label: `${given.label} (${index + 1})`, optional: true }
    return textField({ ...given, ...further, name: index === 0 ? name : `${name}:${index}`, initial, multiline: true })
  })

// Cut at the ends of lines, so that they can be joined again.
const partsOf = (text: string): readonly string[] | null => {
  const parts = ['']
  for (const line of text.split('\n')) {
    const [last = ''] = parts.slice(-1)
    const longer = last === '' && parts.length === 1 ? line : `${last}\n${line}`
    if (longer.length <= mostInput) parts[parts.length - 1] = longer
    else parts.push(line)
  }
  return parts.length > mostFields || parts.some((part) => part.length > mostInput) ? null : parts
}

type View = Extract<Payload, { kind: 'submission' }>['submission']['view']

/** What was filled in. */
export const readForm = ({ state }: View): Filled => {
  const given = new Map<string, string[]>()
  const blocks = Object.entries(state.values).toSorted(([one], [other]) => (one < other ? -1 : 1))
  for (const [block, values] of blocks) {
    const name = block.split(':')[0] ?? block
    for (const { value, selected_option: chosen } of Object.values(values)) {
      const text = value ?? chosen?.value ?? ''
      if (text !== '') given.set(name, [...(given.get(name) ?? []), text])
    }
  }
  const text = (name: string) => (given.get(name) ?? []).join('\n').trim()
  const each = (name: string, sign: string) =>
    text(name)
      .split(sign)
      .map((one) => one.trim())
      .filter((one) => one !== '')
  return {
    ...{ title: text('title'), answer: text('answer'), locale: text('locale') },
    ...{ phrasings: each('phrasings', '\n'), tags: each('tags', ',') },
    ...{
      versionOf: text('versionOf') || null,
      owner: text('owner') || nobody,
      reviewAfter: text('reviewAfter') || null,
    },
  }
}

/** A name for exactly these words. */
export const digestOf = (filled: Filled): string =>
  createHash('sha256').update(JSON.stringify(filled)).digest('base64url').slice(0, 22)
