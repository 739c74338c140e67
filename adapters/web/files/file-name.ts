// What a file is called: by its sender, but never more than a name.

import { LONGEST_NAME } from './limits.ts'

/** A name that leads nowhere and shows as it is: no path, no control characters or changes of direction; cut before its ending. Null where nothing is left. */
export const cleanedName = (given: string): string | null => {
  const name = given
    .toWellFormed()
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, ' ')
    .replace(/^.*[/\\]/s, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (/^\.*$/.test(name)) return null
  const ending = endingOf(name)
  const tail = ending === '' ? '' : name.slice(-ending.length - 1)
  return (
    name
      .slice(0, -tail.length || undefined)
      .slice(0, LONGEST_NAME - tail.length)
      .toWellFormed() + tail
  )
}

/** A name's ending in small letters, without its dot; empty where it has none. */
export const endingOf = (name: string): string => /[^.]\.([a-z\d]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
