// What the assistant says to customers, and what managers read of it.

export const assistant = {
  answer: '🤖 *From our assistant, by our articles:*',
  unsure: 'None of these seems to answer it, so I’m passing your question on to a person.',

  summary: '🤖 **So far, as the assistant sums it up:**',
  tags: '🤖 Tags that may fit: {{tags}}. Set them where you think so.',
  priority: '🤖 This may be of $t(assistant.priorities.{{priority}}). Set it where you think so.',
  priorities: { low: 'low priority', normal: 'normal priority', high: 'high priority', urgent: 'urgent priority' },
  noSummary: '🤖 There is no summary this time: $t(assistant.why.{{why}})',
  why: {
    away: 'the assistant can’t be reached just now. Please try again later.',
    spent: 'the assistant has done all that it may do today. It is back tomorrow.',
    garbled: 'what the assistant wrote could not be read. Please try again.',
    ungrounded: 'the assistant found nothing that it could say for sure.',
    refused: 'the assistant would not answer this.',
    dropped: 'there is nothing to sum up yet.',
  },
  off: 'There is no assistant on this desk.',
  unwanted: 'This customer wants no assistant to read what they write, so it can’t help here.',
  away: 'The assistant can’t help just now. Please try again later.',
} as const
