// What the page still has to send, in order: again until it is stored, each with one id, so that nothing is said twice or lost.

const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000]
/** A fault of the desk's own may be about these very words: what follows must not wait for ever. */
const MOST_FAULTS = 4

/**
 * @param storage answers what keeps strings by name; it may be full, or forbidden even to look at
 * @returns `keep(posts)` and `all()`: what can't be kept lasts as long as the page
 */
export const createKept = (storage, name) => {
  const quietly = (work) => {
    try {
      return work()
    } catch {
      return null
    }
  }
  return {
    keep: (posts) => quietly(() => storage().setItem(name, JSON.stringify(posts))),
    all: () => quietly(() => JSON.parse(storage().getItem(name))) ?? [],
  }
}

const fateOf = (answer) => {
  if (!answer || [429, 502, 503, 504].includes(answer.status)) return 'away'
  if (answer.ok) return 'stored'
  // 507: there is no room for its files, and soon there won't be either.
  return answer.status < 500 || answer.status === 507 ? 'refused' : 'fault'
}

/**
 * @param parts.send posts once; resolves with the answer (`ok`, `status`), null where none came
 * @param parts.settle told what became of a post: `sending`, `waiting`, `stored` or `refused`, with the answer
 * @param parts.keep stores the posts that are still to be sent
 * @param parts.later calls back after so many milliseconds; returns what calls it off
 * @returns `add(post)`, and `again()`, to be called once the network is back
 */
export const createPosts = ({ send, settle, keep, later }) => {
  const posts = []
  let isSending = false
  let failures = 0
  let callOff = () => {}

  const end = (post, state, answer) => {
    posts.shift()
    failures = 0
    keep(posts)
    settle(post, state, answer)
  }

  const wait = (post) => {
    settle(post, 'waiting', null)
    const pause = WAITS[Math.min(failures, WAITS.length - 1)]
    failures += 1
    callOff = later(() => void work(), pause)
    return 'waits'
  }

  const one = async (post) => {
    settle(post, 'sending', null)
    const answer = await send(post)
    const fate = fateOf(answer)
    if (fate === 'fault') post.faults = (post.faults ?? 0) + 1
    if (fate === 'stored' || fate === 'refused') return end(post, fate, answer)
    return post.faults >= MOST_FAULTS ? end(post, 'refused', answer) : wait(post)
  }

  const work = async () => {
    if (isSending) return
    isSending = true
    callOff()
    while (posts.length > 0) if ((await one(posts[0])) === 'waits') break
    isSending = false
  }

  return {
    add: (post) => {
      posts.push(post)
      keep(posts)
      if (failures === 0) void work()
      else settle(post, 'waiting', null)
    },
    again: () => void work(),
  }
}
