// Ce le spune asistentul clienților și ce citesc managerii despre el.

export const assistant = {
  answer: '🤖 *De la asistentul nostru, pe baza articolelor noastre:*',
  unsure: 'Se pare că niciunul dintre acestea nu răspunde la întrebare, așa că o transmit unei persoane.',

  summary: '🤖 **Până acum, pe scurt, după asistent:**',
  tags: '🤖 Etichete care s-ar potrivi: {{tags}}. Adăugați-le dacă vi se par potrivite.',
  priority: '🤖 Ar putea avea $t(assistant.priorities.{{priority}}). Schimbați-o dacă vi se pare potrivit.',
  priorities: {
    low: 'prioritate scăzută',
    normal: 'prioritate normală',
    high: 'prioritate ridicată',
    urgent: 'prioritate urgentă',
  },
  noSummary: '🤖 De data aceasta nu există un rezumat: $t(assistant.why.{{why}})',
  why: {
    away: 'asistentul nu răspunde acum.',
    spent: 'asistentul a făcut deja tot ce avea voie astăzi.',
    garbled: 'ce a scris asistentul nu a putut fi citit.',
    ungrounded: 'asistentul nu a găsit nimic de care să fie sigur.',
    refused: 'asistentul nu a vrut să răspundă la aceasta.',
    dropped: 'încă nu este nimic de rezumat.',
    stopped: 'asistentul a fost oprit.',
  },
  summaryComes: '🤖 Asistentul face un rezumat. Într-o clipă, acesta va apărea la tichet.',

  noDraft: '🤖 De data aceasta nu există o ciornă: $t(assistant.why.{{why}})',
  unknownDraft: '🤖 Asistentul nu știe ce să răspundă aici: nu reiese nici din articole, nici din tichete mai vechi.',
  overtaken: '⚠️ Clientul a mai scris de când ați cerut această ciornă. Citiți mai întâi ce a scris.',
  takenFrom: '🤖 Scris de asistent după: {{sources}}. Verificați înainte de a trimite.',
  fromTalk: '🤖 Scris de asistent doar pe baza mesajelor din acest tichet. Verificați înainte de a trimite.',

  off: 'Acest birou nu are asistent.',
  unwanted: 'Acest client nu dorește ca un asistent să citească ce scrie, așa că nu poate ajuta aici.',
  away: 'Asistentul nu poate ajuta acum. Încercați din nou mai târziu.',

  foreign: '🌐 Clientul scrie în limba {{language}}. Ce se spune aici poate fi tradus: *Traducere*, la tichet.',
  translated: '🌐 În limba dumneavoastră:',
  translationOn: '🌐 {{name}} a pornit traducerea: citiți în limba dumneavoastră, iar clientul în a sa.',
  translationOff: '🌐 {{name}} a oprit traducerea: ce scrieți ajunge la client așa cum scrieți.',
  notTranslated: '#{{number}} nu este tradus.',
  replyUntranslated: '⚠️ Răspunsul a plecat așa cum l-ați scris, netradus: $t(assistant.why.{{why}})',
  wordsUntranslated: '🌐 Cuvintele de mai sus nu au putut fi traduse: $t(assistant.why.{{why}})',
  translateMeans:
    'De acum citiți în limba dumneavoastră ce scrie acest client, iar clientul citește în limba sa ce scrieți. Textul original rămâne dedesubt.',
  untranslateMeans: 'De acum ce scrieți ajunge la client așa cum scrieți, iar cuvintele lui le citiți așa cum sunt.',
  goAhead: 'Continuați',
  languageUnknown: '⚠️ Răspunsul a plecat așa cum l-ați scris: încă nu se știe în ce limbă scrie clientul.',
} as const
