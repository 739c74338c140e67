// Ce spun numai pagina web și biroul echipei. Nimic nu conține Markdown: stă în pagini așa cum este.

import { account } from './web-account.ts'
import { desk } from './web-desk.ts'
import { files } from './web-files.ts'
import { knowledge } from './web-knowledge.ts'
import { operations } from './web-operations.ts'
import { reports } from './web-reports.ts'
import { team } from './web-team.ts'
import { widget } from './web-widget.ts'

export const web = {
  title: 'Asistență',
  preferences: 'Limbă și aspect',
  language: 'Limbă',
  theme: 'Aspect',
  themes: { auto: 'Automat', light: 'Luminos', dark: 'Întunecat' },
  tagline: 'Întrebați orice. Răspunsurile vin chiar aici.',
  conversation: 'Conversație',
  welcome: 'Bună ziua! Scrieți întrebarea mai jos; primiți răspunsul aici și îl regăsiți oricând în acest browser.',
  yourMessage: 'Scrieți un mesaj',
  send: 'Trimiteți',
  browse: 'Întrebări frecvente',
  person: 'Vorbiți cu o persoană',
  perhaps: 'Poate vă răspunde aceasta:',
  connectionLost: 'Nu există conexiune. Ce scrieți pleacă de îndată ce revine.',
  fate: {
    sending: 'se trimite …',
    sent: '✓ trimis',
    waiting: 'așteaptă conexiunea',
    read: '✓✓ citit',
    refused: 'netrimis',
  },
  myTickets: 'Tichetele mele',
  noTickets: 'Nu aveți încă tichete. Când răspunsul cere o persoană, întrebarea devine tichet și o găsiți aici.',
  noOwnTicket: 'Nu aveți un astfel de tichet.',
  goesOnThere: 'Acesta continuă în {{channel}}: scrieți acolo.',
  standing: {
    new: 'așteaptă pe cineva din echipă',
    claimed: 'cineva se ocupă de el',
    claimedBy: '{{name}} se ocupă de el',
    waiting: 'așteaptă răspunsul dumneavoastră',
    snoozed: 'amânat pentru o vreme',
    resolved: 'rezolvat',
  },
  rate: 'Cum a fost?',
  rated: 'Nota dumneavoastră. Mulțumim!',
  stars_one: '{{count}} stea',
  stars_few: '{{count}} stele',
  stars_other: '{{count}} de stele',
  reopen: 'Nu este rezolvat: redeschideți-l',
  you: 'Dumneavoastră',
  bot: 'Asistență',
  sorry: 'Nu s-a putut',
  toChat: 'Înapoi la conversație',
  retrying: 'Asistența nu răspunde chiar acum. Încercăm din nou …',
  notSent: 'Mesajul nu a fost trimis. Verificați conexiunea și trimiteți din nou; textul este încă aici.',
  notStored: 'Nu s-a salvat: asistența este ocupată acum. Vă rugăm să trimiteți din nou peste câteva clipe.',
  failed: 'A apărut o problemă la noi. Vă rugăm să încercați din nou.',
  otherSite: 'Ce s-a trimis a venit de pe alt site, așa că nu a fost acceptat.',
  somebodyElse: 'Nu s-a trimis: în acest browser sunteți acum altcineva. Reîncărcați pagina.',
  badBody: 'Ce s-a trimis nu a putut fi citit.',
  badId:
    'Pagina nu mai este actuală. Vă rugăm să o reîncărcați și să trimiteți din nou. (Identificatorul trebuie să fie un UUID.)',
  noText: 'Vă rugăm să scrieți ceva.',
  longText: 'Textul este prea lung: cel mult 20.000 de caractere.',
  longName: 'Numele este prea lung: cel mult 80 de caractere.',
  longLine: 'Este prea mult pentru un rând.',
  noPress: 'Nu există un astfel de buton.',
  noArticle: 'Nu există un astfel de articol.',
  noPage: 'Nu există nimic la această adresă.',
  noTicket: 'Nu există un astfel de tichet sau o astfel de acțiune.',
  linkUsed:
    'Acest link de conectare a fost deja folosit sau cele 15 minute ale lui au trecut. Cine administrează asistența face altul cu comanda „desk link”.',
  state: {
    new: 'nou',
    claimed: 'preluat',
    waiting: 'așteaptă clientul',
    snoozed: 'amânat până',
    resolved: 'rezolvat',
  },
  channel: { telegram: 'Telegram', slack: 'Slack', web: 'Web' },
  delivery: {
    held: 'mai poate fi retras',
    waiting: 'pe drum',
    delivered: '✓ livrat',
    undelivered: '⚠ nelivrat: $t(refused.{{reason}})',
    undeliveredAutomatic: '⚠ nelivrat: $t(refused.automatic.{{reason}})',
  },
  account,
  desk,
  reports,
  files,
  knowledge,
  operations,
  team,
  widget,
} as const
