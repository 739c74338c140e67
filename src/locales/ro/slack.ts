// Ce citesc doar în Slack managerii și clienții: fișa, alegerea articolului, răspunsurile la comenzi.

export const slack = {
  customer: 'Client',
  channel: { telegram: 'Telegram', slack: 'Slack', web: 'chatul de pe site' },
  card: {
    state: {
      new: 'este nou',
      claimed: 'este la {{holder}}',
      resolved: 'este rezolvat',
      resolvedHeld: 'este rezolvat; a fost la {{holder}}',
    },
    customer: '**{{name}}** · {{channel}}',
    before: 'Tichete anterioare: {{count}}',
    reopened: 'Redeschis: {{count}}',
    opened: 'Deschis',
    due: 'Termen',
  },
  button: { claim: 'Preia', release: 'Eliberează', faq: 'Răspunde din FAQ', resolve: 'Rezolvă' },
  picker: {
    title: 'Răspunde din FAQ',
    loading: 'O clipă…',
    none: 'Încă nu există articole.',
    choose: 'Scrieți ca să căutați',
    label: 'Articol',
    send: 'Trimite',
    close: 'Renunță',
  },
  command: {
    help: 'Ce puteți cere:\n\n- `/desk stats` arată cifrele ultimelor 7 zile; `/desk stats today`, `30d` sau `2026-01-01..2026-02-01` pe cele ale altei perioade. Pentru administratori.\n- `/desk help` arată acest mesaj.\n\nTot ce scrieți în firul unui tichet ajunge la client. Începeți cu `//` pentru o notă care rămâne aici.',
    unknown: '„{{command}}” nu există încă. `/desk help` arată ce există.',
  },
  support: { empty: 'Scrieți întrebarea după comandă: `/support Cum pot să …?`' },
  guest: 'Invitații din acest spațiu nu pot răspunde aici. Rugați un membru al canalului.',
  notSaved: {
    press: 'Nu s-a salvat. Vă rugăm să apăsați din nou.',
    command: 'Nu s-a salvat. Vă rugăm să scrieți din nou.',
  },
  tryAgain: 'Nu a mers. Vă rugăm să încercați din nou.',
} as const
