// What people may type of themselves: their name, their e-mail address, and how they sign in on the web.

const LONGEST_NAME = 100
const LONGEST_EMAIL = 254
// Stricter than RFC 5321, which allows what nobody has: one @, a dot within the domain, nothing that parts or quotes words.
const EMAIL = /^[^\s@<>,;:"()[\]\\]+@[^\s@.<>,;:"()[\]\\]+(?:\.[^\s@.<>,;:"()[\]\\]+)+$/
const LOGIN = /^[\p{L}\p{N}._@-]{3,64}$/u
const SHORTEST_PASSWORD = 8
const LONGEST_PASSWORD = 200

/** A name with single spaces, of at most 100 characters; null where it can't be one. */
export const cleanName = (text: string): string | null => {
  const name = withoutSigns(text.replace(/\s+/g, ' ')).trim()
  return name === '' || [...name].length > LONGEST_NAME ? null : name
}

/** An e-mail address; null where it can't be one. */
export const cleanEmail = (text: string): string | null => {
  const email = withoutSigns(text).trim()
  return email.length <= LONGEST_EMAIL && EMAIL.test(email) ? email : null
}

// No database takes NUL or half a sign, and no reader sees what only steers.
const withoutSigns = (text: string): string => text.toWellFormed().replace(/\p{Cc}/gu, '')

/** A login as it is compared and kept, in lower case: 3 to 64 letters, digits and `._@-`; null where it can't be one. */
export const cleanLogin = (text: string): string | null => {
  const login = text.trim().normalize('NFKC').toLowerCase()
  return LOGIN.test(login) ? login : null
}

/** Whether a password has 8 to 200 characters. They are taken as they were typed. */
export const isPassword = (text: string): boolean => {
  const { length } = [...text]
  return length >= SHORTEST_PASSWORD && length <= LONGEST_PASSWORD
}
