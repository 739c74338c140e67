// The figures, and what is said to whoever asks for them: on Telegram, in Slack and on the command line.

export const figures = {
  title: 'Figures, {{period}}',
  conversations: 'Conversations',
  handed: 'Conversations handed to the team',
  unanswered: 'Questions without an answer in the FAQ',
  age: 'half of them opened more than {{median}} ago, the oldest {{oldest}} ago',
  inBusinessTime: 'Times count only while the desk is open.',
  faqSolved: 'Solved by the FAQ',
  faqAssumed: 'Perhaps solved by the FAQ: nothing more was said',
  opened: 'Tickets opened',
  resolved: 'Tickets resolved',
  reopened: 'Tickets reopened',
  backlog: 'Tickets open now',
  firstResponse: 'Time to the first answer, median',
  resolution: 'Time to the resolution, median',
  rating: 'Rating from 1 to 5, on average',
  claimed: 'Tickets claimed',
  faqTrue: 'Truly solved by the FAQ: no other question and no ticket within 7 days',
  slaMet: 'Promised times kept',
  within: 'nine of ten within {{time}}',
  few_one: 'of one ticket alone',
  few_other: 'of {{count}} tickets alone',
  good_one: '{{share}} gave 4 or 5, of one rating',
  good_other: '{{share}} gave 4 or 5, of {{count}} ratings',
  inBrackets: 'In brackets first: the change against the same time before.',
  notAdmin:
    'The figures are for the team’s admins. To become one, ask whoever runs this desk, and give them your id: `{{id}}`.',
  notWebAdmin:
    'The figures are for the team’s admins. To become one, ask whoever runs this desk for an admin’s sign-in link.',
  badPeriod:
    'I don’t know that period. Write `today`, `7d`, `last week`, `this month`, `2026-01` or `2026-01-01..2026-02-01`.',
  charts: {
    volume: 'Tickets by day',
    opened: 'Opened: {{total}}',
    resolved: 'Resolved: {{total}}',
    backlog: 'Tickets left open each day',
    open: 'Open: {{total}}',
    backlogAlt: 'Chart of the tickets that were open at the end of each day, {{period}}: {{open}} in the end.',
    volumeAlt: 'Chart of the tickets by day, {{period}}: {{opened}} opened, {{resolved}} resolved.',
    most: {
      opened: 'The most were opened on {{day}}: {{total}}.',
      open: 'The most were open on {{day}}: {{total}}.',
      resolved: 'The most were resolved on {{day}}: {{total}}.',
    },
  },
} as const
