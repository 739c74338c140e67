// Ce citesc clienții.

export const customer = {
  button: {
    solved: '✅ M-a ajutat',
    not: '❌ Nu asta căutam',
    person: '🙋 Vreau să vorbesc cu un om',
    reopen: '↩️ Redeschideți',
    back: '◀ Înapoi',
    more: 'Mai multe ▶',
    tags: '◀ Toate temele',
    untagged: 'Altele ({{number}})',
    change: 'Modificați numele sau e-mailul',
    onlyPeople: 'Numai oameni',
    letAssistantHelp: 'Să ajute și asistentul',
    link: '✅ Da, legați-le',
    noLink: '❌ Nu',
    unlink: 'Desfaceți legătura',
    linkMore: 'Legați altă conversație',
    forget: '🗑 Da, ștergeți tot',
    keep: 'Nu, păstrați',
    follow: '🔔 Spuneți-mi când s-a rezolvat',
    notIt: '🙋 Nu este asta, vreau să vorbesc cu cineva',
    skip: 'Săriți peste',
    cancel: 'Renunțați',
  },

  step: {
    ask: '✍️ Am o întrebare',
    faq: '📖 Vreau să caut printre răspunsuri',
    tickets: '📋 Cererile mele',
    human: '$t(customer.button.person)',
  },

  welcome:
    'Bună ziua! 👋 Scrieți aici întrebarea, cu cuvintele dumneavoastră. Răspund pe loc dacă pot; dacă nu, vă răspunde un coleg.',
  help: 'Scrieți pur și simplu întrebarea aici, cu cuvintele dumneavoastră: răspund pe loc dacă pot, iar dacă nu, vă răspunde un coleg. Nu aveți nevoie de niciuna dintre acestea, dar le găsiți aici:\n\n/ask – puneți o întrebare\n/faq – răsfoiți răspunsurile sau doar unele, ca în `/faq retur`\n/human – vorbiți cu un om\n/tickets – vedeți cererile deschise\n/status – stadiul lor sau al uneia, ca în `/status 12`\n/close – închideți cererea sau una anume, ca în `/close 12`\n/register – spuneți-ne numele și e-mailul sau modificați-le\n/profile – vedeți ce știu despre dumneavoastră\n/language – alegeți limba\n/assistant – alegeți dacă vă poate ajuta un asistent\n/link – fiți pentru noi o singură persoană pe mai multe canale\n/forget – cereți să șterg tot ce știu despre dumneavoastră\n/cancel – renunțați la ce vă întreb\n\nAltceva? Scrieți sau cereți un om cu /human.',
  helpInSlack: '$t(customer.help)\n\nÎn Slack, puneți un spațiu înaintea barei: altfel Slack o ia drept comandă a lui.',
  ask: 'Vă ascult: scrieți întrebarea în mesajul următor.',
  outdated: 'Butonul acela este de mai devreme și nu mai funcționează. Scrieți-mi, pur și simplu.',

  banned:
    'Ne pare rău, dar echipa nu vă mai răspunde aici. `/language` și `/forget` funcționează în continuare, iar ce scrieți se păstrează.',
  flood_one:
    'Este mai mult decât poate citi echipa deodată. Ce scrieți acum se păstrează, dar nu ajunge la ea: așteptați un minut, apoi scrieți ce este mai important într-un singur mesaj.',
  flood_few:
    'Este mai mult decât poate citi echipa deodată. Ce scrieți acum se păstrează, dar nu ajunge la ea: așteptați {{count}} minute, apoi scrieți ce este mai important într-un singur mesaj.',
  flood_other:
    'Este mai mult decât poate citi echipa deodată. Ce scrieți acum se păstrează, dar nu ajunge la ea: așteptați {{count}} de minute, apoi scrieți ce este mai important într-un singur mesaj.',
  unbanned: 'Echipa vă răspunde din nou aici. Scrieți de ce aveți nevoie.',

  language: 'Vă scriu în română. Ce limbă preferați?',
  languageChosen: 'Gata: de acum vă scriu în română.',
  unknownLanguage: 'Îmi pare rău, încă nu cunosc limba aceasta. Pot scrie într-una dintre acestea:',

  noAssistant: 'Aici nu este niciun asistent: vă răspund oameni.',
  assistantHelps:
    'Aici vă poate ajuta un asistent (un model de limbaj): citește ce scrieți și răspunde sau îi ajută pe colegi să răspundă. Preferați să citească numai oameni?',
  onlyPeople:
    'Ce scrieți citesc numai oameni, nu și un asistent (un model de limbaj). Doriți să ajute, ca să aveți unele răspunsuri mai repede?',
  onlyPeopleChosen: 'Gata: de acum ce scrieți citesc numai oameni. Puteți schimba asta cu `/assistant`.',
  assistantChosen: 'Gata: de acum vă poate ajuta și un asistent. Puteți schimba asta cu `/assistant`.',

  perhaps: 'Poate că vă ajută unul dintre aceste răspunsuri:',
  articles: 'La acestea pot răspunde pe loc. Alegeți un titlu:',
  articlesPage: 'La acestea pot răspunde pe loc, pagina {{page}} din {{pages}}. Alegeți un titlu:',
  tags: 'La acestea pot răspunde pe loc. Alegeți o temă:',
  tagsPage: 'La acestea pot răspunde pe loc, pagina {{page}} din {{pages}}. Alegeți o temă:',
  tagged: 'La ce pot răspunde pe loc despre **{{tag}}**. Alegeți un titlu:',
  taggedPage: 'La ce pot răspunde pe loc despre **{{tag}}**, pagina {{page}} din {{pages}}. Alegeți un titlu:',
  noArticles: 'Încă nu sunt răspunsuri de răsfoit. Scrieți întrebarea și vă răspunde un coleg.',
  noneFits: 'Nu am găsit nimic pentru asta. Încercați alte cuvinte, răsfoiți `/faq` sau întrebați un om.',
  askInWords: 'Îmi pare rău. Scrieți întrebarea cu cuvintele dumneavoastră și mai caut o dată sau vă aduc un coleg.',
  solved: 'Mă bucur că v-a ajutat! Scrieți oricând mai aveți nevoie de ceva.',

  talk: {
    greeting: 'Bună ziua! 👋 Scrieți aici de ce aveți nevoie, cu cuvintele dumneavoastră.',
    thanks: 'Cu plăcere! 😊',
    goodbye: 'La revedere! 👋 Scrieți oricând aveți nevoie de ceva.',
    nod: 'Bine! Scrieți oricând aveți nevoie de ceva.',
    emoji: '🙂 Scrieți aici oricând aveți nevoie de ceva.',
    marks: 'Nu am înțeles. Scrieți de ce aveți nevoie, cu cuvintele dumneavoastră.',
    opening: 'Cu drag! Scrieți aici de ce aveți nevoie, cu cuvintele dumneavoastră.',
    asking: 'Cu drag! Scrieți întrebarea într-un singur mesaj și un coleg o va citi.',
  },

  incident: 'Știm despre asta: **{{title}}**. Lucrăm la rezolvare.',
  follows: 'Vă scriu aici imediat ce s-a rezolvat.',
  followsAlready: 'Vă scriu aici imediat ce s-a rezolvat.',
  incidentOver: 'S-a rezolvat: **{{title}}**.',

  askQuestion: 'Scrieți întrebarea într-un singur mesaj și un coleg o va citi.',
  askName: 'Înainte să dau întrebarea mai departe: cum vă numiți?',
  askNameFirst: 'Mai întâi, cum vă numiți?',
  badName: 'Am nevoie de un nume de 1 până la 100 de caractere. Cum doriți să vă spunem?',
  askEmail: 'Vă mulțumesc, {{name}}. Care este adresa dumneavoastră de e-mail?',
  badEmail: 'Nu pare o adresă de e-mail. Ar trebui să arate așa: nume@example.com.',
  registered: 'Vă mulțumesc, {{name}}, asta a fost tot. Acum scrieți întrebarea.',
  askNameAgain: 'Cum vă numiți?',
  askEmailAgain:
    'Vă mulțumesc, {{name}}. Adresa dumneavoastră de e-mail este {{email}}: scrieți alta sau săriți peste ca să rămână aceasta.',
  changed: 'Vă mulțumesc, {{name}}, am notat.',
  unchanged: 'Am renunțat: totul rămâne cum era.',
  profile:
    '**Ce știu despre dumneavoastră**\n\nNumele: {{name}}\nE-mail: {{email}}\nLimba: {{language}} (o schimbați cu `/language`)\nCereri până acum: {{requests}}$t(customer.assistance.{{assistance}})',
  assistance: {
    unsaid: ' ',
    helps: '\nAsistent: vă poate ajuta (schimbați cu `/assistant`)',
    refused: '\nAsistent: numai oameni, cum ați dorit (schimbați cu `/assistant`)',
  },
  cancelled: 'Am renunțat. Scrieți oricând aveți nevoie de ceva.',
  cancelledKept:
    'Am renunțat: nu am dat nimic mai departe. Am păstrat întrebarea, iar un coleg o poate citi oricând doriți.',
  nothingToCancel: 'Nu este nimic la care să renunțați. Scrieți întrebarea oricând doriți.',

  ticketOpened:
    'Cererea dumneavoastră este **#{{number}}**. Un coleg vă va răspunde aici; tot ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  ticketOpenedCrowd:
    'Cererea dumneavoastră este **#{{number}}**. Ne scriu acum foarte mulți oameni, așa că va dura mai mult decât de obicei până când vă va răspunde aici un coleg. Tot ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  inQueue: '$t(customer.place.{{place}}, {"count": {{ahead}} })',
  place: {
    unsaid: ' ',
    after_one: ' Înaintea ei mai este o cerere.',
    after_few: ' Înaintea ei mai sunt {{count}} cereri.',
    after_other: ' Înaintea ei mai sunt {{count}} de cereri.',
    afterMany: ' Înaintea ei mai sunt peste {{count}} de cereri.',
  },
  takesLonger:
    'Durează mai mult decât am spus, ne pare rău: cererea **#{{number}}** încă așteaptă un coleg, care va răspunde aici.$t(customer.inQueue)',
  takesLongerHeld: 'Durează mai mult decât am spus, ne pare rău: {{name}} se ocupă încă de cererea **#{{number}}**.',
  takesLongerHeldByDesk: 'Durează mai mult decât am spus, ne pare rău: ne ocupăm încă de cererea **#{{number}}**.',
  when: { today: 'astăzi la {{time}}', tomorrow: 'mâine la {{time}}', later: '{{date}}, la {{time}}' },
  ticketOpenedMinutes_one:
    'Cererea dumneavoastră este **#{{number}}**. De obicei un coleg răspunde aici în circa {{count}} minut; ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  ticketOpenedMinutes_few:
    'Cererea dumneavoastră este **#{{number}}**. De obicei un coleg răspunde aici în circa {{count}} minute; ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  ticketOpenedMinutes_other:
    'Cererea dumneavoastră este **#{{number}}**. De obicei un coleg răspunde aici în circa {{count}} de minute; ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  ticketOpenedHours_one:
    'Cererea dumneavoastră este **#{{number}}**. De obicei un coleg răspunde aici în circa {{count}} oră; ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  ticketOpenedHours_few:
    'Cererea dumneavoastră este **#{{number}}**. De obicei un coleg răspunde aici în circa {{count}} ore; ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  ticketOpenedHours_other:
    'Cererea dumneavoastră este **#{{number}}**. De obicei un coleg răspunde aici în circa {{count}} de ore; ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  ticketOpenedBy:
    'Cererea dumneavoastră este **#{{number}}**. Închidem în curând: un răspuns vine aici cel mai probabil $t(customer.when.{{day}}). Ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  ticketOpenedClosed:
    'Cererea dumneavoastră este **#{{number}}**. Acum este închis; deschidem $t(customer.when.{{day}}), iar atunci vă va răspunde un coleg aici. Ce scrieți între timp se adaugă la ea.$t(customer.inQueue)',
  wentTo: 'Am adăugat la cererea **#{{number}}**. Ca să scrieți despre alta, răspundeți la unul dintre mesajele ei.',
  yourTurn: 'Cererea **#{{number}}** așteaptă răspunsul dumneavoastră. Scrieți-l aici.',
  yourTurnCloses:
    'Cererea **#{{number}}** așteaptă răspunsul dumneavoastră. Scrieți-l aici. Dacă nu primim niciun răspuns, o închid $t(customer.when.{{day}}).',
  closedForSilence:
    'Am închis cererea **#{{number}}**, fiindcă nu am mai primit nimic de la dumneavoastră. Mai aveți nevoie de ea? Scrieți aici și se redeschide.',
  closedForSilenceForGood:
    'Am închis cererea **#{{number}}**, fiindcă nu am mai primit nimic de la dumneavoastră. Mai aveți nevoie de ceva? Scrieți aici și deschid una nouă.',
  ticketHeldByDesk: 'Cererea **#{{number}}**: ne ocupăm de ea. Scrieți aici dacă mai aveți ceva de adăugat.',
  ticketHeld: 'Cererea **#{{number}}**: se ocupă {{name}}. Scrieți aici dacă mai aveți ceva de adăugat.',
  ticketAwaitsByDesk: 'Cererea **#{{number}}**: așteptăm răspunsul dumneavoastră. Scrieți-l aici.',
  ticketAwaits: 'Cererea **#{{number}}**: {{name}} așteaptă răspunsul dumneavoastră. Scrieți-l aici.',
  ticketWaiting:
    'Cererea **#{{number}}** așteaptă un coleg, care va răspunde aici. Scrieți dacă mai aveți ceva de adăugat.$t(customer.inQueue)',
  ticketResolved: 'Cererea **#{{number}}** este rezolvată.',
  noTickets: 'Nu aveți nicio cerere deschisă. Scrieți întrebarea și deschid una.',
  /** Who answers, where the desk hides its people. */
  deskName: 'Biroul de asistență',
  claimedByDesk: 'Ne ocupăm de cererea dumneavoastră **#{{number}}**.',
  claimed: '{{name}} se ocupă de cererea dumneavoastră **#{{number}}**.',
  resolved: 'Cererea dumneavoastră **#{{number}}** este rezolvată. Ce notă ne dați, de la 1 (slab) la 5 (excelent)?',
  closed: 'Am închis cererea dumneavoastră **#{{number}}**. Ce notă ne dați, de la 1 (slab) la 5 (excelent)?',
  resolvedAgain: 'Cererea dumneavoastră **#{{number}}** este din nou rezolvată.',
  closedAgain: 'Am închis din nou cererea dumneavoastră **#{{number}}**.',
  closeWhich: 'Trimiteți `/close` pentru cererea cea mai nouă sau adăugați numărul ei, ca în `/close 12`.',
  nothingToClose: 'Nu aveți nicio cerere deschisă pe care să o închid.',
  writtenAt: '🕐 Scris la {{time}}',
  writtenOn: '🕐 Scris pe {{day}} la {{time}}',
  withdrawn: '🗑 Am retras acest mesaj. Vă rugăm să nu țineți cont de el.',
  reopened: 'Cererea dumneavoastră **#{{number}}** este din nou deschisă. Un coleg vă va răspunde aici.',
  goesOn: 'Cererea dumneavoastră **#{{number}}** continuă acum împreună cu **#{{into}}**. Scrieți pur și simplu aici.',
  alreadyOpen: 'Cererea #{{number}} este deja deschisă: scrieți direct aici.',
  tooLateToReopen:
    'Cererea #{{number}} a fost închisă de prea mult timp ca să o mai redeschid. Scrieți-mi și deschid una nouă.',
  unknownTicket: 'Nu găsesc cererea #{{number}} printre ale dumneavoastră. Scrieți-mi, pur și simplu.',

  rated: 'Vă mulțumim pentru nota dată cererii **#{{number}}**!',
  ratedMayComment: 'Vă mulțumim! Dacă doriți, scrieți câteva cuvinte despre asta în următoarele 10 minute.',
  ratedBefore: 'Ați dat deja o notă acestei cereri. Vă mulțumim!',
  notYetRatable: 'Cererea #{{number}} este încă deschisă; îi puteți da o notă după ce este rezolvată.',
  commented: 'Vă mulțumim, vom citi cu atenție ce ați scris.',

  channel: { telegram: 'Telegram', slack: 'Slack', web: 'pagina web' },
  waitsElsewhere:
    'Cererea **#{{number}}**, deschisă pe $t(customer.channel.{{channel}}), așteaptă un coleg. Scrieți acolo dacă mai aveți ceva de adăugat.',
  heldElsewhereByDesk:
    'Cererea **#{{number}}**, deschisă pe $t(customer.channel.{{channel}}): ne ocupăm de ea. Scrieți acolo dacă mai aveți ceva de adăugat.',
  heldElsewhere:
    'Cererea **#{{number}}**, deschisă pe $t(customer.channel.{{channel}}): se ocupă {{name}}. Scrieți acolo dacă mai aveți ceva de adăugat.',

  linkCode:
    'Ne scrieți și pe alt canal? Trimiteți-mi acolo rândul de mai jos și voi ști că ambele sunt ale dumneavoastră. Funcționează o singură dată, timp de 10 minute. Nu îl dați nimănui:',
  linkAsk:
    'Leg această conversație de **{{name}}** de pe $t(customer.channel.{{channel}})? Ați fi pentru noi o singură persoană: același nume, același e-mail și aceeași listă de cereri. Fiecare conversație rămâne unde este.',
  linkAskUnnamed:
    'Leg această conversație de cea de pe $t(customer.channel.{{channel}})? Ați fi pentru noi o singură persoană: același nume, același e-mail și aceeași listă de cereri. Fiecare conversație rămâne unde este.',
  linkAskedThere:
    'Vă mulțumesc. Mai este un pas: v-am întrebat același lucru pe $t(customer.channel.{{channel}}). Confirmați acolo.',
  linkConfirm:
    '**{{name}}** de pe $t(customer.channel.{{channel}}) mi-a trimis codul dumneavoastră. Sunteți dumneavoastră și leg conversația aceea de aceasta? Dacă nu, refuzați.',
  linkConfirmUnnamed:
    'Cineva de pe $t(customer.channel.{{channel}}) mi-a trimis codul dumneavoastră. Sunteți dumneavoastră și leg conversația aceea de aceasta? Dacă nu, refuzați.',
  linkMade:
    'Gata: această conversație și cea de pe $t(customer.channel.{{channel}}) sunt legate. Trimiteți `/link` ca să le despărțiți.',
  linkDeclined: 'Am înțeles, nu am legat nimic.',
  linkDeclinedThere: 'În cealaltă conversație s-a refuzat, așa că nu am legat nimic.',
  linkedWith: 'Această conversație este legată de **{{name}}** de pe $t(customer.channel.{{channel}}).',
  linkedWithUnnamed: 'Această conversație este legată de cea de pe $t(customer.channel.{{channel}}).',
  linkOwn: 'Acesta este codul pe care vi l-am dat aici. Trimiteți-l în cealaltă conversație.',
  linkAlready: 'Aceste două conversații sunt deja legate.',
  linkUnknown:
    'Codul nu se potrivește sau cele 10 minute au trecut. Trimiteți `/link` în cealaltă conversație ca să primiți altul.',
  linkTooOften:
    'Au fost prea multe coduri care nu se potrivesc. Așteptați zece minute, apoi trimiteți `/link` în cealaltă conversație ca să primiți altul.',
  unlinked: 'Gata: această conversație este din nou de sine stătătoare. Cererile ei rămân ale ei.',
  unlinkedThere: 'Conversația de pe $t(customer.channel.{{channel}}) nu mai este legată de aceasta.',

  forgetAsk:
    '**Șterg tot ce știu despre dumneavoastră?**\n\nAș șterge definitiv: numele și adresa de e-mail, tot ce s-a scris în această conversație și în cele legate de ea, fișierele, textele cererilor și comentariile la note. Cererile deschise se închid. Se șterg și copiile pe care le-am arătat colegilor, în măsura în care le pot șterge eu, și ce am scris eu aici, atât cât îmi permite aplicația.\n\nRămân numai cifre fără nume: câte cereri au fost, când și ce note au primit. Cuvintele dumneavoastră din această conversație rămân la dumneavoastră.',
  forgetNot: 'Am înțeles, totul rămâne cum era.',
  forgotten:
    'Gata: am șters numele și adresa, toate cuvintele și fișierele noastre și am închis ce era deschis. Au rămas numai cifre fără nume.\n\nConfirmarea **{{receipt}}**: cereri {{requests}}, mesaje {{messages}}, fișiere {{files}}. Copiile mele se șterg acum; după acest număr colegii vă pot spune ce nu s-a putut șterge. Vă mulțumesc că ne-ați scris. Dacă ne veți mai scrie vreodată, o luăm de la început, ca doi necunoscuți.',

  unsupported: 'Îmi pare rău, încă nu pot da mai departe $t(unsupported.{{what}}). Vă rog să scrieți în cuvinte.',
  fileNotPassedOn:
    'Un fișier pe care l-ați trimis despre cererea **#{{number}}** nu a putut fi transmis colegilor. Vă rog să trimiteți unul mai mic sau un link.',
  notPassedOn:
    'Ultimele dumneavoastră cuvinte despre cererea **#{{number}}** nu au ajuns la colegi. Vă rog să le trimiteți din nou; dacă erau multe, în bucăți mai scurte.',
} as const
