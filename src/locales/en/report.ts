// Reports that come by themselves, and what admins hear of when and where they do.

export const report = {
  daily: 'A report comes each day at {{time}}, $t(report.place.{{place}}). The next one: {{next}}.',
  weekly: 'A report comes each $t(report.day.{{day}}) at {{time}}, $t(report.place.{{place}}). The next one: {{next}}.',
  place: {
    channel: 'to the staff channel',
    mailbox: 'by e-mail to {{mailbox}}',
    mailboxes: 'by e-mail to those who hear of new requests',
    nowhere: 'but there is no place left where it could go',
  },
  day: {
    1: 'Monday',
    2: 'Tuesday',
    3: 'Wednesday',
    4: 'Thursday',
    5: 'Friday',
    6: 'Saturday',
    7: 'Sunday',
  },
  none: 'No report comes by itself. `/desk report daily 09:00` or `/desk report weekly Mon 09:00` sets when one does.',
  off: 'No report comes by itself any more.',
  unread:
    'I don’t know when that is. Write `/desk report daily 09:00` or `/desk report weekly Mon 09:00`, with `to anna@example.com` behind it for a report by e-mail; `/desk report off` ends it.',
  noMail: 'This desk sends no e-mail yet. Whoever runs it can set that up.',
  nowhere: 'There is no channel where the report could go. Name an address: `weekly Mon 09:00 to anna@example.com`.',
  refusedSubject: 'The help desk’s report can’t be delivered',
  refused:
    '⚠️ The report can’t be delivered to {{mailbox}}: $t(refused.automatic.{{reason}}) An admin names another address with `/desk report`.',
  adminsOnly: 'Only the team’s admins set when reports come.',
  kind: { day: 'Daily report', week: 'Weekly report' },
  tooMany: 'The tickets of this time are too many for an e-mail. Admins can export them.',
} as const
