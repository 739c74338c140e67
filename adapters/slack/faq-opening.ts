// Opens what managers keep the FAQ with: forms, histories, the review. A modal opens at once and is filled once its content is read.

import type { KnownBlock, ModalView } from '@slack/types'
import type { DeskFaq } from '../../src/desk/faq.ts'
import { phrase, section } from './card.ts'
import { effectBlocks } from './faq-effect.ts'
import { emptyForm, filledFrom, formView } from './faq-form.ts'
import { addAction, changeActions, historyBlocks, menuAction, readMenu, reviewBlocks } from './faq-lists.ts'
import { type Changing, changeCallback, eventOf, type FaqChange, freshWriting, readChange } from './faq-state.ts'
import type { Members } from './members.ts'
import { type ModalParts, mostTitle, type Opening, plain, refusedView, showModal } from './modal.ts'
import type { Asker } from './notices.ts'
import type { Payload } from './payloads.ts'
import type { Staff } from './staff.ts'

const reviewCallback = 'article.review'

export interface FaqParts extends ModalParts {
  readonly desk: DeskFaq
  readonly staff: Staff
  readonly members: Pick<Members, 'find'>
}

/** What is opened, and the view of the review behind it; null where there is none. */
export interface FaqOpening {
  readonly wanted: FaqWanted
  readonly review: string | null
}

export type FaqWanted =
  /** `question` is the first way in which people ask for it, empty for none. */
  | { readonly kind: 'add'; readonly question: string }
  | { readonly kind: 'edit' | 'history' | 'archive'; readonly article: string }
  | { readonly kind: 'review' }
  | { readonly kind: 'change'; readonly change: FaqChange }

interface Viewer extends Pick<Asker, 'user' | 'locale'> {
  readonly review: string | null
}

/**
 * Opens it for a manager; anybody else reads in it why not.
 * @throws the errors of @slack/web-api, and those of the database
 */
export const openFaq = (
  parts: FaqParts,
  at: Opening,
  { wanted, review }: FaqOpening,
  asked: Promise<Asker>,
): Promise<void> => {
  const title = wanted.kind === 'change' ? wanted.change.kind : wanted.kind
  const isTried = wanted.kind === 'archive' || (wanted.kind === 'change' && wanted.change.kind !== 'refuse')
  const waiting = isTried ? checkingKey(parts.desk) : undefined
  return showModal({ ...parts, waiting }, at, `faq.title.${title}`, async () => {
    const asker = { ...(await asked), review }
    if (await parts.staff.has(asker.user)) return viewOf(parts, asker, wanted)
    return refusedView(parts.words, asker.locale, phrase(parts.words, asker.locale, 'slack.command.notStaff'))
  })
}

const viewOf = async (parts: FaqParts, asker: Viewer, wanted: FaqWanted): Promise<ModalView> => {
  const { words, desk } = parts
  const { locale } = asker
  switch (wanted.kind) {
    case 'add':
      return newForm(parts, asker, wanted.question)
    case 'edit':
      return editForm(parts, asker, wanted.article)
    case 'archive':
      return changeView(parts, asker, { kind: 'archive', article: wanted.article })
    case 'change':
      return changeView(parts, asker, wanted.change)
    case 'history': {
      const rows = await desk.articleHistory(wanted.article)
      return plainView(parts, locale, 'history', historyBlocks(words, locale, wanted.article, rows))
    }
    case 'review':
      return reviewView(parts, locale)
  }
}

/** What wants a look, as it is now. */
export const reviewView = async (parts: FaqParts, locale: string): Promise<ModalView> =>
  plainView(parts, locale, 'review', reviewBlocks(parts.words, locale, await parts.desk.faqReview()))

const plainView = ({ words }: FaqParts, locale: string, title: string, blocks: KnownBlock[]): ModalView => ({
  type: 'modal',
  callback_id: `article.${title}`,
  title: plain(words(locale, `faq.title.${title}`), mostTitle),
  close: plain(words(locale, 'slack.modal.close'), mostTitle),
  blocks,
})

const newForm = async (
  { words, staff, locale: own }: FaqParts,
  { locale, review }: Viewer,
  question: string,
): Promise<ModalView> =>
  formView({
    ...{ words, locale, filled: emptyForm(own, question), banner: [], submit: 'faq.submit.check' },
    writing: freshWriting({ article: null, seen: 0, keep: null, review }),
    managers: await staff.list(),
  })

