// Cifrele și ce i se spune celui care le cere: în Telegram, în Slack și în linia de comandă.

export const figures = {
  title: 'Cifre, {{period}}',
  conversations: 'Conversații',
  faqSolved: 'Rezolvate din întrebări frecvente',
  opened: 'Tichete deschise',
  resolved: 'Tichete rezolvate',
  reopened: 'Tichete redeschise',
  backlog: 'Deschise acum',
  firstResponse: 'Primul răspuns, mediana',
  resolution: 'Rezolvare, mediana',
  rating: 'Notă, media de la 1 la 5',
  notAdmin:
    'Cifrele sunt pentru administratori. Ca să deveniți unul, rugați-l pe cel care administrează acest birou să adauge `{{id}}` la ADMIN_IDS și să îl repornească.',
  notWebAdmin:
    'Cifrele sunt pentru administratori. Ca să deveniți unul, cereți celui care administrează acest birou linkul afișat de `frontdesk desk link --admin`.',
  badPeriod: 'Aceasta nu este o perioadă. Scrieți `today`, `7d`, `30d`, `90d` sau `2026-01-01..2026-02-01`.',
} as const
