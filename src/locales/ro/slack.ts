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
    help: 'Ce puteți cere; răspunsurile le vedeți doar dumneavoastră:\n\n- `/desk queue` arată tichetele deschise, de la cel mai vechi; `/desk mine` pe cele preluate de dumneavoastră.\n- `/desk faq rambursare` caută răspunsuri în FAQ.\n- `/desk undelivered` arată ce nu a ajuns și trimite din nou.\n- `/desk login` vă dă un link către biroul echipei, în browser.\n- `/desk help` arată acest mesaj.',
    helpAdmin:
      'Pentru administratori, ca dumneavoastră:\n\n- `/desk stats` arată cifrele ultimelor 7 zile; `/desk stats today`, `30d` sau `2026-01-01..2026-02-01` pe cele ale altei perioade.',
    helpThread:
      'Tot ce scrieți în firul unui tichet ajunge la client. Începeți cu `//` pentru o notă care rămâne aici.',
    notStaff:
      'Comanda este pentru cei care răspund aici: membrii canalului echipei. Dacă aveți nevoie de ajutor, scrieți `/support` și întrebarea.',
    notYet: '`/desk {{command}}` nu există încă. `/desk help` arată ce există.',
    unknown: '„{{command}}” nu există. `/desk help` arată ce există.',
    adminsAlone:
      '`/desk {{command}}` este pentru administratori. Ca să deveniți unul, cereți-i responsabilului tehnic și dați-i identificatorul: {{id}}.',
    faqWhat: 'Scrieți ce căutați: `/desk faq rambursare`.',
    faqNone: 'Niciun articol nu se potrivește cu „{{words}}”. Încercați alte cuvinte.',
    login:
      'Intrarea dumneavoastră pe biroul echipei. Merge o singură dată, timp de 15 minute; nu o dați altcuiva: {{url}}',
  },
  priority: {
    low: 'prioritate mică',
    normal: 'prioritate normală',
    high: '🔺 prioritate mare',
    urgent: '🔥 urgent',
  },
  list: {
    queue_one: '{{count}} tichet deschis',
    queue_few: '{{count}} tichete deschise, de la cel mai vechi',
    queue_other: '{{count}} de tichete deschise, de la cel mai vechi',
    queueEmpty: 'Niciun tichet nu este deschis. 🎉',
    mine_one: 'Aveți {{count}} tichet',
    mine_few: 'Aveți {{count}} tichete',
    mine_other: 'Aveți {{count}} de tichete',
    mineEmpty: 'Nu aveți niciun tichet. `/desk queue` arată ce așteaptă.',
    more_one: 'și încă {{count}}.',
    more_few: 'și încă {{count}}.',
    more_other: 'și încă {{count}}.',
  },
  undelivered: {
    title: 'Ce nu a ajuns',
    none: 'Totul a ajuns unde trebuia.',
    manager: 'cuvintele lui {{name}}',
    customer: 'cuvintele clientului {{name}}',
    bot: 'cuvintele automate',
    card: 'fișa',
    to: { customer: 'către client', staff: 'către acest spațiu' },
  },
  support: { empty: 'Scrieți întrebarea după comandă: `/support Cum pot să …?`' },
  guest: 'Invitații din acest spațiu nu pot răspunde aici. Rugați un membru al canalului.',
  notSaved: {
    press: 'Nu s-a salvat. Vă rugăm să apăsați din nou.',
    command: 'Nu s-a salvat. Vă rugăm să scrieți din nou.',
  },
  tryAgain: 'Nu a mers. Vă rugăm să încercați din nou.',
} as const
