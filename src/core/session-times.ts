// How long what signs somebody in is good, in milliseconds.

const MINUTE = 60_000

/** A session in a browser, of a customer or a manager. */
export const SESSION_LASTS = 30 * 24 * 60 * MINUTE
/** A one-time link to the staff desk. */
export const SIGN_IN_LINK_LASTS = 15 * MINUTE
/** That a session is in use is written down again after so long. */
export const SEEN_EVERY = 5 * MINUTE
