// Brings to the engine what is decided of customers' words, whenever they or the articles have changed.

import type { Logger } from 'pino'
import type { Receive } from '../channel.ts'
import type { DeskEvent } from '../core/events.ts'
import type { Database } from '../database/client.ts'

interface Judgement {
  readonly candidate: string
  /** Null where the words become a phrasing. */
  readonly setAside: 'elsewhere' | 'harms' | 'enough' | null
}

interface Parts {
  readonly db: Database
  readonly judge: (db: Database) => Promise<readonly Judgement[]>
  readonly receive: Receive
  readonly log: Pick<Logger, 'info'>
}

/** Makes what learns; each call looks once. Each decision about a candidate is an event of its own and counts once, in whichever process. */
export const createLearning = ({ db, judge, receive, log }: Parts): (() => Promise<void>) => {
  let seen: string | null = null
  return async () => {
    const now = await standing(db)
    if (now === seen) return
    const judged = await judge(db)
    for (const { candidate, setAside } of judged) {
      const event: DeskEvent =
        setAside === null
          ? { type: 'CandidateLearned', candidate }
          : { type: 'CandidateSetAside', candidate, why: setAside }
      await receive({ key: `learning:${candidate}:${setAside ?? 'learned'}`, at: new Date(), event })
    }
    // What was learned confirms others: then the next look finds that the articles have changed.
    seen = now
    const learned = judged.filter(({ setAside }) => setAside === null).length
    if (judged.length > 0)
      log.info({ learned, setAside: judged.length - learned }, 'the words of customers were judged')
  }
}

const standing = async (db: Database): Promise<string> => {
  const [row] = await db.$queryRaw<{ standing: string }[]>`
    SELECT concat_ws(' ', (SELECT concat_ws('/', count(*), max(at)) FROM phrasing_signs),
      (SELECT concat_ws('/', count(*), max(at)) FROM article_revisions), (SELECT concat_ws('/', count(*), max(updated_at)) FROM articles)) AS standing`
  return row?.standing ?? ''
}
