// Ce citește echipa prin e-mail despre tichete.

export const mail = {
  subject: {
    opened: 'Cerere nouă #{{number}}: {{question}}',
    answerLate: 'Termen depășit, fără răspuns: #{{number}}: {{question}}',
    resolutionLate: 'Termen depășit, nerezolvată: #{{number}}: {{question}}',
    late: 'Termen depășit: {{numbers}}',
    digest_one: '{{count}} cerere: {{numbers}}',
    digest_few: '{{count}} cereri: {{numbers}}',
    digest_other: '{{count}} de cereri: {{numbers}}',
  },
  happened: {
    opened: 'Cerere nouă #{{number}}',
    answerLate: '#{{number}} a depășit termenul: nimeni nu i-a răspuns',
    resolutionLate: '#{{number}} a depășit termenul: nu este rezolvată',
  },
  from: '{{name}}, din {{channel}}',
  someone: 'Un client',
  resolved: 'Între timp este rezolvată.',
  heldBy: 'Se ocupă {{name}}.',
  inSlack: 'În Slack',
  onDesk: 'Pe biroul echipei',
  more_one: 'Și încă {{count}} cerere, pe biroul echipei.',
  more_few: 'Și încă {{count}} cereri, pe biroul echipei.',
  more_other: 'Și încă {{count}} de cereri, pe biroul echipei.',
  footer: 'Răspunsurile la acest e-mail nu le citește nimeni. Vă rugăm să răspundeți acolo unde duc linkurile.',
  resetSubject: 'Setați o parolă nouă',
  reset:
    'Cineva a cerut o parolă nouă pentru contul dumneavoastră „{{login}}” de la asistență. Ca să o setați, deschideți această adresă în cel mult 30 de minute; funcționează o singură dată:\n\n{{link}}\n\nDacă nu ați fost dumneavoastră, nu trebuie să faceți nimic: parola rămâne cea de până acum.',
} as const
