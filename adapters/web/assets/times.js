// Puts the moments of a page, which come in UTC, into the reader's own time.

/** @param root whose `time` elements are rewritten */
export const localTimes = (root) => {
  const now = new Date()
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime)
    const isToday = at.toDateString() === now.toDateString()
    const parts = { hour: '2-digit', minute: '2-digit', ...(isToday ? {} : { day: 'numeric', month: 'short' }) }
    time.textContent = at.toLocaleString(document.documentElement.lang, parts)
    time.title = at.toLocaleString(document.documentElement.lang)
  }
}
