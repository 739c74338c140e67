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
    away: 'the assistant can’t be reached just now.',
    spent: 'the assistant has done all that it may do today.',
    garbled: 'what the assistant wrote could not be read.',
    ungrounded: 'the assistant found nothing that it could say for sure.',
    refused: 'the assistant would not answer this.',
    dropped: 'there is nothing to sum up yet.',
    stopped: 'the assistant was stopped.',
  },
  summaryComes: '🤖 The assistant is summing it up. What it writes stands with the ticket in a moment.',

  noDraft: '🤖 There is no draft this time: $t(assistant.why.{{why}})',
  unknownDraft: '🤖 The assistant doesn’t know what to answer here: neither the articles nor earlier tickets tell.',
  overtaken: '⚠️ The customer has written since this draft was asked for. Read that first.',
  takenFrom: '🤖 Written by the assistant, from: {{sources}}. Please check it before it goes.',
  fromTalk: '🤖 Written by the assistant, from this ticket’s own messages alone. Please check it before it goes.',

  off: 'There is no assistant on this desk.',
  unwanted: 'This customer wants no assistant to read what they write, so it can’t help here.',
  away: 'The assistant can’t help just now. Please try again later.',

  foreign:
    '🌐 The customer writes in {{language}}. You can have what is said here translated: *Translate* at the ticket.',
  translated: '🌐 In your language:',
  translationOn: '🌐 {{name}} has this ticket translated: you read it in your language, the customer in theirs.',
  translationOff: '🌐 {{name}} has ended the translation: what you write goes as you write it.',
  notTranslated: '#{{number}} is not translated.',
  replyUntranslated: '⚠️ The reply went as you wrote it, untranslated: $t(assistant.why.{{why}})',
  wordsUntranslated: '🌐 The words above could not be translated: $t(assistant.why.{{why}})',
  translateMeans:
    'From now on you read what this customer writes in your language, and they read what you write in theirs. What was written stands below.',
  untranslateMeans: 'What you write goes as you write it from now on, and you read the customer’s own words.',
  goAhead: 'Go ahead',
  languageUnknown: '⚠️ The reply went as you wrote it: nobody has seen yet in which language the customer writes.',
} as const
