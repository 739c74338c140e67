// Files on the customers' pages and the staff desk; part of `web`.

export const files = {
  attach: 'Atașați fișiere',
  hint: 'Cel mult 10 fișiere a câte 20 MB: imagini, PDF, text, documente Office, audio, video, zip.',
  picture: 'Imaginea {{name}}',
  remove: 'Scoateți {{name}}',
  unnamed: 'un fișier',
  none: 'Aici nu există un astfel de fișier.',
  gone: 'Fișierul nu mai este aici. Trebuie trimis din nou.',
  away: 'Fișierul nu poate fi deschis chiar acum. Încercați din nou peste o clipă.',
  noRoom: 'Momentan nu este loc pentru fișiere. Trimiteți mesajul fără ele sau încercați din nou peste o oră.',
  tooMuch: 'Este prea mult deodată: cu un mesaj merg cel mult 10 fișiere a câte 20 MB.',
  fault: {
    tooMany: 'Cu un mesaj merg cel mult 10 fișiere. Trimiteți-le pe celelalte cu mesajul următor.',
    tooLarge: '„{{name}}” depășește 20 MB. Trimiteți unul mai mic sau un link.',
    empty: '„{{name}}” este gol. Alegeți-l din nou sau trimiteți altul.',
    notTaken:
      '„{{name}}” este de un fel care nu se primește aici. Se primesc imagini, PDF, text, documente Office, audio, video și zip.',
    misnamed: '„{{name}}” nu este ceea ce spune numele său. Salvați-l în formatul potrivit și trimiteți-l din nou.',
    notWithNotes: 'Notele nu primesc fișiere aici. Trimiteți fișierele cu un răspuns sau lăsați-le deoparte.',
  },
} as const
