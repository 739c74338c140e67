// Tells colleagues that somebody is at this ticket, and whether they write; it is forgotten when they stop telling.

const EVERY = 15_000
/** For how long a pause still counts as writing. */
const STILL_WRITING = 20_000

/**
 * @param parts.tell posts a sign; failures are nobody's concern
 * @param parts.later calls back after so many milliseconds; returns what calls it off
 * @returns `wrote(isEmpty)`, to be called at each letter
 */
export const createSigns = ({ tell, later }) => {
  let writing = false
  let callOff = () => {}
  const say = (now) => {
    if (writing === now) return
    writing = now
    tell({ writing })
  }
  const beat = () => {
    tell({ writing })
    later(beat, EVERY)
  }
  beat()
  return {
    wrote: (isEmpty) => {
      callOff()
      say(!isEmpty)
      if (!isEmpty) callOff = later(() => say(false), STILL_WRITING)
    },
  }
}
