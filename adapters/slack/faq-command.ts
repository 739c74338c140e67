// What `/desk faq …` asks for. Pure.

import type { FaqWanted } from './faq-opening.ts'

export type FaqCommand =
  | { readonly kind: 'search'; readonly words: string }
  | { readonly kind: 'add' }
  | { readonly kind: 'review' }
  | { readonly kind: 'edit' | 'archive'; readonly article: string }
  /** The article is not named by its id. */
  | { readonly kind: 'which'; readonly action: 'edit' | 'archive' }

/** Reads the words behind `/desk faq`: those that name no step are looked for. */
export const readFaqCommand = ([first = '', ...rest]: readonly string[]): FaqCommand => {
  const step = first.toLowerCase()
  if (rest.length === 0 && step === 'add') return { kind: 'add' }
  if (rest.length === 0 && step === 'review') return { kind: 'review' }
  if (step !== 'edit' && step !== 'archive') return { kind: 'search', words: [first, ...rest].join(' ').trim() }
  // A list shows ids as code, and people copy the marks along.
  const [article = ''] = rest.map((one) => one.replaceAll('`', ''))
  return article === '' || rest.length > 1 ? { kind: 'which', action: step } : { kind: step, article }
}

/** What a `/desk` command opens of the FAQ; null where it opens nothing. */
export const faqWanted = (text: string): FaqWanted | null => {
  const [name = '', ...rest] = text.trim().split(/\s+/)
  const given = name.toLowerCase() === 'faq' ? readFaqCommand(rest) : null
  switch (given?.kind) {
    case 'add':
      return { kind: 'add', question: '' }
    case 'review':
    case 'edit':
    case 'archive':
      return given
    default:
      return null
  }
}
