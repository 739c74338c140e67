// Rândurile din meniul de comenzi al botului.

export const telegram = {
  commands: {
    start: 'Începeți',
    help: 'Ce pot face',
    ask: 'Puneți o întrebare',
    human: 'Vorbiți cu un om',
    tickets: 'Cererile dumneavoastră',
    status: 'Stadiul cererii',
    close: 'Închideți cererea',
    register: 'Spuneți-ne cine sunteți',
  },
} as const
