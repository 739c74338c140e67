// The lines of the bot's command menu.

export const telegram = {
  commands: {
    start: 'Începe',
    help: 'Ce pot face',
    ask: 'Pune o întrebare',
    human: 'Vorbește cu o persoană',
    tickets: 'Cererile tale',
    status: 'Stadiul cererii',
    close: 'Închide cererea',
    register: 'Spune-ne cine ești',
  },
} as const
