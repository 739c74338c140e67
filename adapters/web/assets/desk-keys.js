// The desk's keys: which key means what, and when it means nothing.

/** Keys that lead to whatever names them in its `aria-keyshortcuts`. */
const NAMED = new Set(['c', 'r', 'n', 'f', 'e', 'a', 's', 't', 'p', '/', '?'])
const MOVES = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/**
 * What a pressed key is to do; null where it is left to the browser.
 * @param press a keyboard event's `key`, `ctrlKey`, `metaKey`, `altKey` and `isComposing`
 * @param isTyping whether a field has the focus: there only sending and leaving are keys
 * @param isDialog whether a dialog stands open, which has its own keys
 */
export const keyAction = ({ key, ctrlKey, metaKey, altKey, isComposing }, isTyping, isDialog = false) => {
  if (isComposing || altKey || isDialog) return null
  if (ctrlKey || metaKey) return key === 'Enter' && isTyping ? { does: 'send' } : null
  if (key === 'Escape') return { does: 'leave' }
  if (isTyping) return null
  if (Object.hasOwn(MOVES, key)) return { does: 'move', by: MOVES[key] }
  return NAMED.has(key) ? { does: 'go', key } : null
}

/** The place in a list after a move; stays within it, and begins at either end. */
export const moved = (at, by, length) => {
  if (length === 0) return null
  if (at < 0) return by > 0 ? 0 : length - 1
  return Math.min(Math.max(at + by, 0), length - 1)
}
