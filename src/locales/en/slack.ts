// What managers and customers read in Slack alone: the card, the picker, answers to commands.

export const slack = {
  customer: 'Customer',
  channel: { telegram: 'Telegram', slack: 'Slack', web: 'web chat' },
  card: {
    state: {
      new: 'is new',
      claimed: 'is held by {{holder}}',
      resolved: 'is resolved',
      resolvedHeld: 'is resolved; {{holder}} held it',
    },
    customer: '**{{name}}** · {{channel}}',
    before: 'Requests before: {{count}}',
    reopened: 'Reopened: {{count}}',
    opened: 'Opened',
    due: 'Due',
  },
  button: { claim: 'Claim', release: 'Release', faq: 'Answer from FAQ', resolve: 'Resolve' },
  picker: {
    title: 'Answer from the FAQ',
    loading: 'One moment…',
    none: 'There are no articles yet.',
    choose: 'Type to search',
    label: 'Article',
    send: 'Send',
    close: 'Cancel',
  },
  command: {
    help: 'What you can ask of the desk:\n\n- `/desk stats` shows the figures of the last 7 days; `/desk stats today`, `30d` or `2026-01-01..2026-02-01` those of another time. For admins.\n- `/desk help` shows this.\n\nIn a ticket’s thread, whatever you write goes to the customer. Begin with `//` for a note that stays here.',
    unknown: 'There is no “{{command}}” yet. `/desk help` shows what there is.',
  },
  support: { empty: 'Write your question behind the command: `/support How do I …?`' },
  guest: 'Guests of the workspace can’t answer tickets here. Ask a member of this channel.',
  notSaved: { press: 'That was not saved. Please press again.', command: 'That was not saved. Please write it again.' },
  tryAgain: 'That did not work. Please try again.',
} as const
