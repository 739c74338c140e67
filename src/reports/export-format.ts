// The form of an export, as people name it beside the period.

export interface AskedExport {
  readonly format: 'csv' | 'json'
  /** The rest of the words; empty where there are none. */
  readonly period: string
}

// Before or after the period, with what one says before it in English or Romanian: `30d json`, `as JSON`, `luna trecută în json`, `.csv`.
const FORMAT =
  /(?:^|(?<![ ,])[ ,]+)(?:(?:as|in|ca|în) )?(?:(?:format|fișier|fisier|file) )?\.?(json|csv)(?=[ ,.]|$)[,.]?/giu

/** Reads which form is asked for, CSV where none is, the last one where several are, and takes it out of the words. */
export const readFormat = (text: string): AskedExport => {
  const asked = text.normalize('NFC').replace(/\s+/g, ' ')
  const named = [...asked.matchAll(FORMAT)].at(-1)?.[1]?.toLowerCase()
  const period = asked.replace(FORMAT, ' ').replace(/\s+/g, ' ').trim()
  return { format: named === 'json' ? 'json' : 'csv', period }
}
