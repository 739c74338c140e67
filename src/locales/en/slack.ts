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
    help: 'What you can ask of the desk; only you see the answers:\n\n- `/desk queue` shows the open tickets, the oldest first; `/desk mine` those that you hold.\n- `/desk faq refund` finds answers in the FAQ.\n- `/desk undelivered` shows what did not arrive, and sends it again.\n- `/desk login` gives you a link to the staff desk in the browser.\n- `/desk help` shows this.',
    helpAdmin:
      'For admins, as you are one:\n\n- `/desk stats` shows the figures of the last 7 days; `/desk stats today`, `30d` or `2026-01-01..2026-02-01` those of another time.',
    helpThread:
      'In a ticket’s thread, whatever you write goes to the customer. Begin with `//` for a note that stays here.',
    notStaff:
      'That is for the people who answer here: the members of the staff channel. If you need help yourself, write `/support` and your question.',
    notYet: '`/desk {{command}}` is not here yet. `/desk help` shows what there is.',
    unknown: 'There is no “{{command}}”. `/desk help` shows what there is.',
    adminsAlone:
      '`/desk {{command}}` is for the team’s admins. To become one, ask whoever runs this desk, and give them your id: {{id}}.',
    faqWhat: 'Write what you look for: `/desk faq refund`.',
    faqNone: 'No article fits “{{words}}”. Other words may find one.',
    login: 'Your way into the staff desk. It works once, for 15 minutes; keep it to yourself: {{url}}',
  },
  priority: { low: 'low priority', normal: 'normal priority', high: '🔺 high priority', urgent: '🔥 urgent' },
  list: {
    queue_one: '{{count}} open ticket',
    queue_other: '{{count}} open tickets, the oldest first',
    queueEmpty: 'No ticket is open. 🎉',
    mine_one: 'You hold {{count}} ticket',
    mine_other: 'You hold {{count}} tickets',
    mineEmpty: 'You hold no ticket. `/desk queue` shows what waits.',
    more_one: 'and {{count}} more.',
    more_other: 'and {{count}} more.',
  },
  undelivered: {
    title: 'What did not arrive',
    none: 'Everything has arrived where it was to go.',
    manager: 'words of {{name}}',
    customer: 'words of the customer {{name}}',
    bot: 'the desk’s own words',
    card: 'the card',
    to: { customer: 'to the customer', staff: 'to this workspace' },
  },
  support: { empty: 'Write your question behind the command: `/support How do I …?`' },
  guest: 'Guests of the workspace can’t answer tickets here. Ask a member of this channel.',
  notSaved: { press: 'That was not saved. Please press again.', command: 'That was not saved. Please write it again.' },
  tryAgain: 'That did not work. Please try again.',
} as const
