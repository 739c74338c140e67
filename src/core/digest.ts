// What a mailbox is told about tickets, as types.

/** What became of a ticket that somebody should hear of by e-mail: it was opened; its first answer, or its resolution, is late. */
export type Mailed = 'opened' | 'answerLate' | 'resolutionLate'

export interface DigestEntry {
  readonly ticket: string
  readonly happened: Mailed
}
