// Why a platform will never take what was said, and what can be done: whole sentences, for the staff.

const files = {
  fileEmpty: 'the file is empty. A copy with its content helps.',
  fileGone: 'the file could not be fetched from where it was sent. A fresh copy or a link helps.',
  fileTooLarge: 'the file is larger than the chat apps pass on (20 MB from Telegram, 50 MB to it). Send a link to it.',
  fileRefused:
    'the other side takes no such file: uploads may be restricted there, or its storage full. Send a link to it.',
} as const

const unreachable = {
  blocked: 'the customer has blocked the bot. Try their e-mail address, if they left one.',
  chatNotFound: 'the chat no longer exists. Try the customer’s e-mail address, if they left one.',
  deactivated: 'the customer’s account was deleted. Try their e-mail address, if they left one.',
  gone: 'the customer’s account is gone from here. Try their e-mail address, if they left one.',
  notStarted: 'the customer has never started a chat with the bot. Try their e-mail address, if they left one.',
} as const

const mail = {
  mailRefused: 'the mail server would not take it. Whoever runs this desk can ask it why.',
  mailboxRefused: 'there is no such mailbox, or it takes no mail. Whoever runs this desk can correct the address.',
} as const

export const refused = {
  ...unreachable,
  ...files,
  ...mail,
  messageGone: 'the message that it belongs to was deleted. Write it again as a new message.',
  platform: 'the customer’s chat app would not take it. Try again with shorter, plainer words.',
  rejected: 'the customer’s chat app would not take it. Try again with shorter, plainer words.',
  unknown: 'the reason is not known. Try again, and tell whoever runs this desk if it stays so.',

  /** Of what the desk itself said: nobody can write that otherwise. */
  automatic: {
    ...unreachable,
    ...files,
    ...mail,
    messageGone: 'the message that it belongs to was deleted. There is nothing to do.',
    platform: 'the customer’s chat app would not take it. Your own replies may still arrive.',
    rejected: 'the customer’s chat app would not take it. Your own replies may still arrive.',
    unknown: 'the reason is not known. Your own replies may still arrive; if they don’t, tell whoever runs this desk.',
  },
} as const
