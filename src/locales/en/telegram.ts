// The lines of the bot's command menu.

export const telegram = {
  commands: {
    start: 'Begin',
    help: 'What I can do',
    ask: 'Ask a question',
    human: 'Talk to a person',
    tickets: 'Your requests',
    status: 'Where your request stands',
    close: 'Close your request',
    register: 'Tell us who you are',
  },
} as const
