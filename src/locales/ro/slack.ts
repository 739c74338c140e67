// Ce citesc doar în Slack managerii și clienții: fișa, alegerea articolului, răspunsurile la comenzi.

export const slack = {
  customer: 'Client',
  channel: { telegram: 'Telegram', slack: 'Slack', web: 'chatul de pe site' },
  card: {
    state: {
      new: 'este nouă',
      claimed: 'este la {{holder}}',
      resolved: 'este rezolvată',
      resolvedHeld: 'este rezolvată; a fost la {{holder}}',
    },
    customer: '**{{name}}** · {{channel}}',
    before: 'Cereri anterioare: {{count}}',
    reopened: 'Redeschisă: {{count}}',
    opened: 'Deschisă',
    due: 'Termen',
  },
  button: { claim: 'Preia', release: 'Eliberează', faq: 'Răspunde din FAQ', resolve: 'Rezolvă' },
  picker: {
    title: 'Răspunde din FAQ',
    loading: 'O clipă…',
    none: 'Încă nu există articole.',
    choose: 'Scrie ca să cauți',
    label: 'Articol',
    send: 'Trimite',
    close: 'Renunță',
  },
  command: {
    help: 'Ce poți cere:\n\n- `/desk stats` arată cifrele ultimelor 7 zile; `/desk stats today`, `30d` sau `2026-01-01..2026-02-01` pe cele ale altei perioade. Pentru administratori.\n- `/desk help` arată acest mesaj.\n\nTot ce scrii în firul unei cereri ajunge la client. Începe cu `//` pentru o notă care rămâne aici.',
    unknown: '„{{command}}” nu există încă. `/desk help` arată ce există.',
  },
  support: { empty: 'Scrie întrebarea după comandă: `/support Cum pot să …?`' },
  guest: 'Invitații din acest spațiu nu pot răspunde aici. Roagă un membru al canalului.',
  notSaved: 'Nu s-a salvat. Apasă din nou.',
  tryAgain: 'Nu a mers. Încearcă din nou.',
} as const
