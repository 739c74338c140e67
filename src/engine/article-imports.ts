// A manager's import of articles: all are stored, or none, with revisions in their name.

import type { Outcome } from '../core/decision.ts'
import type { ArticlesImported } from '../core/events.ts'
import type { Transaction } from '../database/client.ts'
import { storeArticles, UnfitArticles } from '../knowledge/store-articles.ts'
import { knownManager, present } from './managers.ts'
import type { Shell } from './shell.ts'

/** Handles it within its transaction. */
export const receiveImport = async (
  tx: Transaction,
  shell: Pick<Shell, 'admins'>,
  { by, articles }: ArticlesImported,
): Promise<Outcome> => {
  const { id } = await present(tx, shell, by, await knownManager(tx, by))
  try {
    await storeArticles(tx, articles, { demo: false, by: id })
    return { kind: 'done' }
  } catch (error) {
    if (!(error instanceof UnfitArticles)) throw error
    const [fault = ''] = error.faults
    return { kind: 'refused', because: 'state', notice: { say: 'staff.articlesUnfit', params: { fault } } }
  }
}
