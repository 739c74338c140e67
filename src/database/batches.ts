// What comes at one moment, or while the last batch is under way, goes together: alone where little happens, together under load.

/** Hands one item over; resolves or rejects with what becomes of it. */
export type Batched<Item, Answer> = (item: Item) => Promise<Answer>

interface Limits {
  /** Batches under way at once. */
  readonly atOnce: number
  /** Items in one batch. */
  readonly most: number
}

interface Waiting<Item, Answer> {
  readonly item: Item
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** `run` answers in the order of its items. Where it rejects, its halves are tried one after the other: what can't be done fails alone in the end. */
export const createBatches = <Item, Answer>(
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
  { atOnce, most }: Limits,
): Batched<Item, Answer> => {
  const waiting: Waiting<Item, Answer>[] = []
  let underWay = 0
  const next = async (): Promise<void> => {
    if (underWay === atOnce || waiting.length === 0) return
    underWay++
    await settle(run, waiting.splice(0, most))
    underWay--
    void next()
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      // Whoever hands over several does so before anything else has its turn.
      queueMicrotask(next)
    })
}

const settle = async <Item, Answer>(
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
  batch: readonly Waiting<Item, Answer>[],
): Promise<void> => {
  try {
    const answers = await run(batch.map(({ item }) => item))
    for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer) // As many answers as items.
  } catch (error) {
    if (batch.length === 1) batch[0]?.reject(error)
    for (const half of batch.length === 1 ? [] : halves(batch)) await settle(run, half)
  }
}

const halves = <Item>(items: readonly Item[]): readonly (readonly Item[])[] => {
  const middle = Math.ceil(items.length / 2)
  return [items.slice(0, middle), items.slice(middle)]
}
