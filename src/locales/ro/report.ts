// Rapoartele care vin de la sine, și ce află administratorii despre când și unde vin.

export const report = {
  daily: 'Un raport vine în fiecare zi la {{time}}, $t(report.place.{{place}}). Următorul: {{next}}.',
  weekly:
    'Un raport vine în fiecare $t(report.day.{{day}}) la {{time}}, $t(report.place.{{place}}). Următorul: {{next}}.',
  place: {
    channel: 'în canalul echipei',
    mailbox: 'prin e-mail la {{mailbox}}',
    mailboxes: 'prin e-mail la cei care află de cererile noi',
    nowhere: 'dar nu mai există un loc unde ar putea ajunge',
  },
  day: {
    1: 'luni',
    2: 'marți',
    3: 'miercuri',
    4: 'joi',
    5: 'vineri',
    6: 'sâmbătă',
    7: 'duminică',
  },
  none: 'Niciun raport nu vine de la sine. `/desk report zilnic 09:00` sau `/desk report luni 09:00` stabilește când vine unul.',
  off: 'De acum niciun raport nu mai vine de la sine.',
  unread:
    'Nu înțeleg când. Scrieți `/desk report zilnic 09:00` sau `/desk report luni 09:00`, urmat de `către ana@example.com` pentru un raport prin e-mail; `/desk report off` îl oprește.',
  noMail: 'Acest birou nu trimite încă e-mailuri. Responsabilul tehnic poate configura trimiterea.',
  nowhere: 'Nu există un canal unde ar putea ajunge raportul. Indicați o adresă: `luni 09:00 către ana@example.com`.',
  refusedSubject: 'Raportul asistenței nu poate fi livrat',
  refused:
    '⚠️ Raportul nu poate fi livrat la {{mailbox}}: $t(refused.automatic.{{reason}}) Un administrator indică altă adresă cu `/desk report`.',
  adminsOnly: 'Doar administratorii echipei stabilesc când vin rapoartele.',
  kind: { day: 'Raport zilnic', week: 'Raport săptămânal' },
  tooMany: 'Tichetele acestei perioade sunt prea multe pentru un e-mail. Administratorii le pot exporta.',
} as const
