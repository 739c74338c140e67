// How long people stay signed in, and how long links are good, for whoever writes cookies and links.

export { SEEN_EVERY, SESSION_LASTS, SIGN_IN_LINK_LASTS } from '../core/session-times.ts'
