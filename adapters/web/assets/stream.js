// Keeps a stream of events open: again after every loss, from the last id that was seen.

const SHORTEST_WAIT = 1_000
const LONGEST_WAIT = 10_000
/** The desk says `ping` each 15 seconds: a connection that is silent for longer is dead, though nobody told. */
const SILENCE = 35_000

/**
 * @param parts.address the stream's address, by the last id that was seen, null at first
 * @param parts.hear what to do at each event, by its name
 * @param parts.tell told `true` once the stream is open, `false` when it is lost
 * @param parts.open makes an EventSource
 * @param parts.clock `now()` in milliseconds, and `later(callback, milliseconds)`, which returns what calls it off
 * @returns `look`, to be called where the page may have slept or the network came back
 */
export const keepStream = ({ address, hear, tell, open, clock }) => {
  let source = null
  let lastId = null
  let heardAt = clock.now()
  let losses = 0
  let callOff = () => {}

  const connect = () => {
    callOff()
    source?.close()
    const mine = open(address(lastId))
    source = mine
    heardAt = clock.now()
    callOff = clock.later(look, SILENCE)
    mine.addEventListener('open', () => {
      heardAt = clock.now()
      losses = 0
      tell(true)
    })
    mine.addEventListener('error', () => {
      if (mine !== source) return
      tell(false)
      losses += 1
      // The browser's own next try would ask for the first address again.
      mine.close()
      callOff()
      callOff = clock.later(connect, Math.min(SHORTEST_WAIT * 2 ** (losses - 1), LONGEST_WAIT))
    })
    for (const [name, act] of Object.entries({ ping: () => {}, ...hear })) {
      mine.addEventListener(name, ({ data, lastEventId }) => {
        if (mine !== source) return
        heardAt = clock.now()
        if (lastEventId) lastId = lastEventId
        act(data)
      })
    }
  }

  const look = () => {
    const silent = clock.now() - heardAt
    if (source?.readyState === 2 || silent >= SILENCE) return connect()
    callOff()
    callOff = clock.later(look, SILENCE - silent)
  }

  connect()
  return { look }
}
