// When a part of long work is enough for one step, by how much it is rather than by the clock.

/** Says of each part of long work, told how much it was, whether that makes a step of `most`; then it counts anew. */
export const paced = (most: number): ((done: number) => boolean) => {
  let sum = 0
  return (done) => {
    sum += done
    if (sum < most) return false
    sum = 0
    return true
  }
}