const editForm = async (parts: FaqParts, { locale, review }: Viewer, article: string): Promise<ModalView> => {
  const { words, desk, staff } = parts
  const [sheet, managers] = await Promise.all([desk.articleSheet(article), staff.list()])
  if (sheet === null) return unknownView(parts, locale, article)
  const filled = filledFrom(sheet, managers)
  if (filled === null) return refusedView(words, locale, phrase(words, locale, 'faq.tooLong'))
  const { keep, ...content } = filled
  const banner = sheet.archived ? [section(words(locale, 'faq.archived'))] : []
  const writing = freshWriting({ article, seen: sheet.newest, keep, review })
  return formView({ words, locale, writing, filled: content, managers, banner, submit: 'faq.submit.check' })
}

const unknownView = ({ words }: FaqParts, locale: string, id: string): ModalView =>
  refusedView(words, locale, phrase(words, locale, 'faq.unknown', { id }))

// Tried before it is shown: there is nothing to fill in, only something to agree to.
const changeView = async (parts: FaqParts, { user, locale, review }: Viewer, change: FaqChange): Promise<ModalView> => {
  const { words, desk } = parts
  const sheet = await desk.articleSheet(change.article)
  if (sheet === null) return unknownView(parts, locale, change.article)
  if (change.kind === 'archive' && sheet.archived) {
    return refusedView(words, locale, phrase(words, locale, 'staff.articleArchived'))
  }
  const by = { channel: 'slack', externalId: user, name: user } as const
  const effect = change.kind === 'refuse' ? null : await desk.backTest(eventOf(change, by, sheet.newest))
  const lost = effect?.lost.count ?? 0
  const params = {
    title: sheet.title,
    ...('phrasing' in change ? { phrasing: change.phrasing } : {}),
    ...('revision' in change ? { revision: change.revision } : {}),
  }
  const means = section(phrase(words, locale, `faq.change.${change.kind}`, params))
  const blocks = [means, ...(effect === null ? [] : effectBlocks(words, locale, effect))]
  const changing = { change, review, seen: sheet.newest, lost, isSure: false, attempt: 0 }
  return agreeView(parts, locale, changing, blocks)
}

/** The key of what is said while a change is tried out: whether another one comes first. */
export const checkingKey = (desk: Pick<DeskFaq, 'isBackTesting'>): string =>
  desk.isBackTesting() ? 'faq.checkingLater' : 'faq.checking'

/** The modal in which a change is agreed to. */
export const agreeView = (
  { words }: Pick<FaqParts, 'words'>,
  locale: string,
  changing: Changing,
  blocks: KnownBlock[],
): ModalView => ({
  type: 'modal',
  callback_id: changeCallback,
  private_metadata: JSON.stringify(changing),
  title: plain(words(locale, `faq.title.${changing.change.kind}`), mostTitle),
  submit: plain(words(locale, `faq.submit.${changing.change.kind}${insisting(changing)}`), mostTitle),
  close: plain(words(locale, 'slack.modal.close'), mostTitle),
  blocks,
})

/** The end of the key of a button that goes on: more of an effort where confirmed answers would be lost. */
export const insisting = ({ lost, isSure }: Pick<Changing, 'lost' | 'isSure'>): '' | 'Anyway' | 'Sure' => {
  if (lost === 0) return ''
  return isSure ? 'Sure' : 'Anyway'
}

type Press = Extract<Payload, { kind: 'press' }>['press']

/** What a press at an article, a candidate or a question opens; null for any other press. */
export const faqPressed = ({ actions, view }: Press): FaqOpening | null => {
  const [action] = actions
  const wanted = action === undefined ? null : wantedBy(action)
  if (wanted === null) return null
  return { wanted, review: view?.callback_id === reviewCallback ? view.id : null }
}

const wantedBy = ({
  action_id: id,
  value = '',
  selected_option: chosen,
}: Press['actions'][number]): FaqWanted | null => {
  if (id === menuAction) return readMenu(chosen?.value ?? '')
  if (id === addAction) return { kind: 'add', question: value }
  const change = Object.values<string>(changeActions).includes(id) ? readChange(value) : null
  return change === null ? null : { kind: 'change', change }
}
