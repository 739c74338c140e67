// What adapters report by key: each has its words in the locales, and a key that nobody knows still finds some.

/** Keys under `unsupported.`: what people send that can't be passed on yet. */
export const unsupportedKinds = [
  'animation',
  'audio',
  'contact',
  'dice',
  'document',
  'file',
  'game',
  'location',
  'photo',
  'poll',
  'sticker',
  'story',
  'video',
  'videoNote',
  'voice',
  'other',
] as const

/** Keys under `refused.`: why a platform will never take a delivery. */
export const refusalReasons = [
  'blocked',
  'chatNotFound',
  'deactivated',
  'fileEmpty',
  'fileGone',
  'fileRefused',
  'fileTooLarge',
  'gone',
  'mailRefused',
  'mailboxRefused',
  'messageGone',
  'notStarted',
  'platform',
  'rejected',
  'unknown',
] as const

/** The key itself where it is one of `known`, else `fallback`. */
export const knownKey = <Key extends string>(known: readonly Key[], key: string, fallback: Key): Key =>
  known.find((one) => one === key) ?? fallback
