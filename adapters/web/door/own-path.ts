// Ways back lead nowhere but to this desk.

/** A path of this desk, as an address to go to; `/` for anything that would lead elsewhere. */
export const ownPath = (given: string): string => {
  const base = 'http://desk.invalid'
  const url = given.startsWith('/') ? URL.parse(given, base) : null
  // A browser reads a second slash, however it is written, as another host.
  return url === null || url.origin !== base || url.pathname.startsWith('//') ? '/' : `${url.pathname}${url.search}`
}
