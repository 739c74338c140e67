// Where a regular expression may take exponential time: only where something without end stands within something without end, or a choice does.

/** The groups of a pattern that repeat without end and hold a repetition without end, or a choice; each as it is written, with its quantifier. */
export const nestedRepeats = (source: string): readonly string[] => {
  const found: string[] = []
  const open: { readonly from: number; isLoose: boolean }[] = []
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]
    if (sign === '\\') at++
    else if (sign === '[') at = endOfClass(source, at)
    else if (sign === '(') open.push({ from: at, isLoose: false })
    else if (sign === '|') loosen(open)
    else if (sign === ')') {
      const group = open.pop()
      const isEndless = endless(source.slice(at + 1))
      if (group?.isLoose && isEndless) found.push(source.slice(group.from, at + 2))
      // What is loose within a group is so in the one around it, too.
      if (group?.isLoose || isEndless) loosen(open)
    } else if (endless(source.slice(at))) loosen(open)
  }
  return found
}

const endless = (rest: string): boolean => /^(?:[*+]|\{\d+,\})/.test(rest)

const loosen = (open: { isLoose: boolean }[]): void => {
  const group = open.at(-1)
  if (group !== undefined) group.isLoose = true
}

const endOfClass = (source: string, from: number): number => {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === ']') return at
  }
  return source.length
}
