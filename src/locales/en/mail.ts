// What the team reads by e-mail of tickets.

export const mail = {
  subject: {
    opened: 'New request #{{number}}: {{question}}',
    answerLate: 'Overdue, not answered: #{{number}}: {{question}}',
    resolutionLate: 'Overdue, not resolved: #{{number}}: {{question}}',
    late: 'Overdue: {{numbers}}',
    digest_one: '{{count}} request: {{numbers}}',
    digest_other: '{{count}} requests: {{numbers}}',
  },
  happened: {
    opened: 'New request #{{number}}',
    answerLate: '#{{number}} is overdue: nobody has answered it',
    resolutionLate: '#{{number}} is overdue: it is not resolved',
  },
  from: '{{name}}, from {{channel}}',
  someone: 'A customer',
  resolved: 'It is resolved by now.',
  heldBy: '{{name}} has it.',
  inSlack: 'In Slack',
  onDesk: 'On the staff desk',
  more_one: 'And {{count}} more request, on the staff desk.',
  more_other: 'And {{count}} more requests, on the staff desk.',
  footer: 'Nobody reads answers to this mail. Please answer where the links lead.',
  resetSubject: 'Set a new password',
  reset:
    'Somebody asked for a new password for your account “{{login}}” at the help desk. To set one, open this address within 30 minutes; it works once:\n\n{{link}}\n\nIf that was not you, nothing has to be done: your password stays as it is.',
} as const
