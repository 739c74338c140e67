// Ce citesc managerii în fire, pe canalul echipei și ca răspuns la ce apasă.

export const staff = {
  firstWarning: '⏳ **#{{number}}** trebuie să primească primul răspuns până {{at}} și nu este la nimeni.',
  firstWarningHeld: '⏳ {{name}}, **#{{number}}** trebuie să primească primul răspuns până {{at}}.',
  firstBreach: '🔥 **#{{number}}** a întârziat: primul răspuns trebuia dat până {{at}} și nu este la nimeni.',
  firstBreachHeld: '🔥 **#{{number}}** a întârziat: primul răspuns trebuia dat până {{at}}. Este la {{name}}.',
  resolutionWarning: '⏳ **#{{number}}** trebuie rezolvat până {{at}} și nu este la nimeni.',
  resolutionWarningHeld: '⏳ {{name}}, **#{{number}}** trebuie rezolvat până {{at}}.',
  resolutionBreach: '🔥 **#{{number}}** a întârziat: trebuia rezolvat până {{at}} și nu este la nimeni.',
  resolutionBreachHeld: '🔥 **#{{number}}** a întârziat: trebuia rezolvat până {{at}}. Este la {{name}}.',

  leaseHalf:
    '⏳ {{name}}, clientul tichetului **#{{number}}** vă așteaptă. Un cuvânt aici, fie și o notă, păstrează tichetul; altfel revine în coadă la {{at}}.',
  lapsed:
    '↩️ **#{{number}}** este din nou în coadă: clientul așteaptă, iar {{name}} nu a mai scris de prea mult timp. Cine are timp este rugat să îl preia.',
  returned:
    '↩️ **#{{number}}** este din nou în coadă: {{name}} nu mai răspunde aici. Cine are timp este rugat să îl preia.',
  disabled: 'Nu mai puteți răspunde aici: un administrator v-a retras accesul. Cereți-i unuia dintre ei să vi-l redea.',

  reopened: '↩️ Clientul a redeschis acest tichet.',
  answeredMeanwhile:
    '{{name}} a răspuns între timp. Citiți mai întâi; dacă răspunsul dumneavoastră este încă necesar, trimiteți-l din nou.',
  othersReply:
    '👥 {{name}} se ocupă de **#{{number}}** și poate că răspunde în același timp. Răspunsul dumneavoastră ajunge totuși la client.',
  goesOnAfter: '↪️ Clientul a scris din nou, prea târziu pentru a redeschide acest tichet: **#{{number}}**.',
  assignedByRule: '👉 Tichetul **#{{number}}** i-a fost dat automat lui {{name}}.',
  personNotReached:
    '⚠️ {{who}} ar trebui să afle prin mesaj direct ce se întâmplă cu tichetele și nu poate fi contactat. Pe Telegram trebuie mai întâi să îi scrie botului. Cine administrează acest desk stabilește cine este.',
  ratedPoorly: '😟 Clientul i-a dat lui **#{{number}}** nota {{score}} din 5.',
  closedForSilence:
    '✅ Închis: clientul a fost întrebat încă o dată și nu a răspuns. Orice cuvânt al lui redeschide tichetul.',
  closedByCustomer: '✅ Clientul a închis acest tichet.',
  comment: '💬 Comentariul clientului la notă:',
  staysResolved: '🙂 Clientul a scris asta; tichetul rămâne rezolvat:',
  edited: '✏️ Clientul a modificat un mesaj. Acum arată așa:',
  editedNow: '✏️ Modificat:',
  editedBefore: '✏️ Clientul a modificat un mesaj de mai sus. Înainte era:',
  reacted: 'Clientul a reacționat cu {{reaction}} la: „{{words}}”',
  reactedSomehow: 'Clientul a reacționat cu un emoji propriu la: „{{words}}”',
  deletedByCustomer: '🗑 Clientul a șters un mesaj.',
  written: '🕐 Scris',
  forwarded: '↪️ Redirecționat:',
  forwardedFrom: '↪️ Redirecționat de la {{name}}:',
  forgotten: '🗑 Clientul a cerut să fie uitat. Ce a scris s-a șters, iar tichetul este închis.',
  erased: 'Șters la dorința clientului.',
  erasedByAge: 'Șters: textele atât de vechi nu se mai păstrează.',
  replyDeleted: '🗑 Aici a fost șters un răspuns, și din conversația clientului.',
  alreadyWentFromForm: 'Prea târziu: a plecat spre client acum {{seconds}} s. Îl puteți corecta cu alt răspuns.',
  takenBack: 'Retras: clientul nu a primit nimic.',
  madeNote: 'Acum este o notă: clientul nu a primit nimic.',
  alreadyWent:
    'Prea târziu: a ajuns la client acum {{seconds}} s. Ștergeți mesajul din fir și dispare și la client; modificați-l și se schimbă și la client.',
  deletedToo:
    'Este posibil ca mesajul să fi fost deja citit. Se șterge și din conversația clientului sau, dacă este prea vechi, apare acolo ca retras.',
  unsupported:
    '📎 Clientul a trimis $t(unsupported.{{what}}), care încă nu poate fi dat mai departe. A fost rugat să scrie în cuvinte.',
  customerLeft: '🚪 Clientul a părăsit conversația sau a blocat botul: deocamdată răspunsurile nu vor ajunge.',
  customerReturned: '👋 Clientul s-a întors și poate fi contactat din nou.',
  note: '📝 Notă, netrimisă clientului:',
  fileNotShown:
    '📎 Clientul a trimis un fișier care nu poate fi afișat aici: $t(refused.automatic.{{reason}}) I s-a cerut unul mai mic sau un link.',
  filesStay:
    '⚠️ Mesajul nu a ajuns la client: o parte din el nu poate ieși din Slack, cum ar fi un canvas, o listă sau un fișier șters. Scrieți în cuvinte sau atașați un fișier obișnuit.',
  undelivered: '⚠️ Un răspuns nu a ajuns la client: $t(refused.{{reason}})',
  undeliveredAutomatic: '⚠️ Un mesaj automat nu a ajuns la client: $t(refused.automatic.{{reason}})',
  resolvedSoNote: '🔒 **#{{number}}** este rezolvat, așa că mesajul rămâne aici ca notă.',
  sendAndReopen: 'Trimite și redeschide',
  reopenedBy: '↩️ {{name}} a redeschis acest tichet.',
  writesToBanned:
    'Clientul tichetului #{{number}} este blocat, așa că nu i se trimite nimic. `/desk unban {{number}}` anulează blocarea.',
  noteGone: 'A fost trimis deja sau textul lui a fost șters.',
  sendAgain: 'Trimite din nou',
  onItsWay: 'Este din nou pe drum.',
  alreadyAgain: 'Cineva l-a trimis deja din nou.',
  goneSince: 'Textul a fost șters între timp, așa că nu a mai fost trimis.',
  unknownDelivery: 'Mesajul acela nu mai este cunoscut aici. Vă rugăm să îl scrieți din nou.',
  cardRefused:
    '⚠️ **#{{number}}** nu poate fi afișat aici așa cum este acum. Nu s-a pierdut nimic: îl găsiți întreg pe biroul echipei, în browser. Vă rugăm să anunțați responsabilul tehnic; jurnalul spune de ce.',
  mailRefused:
    '⚠️ E-mailul către {{mailbox}} nu poate fi livrat: $t(refused.automatic.{{reason}}) `/desk undelivered` arată ce nu a ajuns.',
  notInThread:
    '⚠️ Ce a scris un coleg despre **#{{number}}** nu a putut fi afișat în firul lui. Textul este pe biroul echipei, în browser.',

  unnamed: 'Manager {{number}}',

  taken: '📌 {{name}} a făcut acest tichet dintr-un mesaj.',
  takenFrom: '📌 {{name}} a făcut acest tichet dintr-un mesaj: {{source}}',
  assigned: '👤 {{by}} i-a dat acest tichet lui {{name}}.',
  claimed: '👤 {{name}} a preluat acest tichet.',
  released: '↩️ {{name}} a dat acest tichet înapoi tuturor.',
  alreadyWaiting: '#{{number}} așteaptă deja clientul.',
  snoozed: '💤 {{name}} a amânat acest tichet până {{at}}.',
  wokenByCustomer: '🔔 Clientul a scris: tichetul nu mai este amânat.',
  backFromSnooze: '🔔 **#{{number}}** a revenit: amânarea s-a încheiat și nu este la nimeni.',
  backFromSnoozeHeld: '🔔 **#{{number}}** a revenit: amânarea s-a încheiat și este la {{name}}.',
  alreadyTheirs: '#{{number}} este deja la {{name}}.',
  awayNow: 'Sunteți plecat(ă) până când scrieți `/desk back` sau orice într-un tichet.',
  awayUntil: 'Sunteți plecat(ă) până {{at}} sau până când scrieți `/desk back` ori orice într-un tichet.',
  awayUnread:
    'Până când? Scrieți `/desk away`, `/desk away 2h`, `/desk away până la 14:00`, `/desk away până mâine 09:00`, `/desk away până luni` sau `/desk away 2026-12-27`. Trebuie să fie în viitor, în cel mult un an.',
  backNow: 'Bine ați revenit.',
  welcomeBack: 'Bine ați revenit: nu mai apăreți ca plecat(ă).',
  notAway: 'Nu erați plecat(ă).',
  assignedAway: 'I-a fost dat, dar {{name}} lipsește acum. Îl puteți da altcuiva.',
  assignedAwayUntil: 'I-a fost dat, dar {{name}} lipsește până {{at}}. Îl puteți da altcuiva.',
  reopenedAway:
    '↩️ Clientul a redeschis acest tichet. {{name}}, de care ținea, lipsește: cine are timp este rugat să îl preia.',
  reopenedAwayUntil:
    '↩️ Clientul a redeschis acest tichet. {{name}}, de care ținea, lipsește până {{at}}: cine are timp este rugat să îl preia.',
  unknownManager: 'Persoana aceea nu răspunde aici.',
  mergedAway:
    '🔀 {{by}} a unit acest tichet cu #{{number}}. Vă rugăm să continuați acolo: ce se scrie aici nu mai ajunge la client.',
  mergedAwayLinked:
    '🔀 {{by}} a unit acest tichet cu #{{number}}. Vă rugăm să continuați acolo: ce se scrie aici nu mai ajunge la client. {{link}}',
  tookIn: '🔀 {{by}} a unit #{{number}} cu acest tichet. Întrebarea era:',
  tookInLinked: '🔀 {{by}} a unit #{{number}} cu acest tichet. Istoricul: {{link}} Întrebarea era:',
  writeThere:
    '⚠️ Mesajul nu a ajuns la client: acest tichet continuă ca #{{number}}. Vă rugăm să îl scrieți în firul acela.',
  wentInto: '#{{number}} a fost unit cu #{{into}} și continuă acolo.',
  notOpenToMerge: '#{{number}} nu mai este deschis, așa că nu i s-a adăugat nimic.',
  linked: '🔗 {{name}} a legat acest tichet de incidentul {{number}}: {{title}}',
  linkedAtOnce: '🔗 Legat de incidentul {{number}}: {{title}}. Clientul a aflat că problema este cunoscută.',
  unlinked: '🔗 {{name}} a dezlegat acest tichet de incidentul {{number}}: {{title}}',
  linkedAlready: '#{{number}} este deja legat de incidentul {{incident}}. Dezlegați-l mai întâi.',
  notLinked: '#{{number}} nu este legat de niciun incident.',
  unknownIncident: 'Nu există incidentul {{number}}. `/desk incidents` le arată pe cele deschise.',
  incidentOpened:
    'Incidentul {{number}} este deschis: {{title}}. Clienții care întreabă despre el află imediat; legați tichete de el din meniul lor.',
  incidentUntitled: 'Un incident are nevoie de un titlu în cuvinte.',
  incidentOver: 'Incidentul {{number}} s-a încheiat deja.',
  incidentResolving: 'Incidentul {{number}} este deja în curs de încheiere.',
  incidentUnanswered: 'Nimeni nu a primit nimic: scrieți ce trebuie să afle toți sau alegeți un articol.',
  incidentNotRunning: 'Acum nu se trimite nimic pentru incidentul {{number}}.',
  incidentNotStopped: 'Incidentul {{number}} nu a fost oprit.',
  articleWritten: '📖 Răspunsul se află acum în FAQ: **{{title}}**',
  articlesUnfit: 'Nu s-a importat nimic: {{fault}}',
  articleEmpty: 'Un articol are nevoie de titlu și de răspuns.',
  articleLocale: 'O limbă este un cod scurt, precum `en` sau `ro`.',
  articlePhrasing:
    'Un mod de a întreba are cel mult {{most}} de caractere, iar „{{beginning}}…” are {{length}}. Scurtați-l sau scrieți-l pe mai multe rânduri.',
  articleDay: 'Data revizuirii este o zi, precum 2026-03-31.',
  articleChanged:
    'Cineva a modificat articolul între timp, așa că nu s-a salvat nimic de aici. Deschideți-l din nou ca să îl vedeți așa cum este acum.',
  candidateSettled: 'Cineva a hotărât deja în privința acestor cuvinte.',
  articleArchived: 'Articolul este deja arhivat.',
  unknownRevision: 'Articolul nu are versiunea anterioară {{number}}.',
  versionOfNothing:
    'Acesta nu poate fi o versiune pentru „{{id}}”: nu există un articol de sine stătător cu acest id. Căutați-l în FAQ ca să îi aflați id-ul.',
  hasVersions: 'Există versiuni ale acestui articol, așa că el nu poate fi o versiune a altuia.',
  versionTwice:
    '„{{title}}” spune deja același lucru în această limbă ({{locale}}). Modificați-l pe acela sau alegeți altă limbă.',
  banned:
    '🚫 {{name}} a blocat acest client. Tichetele lui deschise sunt rezolvate, iar ce scrie se păstrează, dar nu este arătat nimănui. Un administrator poate anula blocarea cu `/desk unban {{number}}`.',
  bannedFor: '$t(staff.banned)\n\nDe ce:',
  unbanned: '↩️ {{name}} a anulat blocarea: clientul primește din nou răspunsuri.',
  flood:
    '🌊 Acest client scrie mai repede decât poate citi cineva. Ce vine de acum se păstrează, dar nu apare aici, până când ia o pauză. Dacă este spam, un administrator îl oprește cu `/desk ban {{number}}`.',
  floodOver_one:
    '🌊 Clientul din #{{number}} a luat o pauză. {{count}} mesaj nu a fost arătat: îl puteți citi pe biroul echipei.',
  floodOver_few:
    '🌊 Clientul din #{{number}} a luat o pauză. {{count}} mesaje nu au fost arătate: le puteți citi pe biroul echipei.',
  floodOver_other:
    '🌊 Clientul din #{{number}} a luat o pauză. {{count}} de mesaje nu au fost arătate: le puteți citi pe biroul echipei.',
  alreadyBanned: 'Clientul din #{{number}} este deja blocat. `/desk unban {{number}}` anulează blocarea.',
  notBanned: 'Clientul din #{{number}} nu este blocat.',
  banAdminsAlone:
    'Doar administratorii echipei pot bloca clienți. Ca să deveniți unul, cereți-i responsabilului tehnic.',
  writerBanned:
    'Autorul mesajului este blocat, așa că mesajul nu devine tichet. Un administrator poate anula blocarea.',
  unknownTicket: 'Nu există un astfel de tichet.',
  unknownArticle: 'Articolul acela nu mai există. Căutați altul.',
  alreadyResolved: '#{{number}} este deja rezolvat.',
  alreadyYours: '#{{number}} este deja la dumneavoastră.',
  notClaimed: 'Nimeni nu a preluat #{{number}}.',
  claimedFaster: 'Prea târziu cu o clipă: {{name}} a fost cu {{whole}},{{tenth}} s înainte și are #{{number}}.',
  heldBy: 'De #{{number}} se ocupă {{name}}.',
  channel: { telegram: 'Telegram', slack: 'Slack', web: 'chatul de pe site' },
  caughtUp:
    '🔁 Frontdesk a fost oprit și lucrează din nou. S-au recuperat: mesaje ale clienților: {{customers}}, ale colegilor: {{managers}}, în așteptarea livrării: {{said}}. Nu s-a pierdut nimic.',
  caughtUpExcept:
    '🔁 Frontdesk a fost oprit și lucrează din nou. S-au recuperat: mesaje ale clienților: {{customers}}, ale colegilor: {{managers}}, în așteptarea livrării: {{said}}. Încă așteaptă: {{waiting}}. Puse deoparte, fiindcă nu au putut fi prelucrate: {{parked}}; jurnalul spune de ce.',
  parked:
    '⚠️ Un mesaj de pe $t(staff.channel.{{channel}}) nu a putut fi prelucrat după trei încercări; cine l-a scris nu a primit răspuns. Dacă știți cine este, rugați-l să scrie din nou. Pentru responsabilul tehnic: a fost pus deoparte, împreună cu motivul, ca {{key}}',
  backlog: {
    waiting_one: '⏳ Încă {{count}} în așteptare: `/desk queue`. Fișa lui apare aici imediat.',
    waiting_few: '⏳ Încă {{count}} în așteptare: `/desk queue`. Fișele lor apar aici pe rând.',
    waiting_other: '⏳ Încă {{count}} în așteptare: `/desk queue`. Fișele lor apar aici pe rând.',
    over: '✅ Toate tichetele au acum fișa aici.',
  },
} as const
