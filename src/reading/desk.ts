// The port to read, answered from the database, the articles and the reports.

import type { LeaseSettings } from '../core/lease-times.ts'
import type { Settings } from '../core/settings.ts'
import { firstName } from '../core/shown-names.ts'
import type { ClaimSettings } from '../core/unclaimed.ts'
import type { Database } from '../database/client.ts'
import type { Desk, Person } from '../desk.ts'
import type { Library } from '../knowledge/library.ts'
import { createCounting } from '../reports/figures.ts'
import type { FigureWords } from '../reports/text.ts'
import { isAdmin, readManagerOfSession, readSignInLink } from './access.ts'
import { accountsOf } from './accounts.ts'
import { readArticleDraft } from './article-drafts.ts'
import { articleFilesOf } from './article-files.ts'
import { articleListOf } from './article-list.ts'
import { articleSheetsOf } from './article-sheets.ts'
import { articlesOf } from './articles.ts'
import { assistanceOf } from './assistance.ts'
import { readAway } from './away.ts'
import { tryOut } from './back-tests.ts'
import { customerChatOf } from './customer-chat.ts'
import { exportsOf } from './export-files.ts'
import { readFaqReview } from './faq-review.ts'
import { figuresOf } from './figures.ts'
import { filesOf } from './files.ts'
import { incidentsOf } from './incidents.ts'
import { readChatSaying, readLatestChat, readLocale, type ShownName } from './messages.ts'
import { createChatReader } from './open-chats.ts'
import { readOperations } from './operations.ts'
import { reportsOf } from './reports.ts'
import { readRequests, readThreads } from './requests.ts'
import { scheduledReportsOf } from './scheduled-reports.ts'
import { searchOf } from './searching.ts'
import { teamOf } from './team.ts'
import { ticketsOf } from './tickets.ts'
import { trailOf } from './trail.ts'
import { tryQuestion } from './tried-questions.ts'
import { createTurns } from './turns.ts'
import { unclaimedOf } from './unclaimed.ts'
import { readUndelivered } from './undelivered.ts'

type DeskSettings = Pick<Settings, 'staffIdentity' | 'locale' | 'assistant' | 'translate'> &
  ClaimSettings &
  LeaseSettings

export interface DeskOptions {
  readonly db: Database
  readonly library: Pick<Library, 'search' | 'match' | 'byWords' | 'titles' | 'nearest' | 'prepare'>
  readonly words: FigureWords
  readonly config: { readonly adminIds: readonly Person[]; readonly desk: DeskSettings }
  /** Calls back on each NOTIFY of a channel; returns what ends it. */
  readonly subscribe: (channel: string, callback: (payload: string) => void) => () => void
  readonly now: () => Date
}

const shownName =
  ({ words, config: { desk } }: DeskOptions): ShownName =>
  (name, locale) =>
    desk.staffIdentity === 'desk' ? words(locale ?? desk.locale, 'customer.deskName') : firstName(name)

/** Makes the desk that adapters read. */
export const createDesk = (options: DeskOptions): Desk => {
  const { db, library, config, subscribe, now } = options
  const { locale, timeZone } = config.desk
  // The listener says '' after its connection was away for a while.
  const onChange: Desk['onChange'] = (listener) =>
    subscribe('changes', (heard) => listener({ conversation: heard === '' ? null : heard }))
  const readOn = createChatReader(db, shownName(options))
  return {
    ...accountsOf(db, now),
    ...ticketsOf(db, config.desk),
    ...searchOf(db, now),
    ...articlesOf(db, library),
    ...{ ...articleSheetsOf(db), ...articleFilesOf(db) },
    ...articleListOf({ db, library, timeZone, now }),
    ...filesOf(db),
    ...incidentsOf(db),
    ...exportsOf({ db, admins: config.adminIds, zone: timeZone, now }),
    ...trailOf(db),
    ...figuresAndReports(options),
    ...customerChatOf({ db, library, shown: shownName(options), now }),
    ...backTestsOf(db, locale),
    tryQuestion: (question, asker) => tryQuestion(library, question, asker),
    articleDraft: (number) => readArticleDraft(db, number),
    faqReview: () => readFaqReview({ db, library, locale, timeZone, now: now() }),
    ...unclaimedOf(db, config.desk, now),
    away: () => readAway(db, now()),
    undelivered: (limit) => readUndelivered(db, limit),
    isAdmin: (who) => isAdmin(db, config.adminIds, who),
    chat: (who, after) => (after === null ? readLatestChat(db, who, shownName(options)) : readOn({ who, after })),
    requests: (who, limit) => readRequests(db, { who, limit, shown: shownName(options) }),
    threads: () => readThreads(db, now()),
    hasChat: async (who) => (await db.identity.count({ where: who })) > 0,
    chatSaying: (who, message) => readChatSaying(db, who, message),
    localeOf: (who) => readLocale(db, who),
    historyReadUntil: async (channel) => (await db.historyReading.findUnique({ where: { channel } }))?.until ?? null,
    managerOfSession: (hash) => readManagerOfSession(db, { admins: config.adminIds, hash, now: now() }),
    operations: () => readOperations(db),
    ...teamOf(db, config.adminIds, now),
    signInLink: (hash) => readSignInLink(db, hash, now()),
    onChange,
    ...assistanceOf({ db, onChange, now, settings: config.desk }),
  }
}

const figuresAndReports = ({ db, words, library, config, now }: DeskOptions) => {
  const parts = { counting: createCounting(db, config.desk, now), words, admins: config.adminIds }
  const { locale } = config.desk
  return {
    ...figuresOf({ ...parts, library, locale }),
    ...reportsOf(parts),
    ...scheduledReportsOf({ ...parts, locale }),
  }
}

const backTestsOf = (db: Database, locale: string): Pick<Desk, 'backTest' | 'isBackTesting'> => {
  // Each turn makes two matchers.
  const turns = createTurns()
  return { backTest: (change) => turns.take(() => tryOut({ db, locale }, change)), isBackTesting: turns.isTaken }
}
