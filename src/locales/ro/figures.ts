// Cifrele și ce i se spune celui care le cere: în Telegram, în Slack și în linia de comandă.

export const figures = {
  title: 'Cifre, {{period}}',
  conversations: 'Conversații',
  faqSolved: 'Rezolvate din întrebările frecvente',
  faqAssumed: 'Poate rezolvate din întrebările frecvente: nu s-a mai spus nimic',
  opened: 'Tichete deschise',
  resolved: 'Tichete rezolvate',
  reopened: 'Tichete redeschise',
  backlog: 'Tichete deschise acum',
  firstResponse: 'Timpul până la primul răspuns, mediana',
  resolution: 'Timpul până la rezolvare, mediana',
  rating: 'Nota medie, de la 1 la 5',
  claimed: 'Tichete preluate',
  faqTrue: 'Rezolvate cu adevărat din întrebările frecvente: nicio altă întrebare și niciun tichet în 7 zile',
  slaMet: 'Termene promise respectate',
  within: 'nouă din zece în cel mult {{time}}',
  few_one: 'dintr-un singur tichet',
  few_few: 'din numai {{count}} tichete',
  few_other: 'din numai {{count}} de tichete',
  good_one: '{{share}} au dat 4 sau 5, dintr-o singură notă',
  good_few: '{{share}} au dat 4 sau 5, din {{count}} note',
  good_other: '{{share}} au dat 4 sau 5, din {{count}} de note',
  inBrackets: 'În paranteze, întâi: schimbarea față de perioada dinainte, de aceeași lungime.',
  notAdmin:
    'Cifrele sunt pentru administratorii echipei. Ca să deveniți unul dintre ei, adresați-vă responsabilului tehnic și dați-i identificatorul dumneavoastră: `{{id}}`.',
  notWebAdmin:
    'Cifrele sunt pentru administratorii echipei. Ca să deveniți unul dintre ei, cereți responsabilului tehnic un link de conectare pentru administratori.',
  badPeriod:
    'Nu cunosc această perioadă. Scrieți `azi`, `7d`, `săptămâna trecută`, `luna aceasta`, `2026-01` sau `2026-01-01..2026-02-01`.',
  charts: {
    volume: 'Tichete pe zile',
    opened: 'Deschise: {{total}}',
    resolved: 'Rezolvate: {{total}}',
    backlog: 'Tichete rămase deschise zilnic',
    open: 'Deschise: {{total}}',
    backlogAlt: 'Grafic al tichetelor deschise la sfârșitul fiecărei zile, {{period}}: la final {{open}}.',
    volumeAlt: 'Grafic al tichetelor pe zile, {{period}}: deschise {{opened}}, rezolvate {{resolved}}.',
    most: {
      opened: 'Cele mai multe au fost deschise {{day}}: {{total}}.',
      open: 'Cele mai multe erau deschise {{day}}: {{total}}.',
      resolved: 'Cele mai multe au fost rezolvate {{day}}: {{total}}.',
    },
  },
} as const
