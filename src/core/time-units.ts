// What lengths of time are counted in, in the languages in which customers are mostly answered.

// English, Romanian, German, French, Spanish and Portuguese, Italian, Dutch, Polish, Hungarian, and what Russian and Ukrainian share.
const UNITS = {
  second: String.raw`sec(?:ond)?s?|secund\p{L}{1,3}|sekund\p{L}{0,2}|secondes?|segundos?|second[oie]|seconden|másodperc\p{L}*|секунд\p{L}{0,2}`,
  minute: String.raw`min(?:ute)?s?|minut\p{L}{0,4}|minuten|minuto?s?|perc(?:et|en|ig)?|минут\p{L}{0,2}|хвилин\p{L}{0,2}`,
  hour: String.raw`hours?|hrs?|h|or[ăaei]|ore(?:le|lor)|stunden?|heures?|horas?|uur|uren|godzin\p{L}{0,2}|ór(?:a|á)\p{L}{0,3}|час\p{L}{0,2}|годин\p{L}{0,2}`,
  day: String.raw`days?|zi|zile(?:le|lor)?|(?:werk|arbeits)?tage?[ns]?|jours?|d[ií]as?|giorn[oi]|(?:werk)?dag(?:en)?|dni\p{L}?|dzie[nń]|nap(?:ot|on|ig|ja)?|день|дн\p{L}{1,3}|сут\p{L}{2,3}`,
  week: String.raw`weeks?|s[ăa]pt[ăa]m[âa]n\p{L}{1,4}|wochen?|semaines?|semanas?|settiman[ae]|we(?:ek|ken)|tygod\p{L}{2,4}|tydzień|hét(?:en|ig)?|hetet|недел\p{L}{1,3}|тиж\p{L}{2,4}`,
  month: String.raw`months?|lun[ăai]|luni(?:le|lor)|monate?[ns]?|mois|mes(?:es)?|m[eê]s|mes[ei]|maand(?:en)?|miesi[ąa]c\p{L}{0,3}|hónap\p{L}{0,3}|месяц\p{L}{0,2}|місяц\p{L}{0,2}`,
  year: String.raw`years?|yrs?|ani(?:i|lor)?|an(?:ul)?|jahre?[ns]?|ans?|ann[ée]es?|a[ñn]os?|anos?|ann[oi]|jaar|jaren|rok\p{L}?|lata?|év(?:et|en|ig)?|год\p{L}{0,2}|лет|рок\p{L}{1,2}`,
}

const PATTERNS = Object.entries(UNITS).map(([unit, words]) => [unit, new RegExp(`(?:${words})$`, 'iu')] as const)

// "3 working days", "24 de ore".
const BETWEEN = String.raw`(?:(?:business|working|calendar|full|whole|more|de|volle|weitere|dni)\s+)?`

/** What stands behind a number that counts time, as the source of a pattern with the flags `iu`: "14 days", "3-day". */
export const TIME_UNIT = String.raw`(?:${BETWEEN}(?:${Object.values(UNITS).join('|')}))(?!\p{L})`

/** What is counted in at the end of some words, by its English name, whatever language they are in; null where it is no time. */
export const timeUnitIn = (words: string): string | null => {
  const [last = ''] = /(?<!\p{L})\p{L}+$/u.exec(words) ?? []
  return PATTERNS.find(([, pattern]) => pattern.exec(last)?.index === 0)?.[0] ?? null
}
