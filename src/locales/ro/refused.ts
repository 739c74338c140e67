// De ce o platformă nu va primi niciodată ce s-a spus și ce se poate face: propoziții întregi, pentru echipă.

const files = {
  fileEmpty: 'fișierul este gol. Ajută o copie cu conținutul lui.',
  fileGone: 'fișierul nu a putut fi preluat de unde a fost trimis. Ajută o copie nouă sau un link.',
  fileTooLarge:
    'fișierul este mai mare decât transmit aplicațiile de chat (20 MB de la Telegram, 50 MB spre el). Trimiteți un link.',
  fileRefused:
    'cealaltă parte nu acceptă fișierul: poate că încărcările sunt restricționate sau spațiul este plin. Trimiteți un link.',
} as const

const unreachable = {
  blocked: 'clientul a blocat botul. Încercați adresa lui de e-mail, dacă a lăsat-o.',
  chatNotFound: 'conversația nu mai există. Încercați adresa de e-mail a clientului, dacă a lăsat-o.',
  deactivated: 'contul clientului a fost șters. Încercați adresa lui de e-mail, dacă a lăsat-o.',
  gone: 'contul clientului nu mai există aici. Încercați adresa lui de e-mail, dacă a lăsat-o.',
  notStarted: 'clientul nu a început niciodată o conversație cu botul. Încercați adresa lui de e-mail, dacă a lăsat-o.',
} as const

const mail = {
  mailRefused: 'serverul de e-mail nu l-a acceptat. Responsabilul tehnic îl poate întreba de ce.',
  mailboxRefused: 'căsuța nu există sau nu primește mesaje. Responsabilul tehnic poate corecta adresa.',
} as const

export const refused = {
  ...unreachable,
  ...files,
  ...mail,
  messageGone: 'mesajul de care ține a fost șters. Scrieți din nou, ca mesaj nou.',
  platform: 'aplicația clientului nu l-a acceptat. Încercați din nou, mai scurt și mai simplu.',
  rejected: 'aplicația clientului nu l-a acceptat. Încercați din nou, mai scurt și mai simplu.',
  unknown: 'motivul nu se cunoaște. Încercați din nou; dacă tot nu ajunge, anunțați responsabilul tehnic.',

  /** Despre ce a spus biroul însuși: nimeni nu poate scrie altfel acele cuvinte. */
  automatic: {
    ...unreachable,
    ...files,
    ...mail,
    messageGone: 'mesajul de care ține a fost șters. Nu este nimic de făcut.',
    platform: 'aplicația clientului nu l-a acceptat. Răspunsurile dumneavoastră pot ajunge totuși.',
    rejected: 'aplicația clientului nu l-a acceptat. Răspunsurile dumneavoastră pot ajunge totuși.',
    unknown:
      'motivul nu se cunoaște. Răspunsurile dumneavoastră pot ajunge totuși; dacă nu ajung, anunțați responsabilul tehnic.',
  },
} as const
