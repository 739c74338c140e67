// All that a page of one ticket shows, as read from the desk.

import type { AskedDraft, ConsultationRow, Proposals } from '../../../src/desk/assistance.ts'
import type { IncidentView } from '../../../src/desk/incidents.ts'
import type { AskerView, Colleague } from '../../../src/desk/searching.ts'
import type { TrailEntry } from '../../../src/desk/trail.ts'
import type {
  ArticleRow,
  ArticleTitle,
  AwayRow,
  DeskManager,
  Person,
  TicketRow,
  TicketView,
} from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Site } from '../door/site.ts'
import type { Present } from './presence.ts'

/** What was sent and not taken: the page shows it again, with what is wrong with it. */
export interface Unsent {
  readonly action: string
  /** What was typed, by the names of the fields. */
  readonly typed: Readonly<Record<string, string>>
  /** Why not, by the names of the fields. */
  readonly faults: Readonly<Record<string, string>>
}

export interface TicketPage {
  readonly reader: Reader
  readonly site: Pick<Site, 'words'>
  readonly manager: DeskManager
  readonly ticket: TicketView
  readonly faq: FaqShown
  readonly asker: AskerView | null
  readonly earlier: readonly TicketRow[]
  readonly trail: readonly TrailEntry[]
  readonly mergeTargets: readonly TicketRow[]
  readonly colleagues: readonly Colleague[]
  readonly away: readonly AwayRow[]
  readonly incidents: readonly IncidentView[]
  /** Whether the assistant may help here. */
  readonly offersAssistant: boolean
  /** What was drafted for the manager. */
  readonly draft: AskedDraft | null
  readonly proposals: Proposals
  readonly consultations: readonly ConsultationRow[]
  /** Whether the ticket could be translated. */
  readonly translates: boolean
  readonly here: readonly Present[]
  readonly unsent: Unsent | null
  /** What the words in the box would look like; null where nobody asked. */
  readonly preview: string | null
  /** The end of the page's own address: what of the queue it shows. */
  readonly suffix: string
  readonly now: Date
}

/** The FAQ beside a ticket: what was looked for, what was found, and the article that stands open. */
export interface FaqShown {
  readonly words: string
  readonly found: readonly ArticleTitle[]
  readonly chosen: ArticleRow | null
}

/** How many articles the picker offers. */
const ARTICLES_SHOWN = 8

/** Reads what the FAQ has for a ticket. */
export const readFaq = async (
  { desk }: Site,
  number: number,
  words: string,
  article: string | null,
): Promise<FaqShown> => {
  const [found, chosen] = await Promise.all([
    desk.articlesFor(number, words, ARTICLES_SHOWN),
    article === null ? null : desk.article(article),
  ])
  return { words, found, chosen }
}

/** Reads what the page shows of a ticket beside what was said, to a manager; null where there is no such ticket. */
export const readTicket = async ({ desk }: Site, who: Person, number: number) => {
  const [ticket, asker, earlier, trail, mergeTargets, colleagues, away, incidents, draft, proposals, consultations] =
    await Promise.all([
      desk.ticket(number),
      desk.asker(number),
      desk.earlier(number),
      desk.trail(number),
      desk.mergeTargets(number),
      desk.colleagues(),
      desk.away(),
      desk.incidents(),
      desk.draftAt(who, number),
      desk.proposals(number),
      desk.consultations(number),
    ])
  if (ticket === null) return null
  const offersAssistant = desk.hasAssistant && !ticket.refusesModel
  return {
    ...{ ticket, asker, earlier, trail, mergeTargets, colleagues, away, incidents },
    ...{ draft, proposals, consultations, offersAssistant, translates: desk.translates },
  }
}
