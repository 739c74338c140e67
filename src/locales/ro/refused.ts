// De ce o platformă nu va primi niciodată ce s-a spus și ce se poate face: propoziții întregi, pentru echipă.

export const refused = {
  blocked: 'clientul a blocat botul. Încercați adresa lui de e-mail, dacă apare pe fișă.',
  chatNotFound: 'conversația nu mai există. Încercați adresa de e-mail a clientului, dacă apare pe fișă.',
  deactivated: 'contul clientului a fost șters. Încercați adresa lui de e-mail, dacă apare pe fișă.',
  gone: 'contul clientului nu mai există aici. Încercați adresa lui de e-mail, dacă apare pe fișă.',
  messageGone: 'mesajul de care ține a fost șters. Scrieți-l din nou, ca mesaj nou.',
  notStarted:
    'clientul nu a început niciodată o conversație cu botul. Încercați adresa lui de e-mail, dacă apare pe fișă.',
  platform: 'platforma nu l-a primit. Încercați din nou cu cuvinte mai puține și mai simple.',
  rejected: 'platforma nu l-a primit. Încercați din nou cu cuvinte mai puține și mai simple.',
  unknown: 'motivul nu se cunoaște. Încercați din nou și anunțați administratorul dacă nu se schimbă nimic.',
} as const
