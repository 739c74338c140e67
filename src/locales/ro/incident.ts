// Cum văd managerii incidentele: fișa, lista și fereastra care încheie unul.

export const incident = {
  number: 'Incidentul {{number}}',
  state: {
    open: 'este deschis; clienții care întreabă află',
    hushed: 'este deschis; clienții nu află',
    resolving: 'se încheie: {{reached}} din {{all}} au primit răspuns',
    stopped: 'a fost oprit: {{reached}} din {{all}} au primit răspuns',
    resolved: 's-a încheiat; răspunsuri trimise: {{reached}}',
  },
  linked: 'Tichete legate: {{count}}',
  waiting: 'Vor să afle când s-a rezolvat: {{count}}',
  button: {
    resolve: 'Încheiați…',
    hush: 'Nu mai anunțați clienții',
    tell: 'Anunțați clienții',
    stop: 'Opriți',
    goOn: 'Continuați',
    list: 'Arată tichetele',
  },
  how: 'Scrieți ce nu merge, cum ar spune clienții: `/desk incident "Plata cu cardul nu merge"`. Alte cuvinte între ghilimele sunt alte feluri de a o spune.',
  none: 'Niciun incident nu este deschis.',
  list_one: '{{count}} incident neîncheiat',
  list_few: '{{count}} incidente neîncheiate',
  list_other: '{{count}} de incidente neîncheiate',
  tickets:
    'Incidentul {{number}}, {{title}}: tichete legate {{count}}, clienți care vor să afle încheierea {{waiting}}.',
  resolving: 'Încheierea incidentului',
  resolveTitle: 'Încheiere incident {{number}}',
  willHear_one: '{{count}} client va primi acest răspuns, iar tichetele legate se rezolvă.',
  willHear_few: '{{count}} clienți vor primi acest răspuns, iar tichetele legate se rezolvă.',
  willHear_other: '{{count}} de clienți vor primi acest răspuns, iar tichetele legate se rezolvă.',
  send: 'Trimite tuturor',
  answer: 'Ce trebuie să afle toți',
  article: 'Sau răspunsul unui articol, dacă mai sus nu este scris nimic',
  which: 'Incidentul despre care este acest tichet',
  noneToLink: 'Niciun incident nu este deschis. `/desk incident "…"` deschide unul.',
} as const
