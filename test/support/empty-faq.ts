// A desk whose FAQ has nothing to tell, for tests of all else.

import type { DeskArticleFiles } from '../../src/desk/article-files.ts'
import type { DeskArticles } from '../../src/desk/articles.ts'
import type { DeskFaq, FaqReview } from '../../src/desk/faq.ts'

const none = { count: 0, rows: [] }

export const emptyReview: FaqReview = {
  ...{ candidates: none, overdue: none, weak: none, unused: none, unanswered: none, learned: none },
}

export const emptyArticles: DeskArticles & DeskArticleFiles = {
  exportArticles: async () => '',
  readImport: async () => ({ ok: false, faults: [] }),
  articleList: async () => ({ rows: [], total: 0, tags: [], locales: [] }),
  articleVersions: async () => [],
  articleFigures: async () => null,
  articleOwners: async () => [],
}

export const emptyFaq: DeskFaq = {
  ...emptyArticles,
  articleSheet: async () => null,
  articleHistory: async () => [],
  backTest: async () => {
    const nothing = { count: 0, examples: [] }
    return { asked: 0, gained: nothing, lost: nothing, changed: nothing }
  },
  isBackTesting: () => false,
  articleDraft: async () => null,
  tryQuestion: async () => ({ shown: 'nothing', found: [] }),
  faqReview: async () => emptyReview,
}
