// Which requests are news: they came after the page was opened, and no tab has told of them.

const TOLD = 'frontdesk-told'

/**
 * Picks what is to be told, and remembers it for all tabs.
 * @param arrivals tickets that wait for the reader, by `number` and `opened` in milliseconds
 * @param since when the page was opened, by the same clock
 * @param storage what all tabs share, as `localStorage` does
 */
export const takeArrivals = (arrivals, since, storage) => {
  const told = Number(storage.getItem(TOLD) ?? 0)
  const fresh = arrivals.filter(({ number, opened }) => opened >= since && number > told)
  if (fresh.length > 0) storage.setItem(TOLD, String(Math.max(...fresh.map(({ number }) => number))))
  return fresh
}
