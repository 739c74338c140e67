// The figures, and what is said to whoever asks for them: on Telegram, in Slack and on the command line.

export const figures = {
  title: 'Figures, {{period}}',
  conversations: 'Conversations',
  faqSolved: 'Solved by the FAQ',
  opened: 'Tickets opened',
  resolved: 'Tickets resolved',
  reopened: 'Tickets reopened',
  backlog: 'Open now',
  firstResponse: 'First answer, median',
  resolution: 'Resolution, median',
  rating: 'Rating, mean of 1 to 5',
  notAdmin:
    'The figures are for admins. To become one, ask whoever runs this desk to add `{{id}}` to ADMIN_IDS and to start it again.',
  notWebAdmin:
    'The figures are for admins. To become one, ask whoever runs this desk for the link that `frontdesk desk link --admin` prints.',
  badPeriod: 'That is no period. Write `today`, `7d`, `30d`, `90d` or `2026-01-01..2026-02-01`.',
} as const
