// Ce citesc managerii în fire, pe canalul echipei și ca răspuns la ce apasă.

export const staff = {
  unclaimedMinutes_one: '⏰ Nimeni nu a preluat încă **#{{number}}**: așteaptă de {{count}} minut.',
  unclaimedMinutes_few: '⏰ Nimeni nu a preluat încă **#{{number}}**: așteaptă de {{count}} minute.',
  unclaimedMinutes_other: '⏰ Nimeni nu a preluat încă **#{{number}}**: așteaptă de {{count}} de minute.',
  unclaimedHours_one: '⏰ Nimeni nu a preluat încă **#{{number}}**: așteaptă de {{count}} oră.',
  unclaimedHours_few: '⏰ Nimeni nu a preluat încă **#{{number}}**: așteaptă de {{count}} ore.',
  unclaimedHours_other: '⏰ Nimeni nu a preluat încă **#{{number}}**: așteaptă de {{count}} de ore.',

  reopened: '↩️ Clientul a redeschis acest tichet.',
  closedByCustomer: '✅ Clientul a închis acest tichet.',
  comment: '💬 Comentariul clientului la notă: {{comment}}',
  edited: '✏️ Clientul a modificat un mesaj. Acum scrie:\n\n{{words}}',
  unsupported:
    '📎 Clientul a trimis $t(unsupported.{{what}}), ce nu poate fi dat încă mai departe. I s-a cerut să spună în cuvinte.',
  customerLeft: '🚪 Clientul a părăsit conversația sau a blocat botul: deocamdată răspunsurile nu vor ajunge.',
  customerReturned: '👋 Clientul s-a întors și poate fi contactat din nou.',
  note: '📝 Notă, netrimisă clientului:\n\n{{words}}',
  filesStay: '⚠️ Fișierele nu pot ajunge încă la client. Spuneți în cuvinte sau trimiteți un link către fișier.',
  undelivered: '⚠️ Un răspuns nu a ajuns la client: $t(refused.{{reason}})',
  undeliveredAutomatic: '⚠️ Un mesaj automat nu a ajuns la client: $t(refused.automatic.{{reason}})',
  cardRefused:
    '⚠️ **#{{number}}** nu poate fi afișat aici așa cum este acum. Nu s-a pierdut nimic: îl găsiți întreg pe biroul echipei, în browser. Vă rugăm să anunțați administratorul asistenței; jurnalul spune de ce.',
  notInThread:
    '⚠️ Ce a scris un coleg despre **#{{number}}** nu a putut fi afișat în firul lui. Puteți citi pe biroul echipei, în browser.',

  unknownTicket: 'Nu există un astfel de tichet.',
  unknownArticle: 'Articolul acela nu mai există. Căutați altul.',
  alreadyResolved: '#{{number}} este deja rezolvat.',
  alreadyYours: '#{{number}} este deja la dumneavoastră.',
  notClaimed: 'Nimeni nu a preluat #{{number}}.',
  heldBy: '{{name}} are #{{number}}.',
  parked:
    '⚠️ O actualizare de la {{channel}} nu a putut fi procesată de trei ori și a fost pusă deoparte ca {{key}}. Cine a scris nu a primit răspuns; jurnalul spune de ce.',
} as const
