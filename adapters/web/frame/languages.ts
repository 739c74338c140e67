// What languages are called.

/** A language by its name in the reader's own; its code where nobody knows a name. */
export const languageName = (locale: string, reader: string): string => {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(locale) ?? locale
  } catch {
    // Not every code that an article may have is one that the standard knows.
    return locale
  }
}
