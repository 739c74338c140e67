// What only the bot on Telegram says: its command menu, and a line for groups.

export const telegram = {
  commands: {
    start: 'Begin',
    help: 'What I can do',
    ask: 'Ask a question',
    faq: 'Look through the answers',
    human: 'Talk to a person',
    tickets: 'Your requests',
    status: 'Where your request stands',
    close: 'Close your request',
    register: 'Tell us who you are',
    profile: 'What we know of you',
    language: 'Choose your language',
    assistant: 'Choose who may help you',
    link: 'Link your other channel',
    forget: 'Have your data erased',
    stats: 'The desk’s figures',
  },
  privateOnly: 'I answer in private chats only. Write to me at {{link}} and I will help you there.',
} as const
