// Sends one post with one id until it is answered: trying again can't say anything twice.

const WAITS = [1_000, 2_000, 4_000, 8_000]

/**
 * @param parts.send posts once; resolves with the answer (`status`, `ok`), null where none came
 * @param parts.pause resolves after so many milliseconds
 * @param parts.waiting told before each pause
 * @returns posts; resolves with the answer, null where the desk could not be reached
 */
export const createPosting =
  ({ send, pause, waiting }) =>
  async (post) => {
    for (const wait of [...WAITS, null]) {
      const answer = await send(post)
      if (answer && answer.status !== 503) return answer
      if (wait === null) return null
      waiting()
      await pause(wait)
    }
  }

/** What of the words in the box was typed after `sent` had gone, and is still to be sent. */
export const restOf = (words, sent) => (words.startsWith(sent) ? words.slice(sent.length).trimStart() : words)

/**
 * What becomes of a form whose post was answered: whether its words may go, and whether the next post is another one.
 * After a fault nobody knows whether it counted: the same id can't count twice. What was refused is remembered, so it goes as another one.
 */
export const afterwards = (answer) => ({
  clears: answer?.ok === true,
  renews: answer !== null && answer.status < 500,
})
