// Ce spune numai botul de pe Telegram: meniul de comenzi și un rând pentru grupuri.

export const telegram = {
  commands: {
    start: 'Începeți',
    help: 'Ce pot face',
    ask: 'Puneți o întrebare',
    faq: 'Răsfoiți răspunsurile',
    human: 'Vorbiți cu un om',
    tickets: 'Cererile dumneavoastră',
    status: 'Stadiul cererii',
    close: 'Închideți cererea',
    register: 'Spuneți-ne cine sunteți',
    profile: 'Ce știm despre dumneavoastră',
    language: 'Alegeți limba',
    assistant: 'Alegeți cine vă poate ajuta',
    link: 'Legați alt canal al dumneavoastră',
    forget: 'Cereți ștergerea datelor',
    stats: 'Cifrele serviciului',
  },
  privateOnly: 'Răspund numai în conversații private. Scrieți-mi la {{link}} și vă voi ajuta acolo.',
} as const
