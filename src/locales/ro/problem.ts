// Ce trebuie să știe responsabilul tehnic, cu ce e de făcut. `about` spune despre ce este problema.

export const problem = {
  about: {
    telegram: 'Telegram',
    slack: 'Slack',
    web: 'Chatul de pe site',
    mail: 'E-mailul',
    disk: 'Discul pe care lucrează Frontdesk',
    model: 'Asistentul',
    outboxTelegram: 'Mesajele pentru Telegram',
    outboxSlack: 'Mesajele pentru Slack',
    outboxWeb: 'Mesajele pentru chatul de pe site',
    outboxMail: 'E-mailurile de trimis',
    jobsTimer: 'Lucrul cu mementouri și termene',
    jobsPrune: 'Curățenia de noapte',
    jobsLearn: 'Învățarea din răspunsuri',
    jobsReport: 'Pregătirea rapoartelor periodice',
    jobsRetention: 'Ștergerea textelor vechi',
  },
  subject: '🚨 $t(problem.about.{{problem}}): asistența are o problemă',
  overSubject: '✅ $t(problem.about.{{problem}}): totul este din nou în regulă',
  token:
    '🚨 $t(problem.about.{{problem}}): tokenul este refuzat, de la {{since}}. Până la remediere nu se primește și nu se trimite nimic acolo; ce s-a scris așteaptă, iar biroul echipei din browser are totul. Pentru responsabilul tehnic: luați din nou tokenul de la platformă, treceți-l în configurație și reporniți Frontdesk. Detalii: {{reason}}',
  staffChannel:
    '🚨 $t(problem.about.{{problem}}): nu se poate scrie în canalul echipei, de la {{since}}. Cererile nu apar acolo; niciuna nu se pierde, iar biroul echipei din browser le are pe toate. Pentru responsabilul tehnic: verificați că există canalul și că nu este arhivat, apoi invitați botul în el. Detalii: {{reason}}',
  shared:
    '🚨 $t(problem.about.{{problem}}): alt program folosește același token, de la {{since}}, și fiecare ia mesajele celuilalt. Pentru responsabilul tehnic: opriți celălalt program sau folosiți aici un bot separat. Detalii: {{reason}}',
  setUp:
    '🚨 $t(problem.about.{{problem}}): ceva nu este configurat cum trebuie, de la {{since}}. Ce nu se poate trimite așteaptă, și nu se pierde nimic. Pentru responsabilul tehnic: remediați ce arată detaliile. Detalii: {{reason}}',
  unreachable:
    '🚨 $t(problem.about.{{problem}}): fără legătură, de la {{since}}. Oamenii de acolo nu pot fi auziți și nu pot primi răspuns acum; nimic din ce s-a scris nu se pierde, iar legătura se încearcă din nou automat. Pentru responsabilul tehnic: dacă durează, verificați rețeaua și ce anunță platforma despre propria stare. Detalii: {{reason}}',
  mail: '🚨 $t(problem.about.{{problem}}): nu poate fi trimis, de la {{since}}. Așteaptă, și nu se pierde nimic. Pentru responsabilul tehnic: verificați că serverul de e-mail funcționează și că acceptă utilizatorul și parola. Detalii: {{reason}}',
  disk: '🚨 $t(problem.about.{{problem}}): aproape plin, de la {{since}}. Când se umple, nu se mai poate păstra nimic și nimeni nu mai primește răspuns. Pentru responsabilul tehnic: eliberați spațiu sau puneți un disc mai mare. Detalii: {{reason}}',
  outbox:
    '🚨 $t(problem.about.{{problem}}): așteaptă de peste cinci minute, observat la {{since}}. Pleacă de la sine imediat ce se poate. Pentru responsabilul tehnic: pagina biroului echipei despre funcționare arată ce așteaptă și de ce. Detalii: {{reason}}',
  jobs: '🚨 $t(problem.about.{{problem}}): nu reușește de mai multe ori la rând, de la {{since}}. Se încearcă din nou automat. Pentru responsabilul tehnic: motivul este în jurnal. Detalii: {{reason}}',
  model:
    '🚨 $t(problem.about.{{problem}}): nu poate ajuta, din {{since}}. Clienții și echipa continuă fără el și nimic nu se pierde. Pentru responsabilul tehnic: remediați ce arată detaliile. În detaliu: {{reason}}',
  over_one:
    '✅ $t(problem.about.{{problem}}): totul este din nou în regulă. Problema a durat, de la {{since}}, {{count}} minut.',
  over_few:
    '✅ $t(problem.about.{{problem}}): totul este din nou în regulă. Problema a durat, de la {{since}}, {{count}} minute.',
  over_other:
    '✅ $t(problem.about.{{problem}}): totul este din nou în regulă. Problema a durat, de la {{since}}, {{count}} de minute.',
} as const
