// Cuts long texts where a reader would: between blocks, lines, words. Never inside an entity or a character.

/**
 * Joins blocks by blank lines into as few parts as fit.
 * @param blocks rendered mrkdwn, one text a block
 * @param most characters (UTF-16 units) a part may have
 */
export const splitBlocks = (blocks: readonly string[], most: number): string[] => {
  const parts: string[] = []
  for (const block of blocks.flatMap((each) => splitBlock(each, most))) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + 2 + block.length <= most) parts[parts.length - 1] = `${last}\n\n${block}`
    else parts.push(block)
  }
  return parts
}

const fence = '```'

const splitBlock = (block: string, most: number): string[] => {
  if (block.length <= most) return [block]
  if (!block.startsWith(`${fence}\n`)) return splitText(block, most)
  const inside = block.slice(fence.length + 1, -fence.length - 1)
  return splitText(inside, most - 2 * fence.length - 2).map((part) => `${fence}\n${part}\n${fence}`)
}

/** Cuts one text at line ends, else between words, else where it must. */
export const splitText = (text: string, most: number): string[] => {
  const parts: string[] = []
  let rest = text
  while (rest.length > most) {
    const at = cutAt(rest, most)
    parts.push(rest.slice(0, at))
    rest = rest.slice(at).replace(/^[ \n]/, '')
  }
  return rest === '' ? parts : [...parts, rest]
}

const cutAt = (text: string, most: number): number => {
  const window = text.slice(0, most + 1)
  const line = window.lastIndexOf('\n')
  if (line > most / 2) return line
  const space = window.lastIndexOf(' ')
  if (space > most / 2) return space
  const entity = /&(?:a|am|amp|l|lt|g|gt)?$/.exec(text.slice(0, most))
  const inside = entity ? entity.index : most
  const isHighSurrogate = /[\uD800-\uDBFF]/.test(text.charAt(inside - 1))
  return isHighSurrogate ? inside - 1 : inside
}
