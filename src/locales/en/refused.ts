// Why a platform will never take what was said, and what can be done: whole sentences, for the staff.

export const refused = {
  blocked: 'the customer has blocked the bot. Try their e-mail address, if the card shows one.',
  chatNotFound: 'the chat no longer exists. Try the customer’s e-mail address, if the card shows one.',
  deactivated: 'the customer’s account was deleted. Try their e-mail address, if the card shows one.',
  gone: 'the customer’s account is gone from here. Try their e-mail address, if the card shows one.',
  messageGone: 'the message that it belongs to was deleted. Write it again as a new message.',
  notStarted: 'the customer has never started a chat with the bot. Try their e-mail address, if the card shows one.',
  platform: 'the platform would not take it. Try again with shorter, plainer words.',
  rejected: 'the platform would not take it. Try again with shorter, plainer words.',
  unknown: 'the reason is not known. Try again, and tell whoever runs the desk if it stays so.',
} as const
