// How the demo looks in a terminal: two chats side by side where there is room, else one below the other, each line labelled.

import { stripVTControlCharacters, styleText } from 'node:util'

export type Side = 'telegram' | 'slack'

export interface Bubble {
  readonly who: string
  readonly text: string
  readonly buttons?: readonly string[]
}

export interface Transcript {
  /** A line across both sides. */
  tell(words: string): void
  /** Something that one of the platforms shows. */
  show(side: Side, bubble: Bubble): void
  /** Something that a person does there. */
  act(side: Side, what: string): void
}

type Style = Parameters<typeof styleText>[0]

const labels: Readonly<Record<Side, string>> = { telegram: 'Telegram', slack: 'Slack' }
const colours = { telegram: 'cyan', slack: 'magenta' } as const satisfies Record<Side, Style>
const ROOM_FOR_TWO = 96
const WIDEST = 132
const LABEL = 9

/** Writes to a stream; colours appear on terminals alone. */
export const createTranscript = (out: NodeJS.WriteStream): Transcript => {
  const width = Math.min(out.columns ?? 80, WIDEST)
  const isWide = out.isTTY && width >= ROOM_FOR_TWO
  const column = isWide ? Math.floor(width / 2) - 2 : width - LABEL - 3
  const paint = (style: Style, text: string): string => styleText(style, text, { stream: out })
  const print = (side: Side, lines: readonly string[]): void => {
    const left = isWide
      ? ' '.repeat(side === 'telegram' ? 0 : column + 4)
      : `${paint(colours[side], labels[side].padEnd(LABEL))}│ `
    out.write(`${lines.map((line) => `${left}${line}`.trimEnd()).join('\n')}\n`)
  }
  if (isWide)
    print('telegram', [paint(colours.telegram, 'Telegram'.padEnd(column + 4)) + paint(colours.slack, 'Slack, #desk')])
  return {
    tell: (words) => out.write(`\n${wrapped(words, width).join('\n')}\n\n`),
    act: (side, what) => print(side, [paint('dim', `→ ${what}`)]),
    show: (side, { who, text, buttons = [] }) => {
      const row = buttons.map((label) => `[${label}]`).join(' ')
      const body = [
        ...wrapped(text, column),
        ...(row === '' ? [] : wrapped(row, column).map((line) => paint('dim', line))),
      ]
      print(side, [paint(['bold', colours[side]], who), ...body, ''])
    },
  }
}

const wrapped = (text: string, width: number): string[] =>
  stripVTControlCharacters(text)
    .split('\n')
    .flatMap((line) => fold(line, width))

const fold = (line: string, width: number): string[] => {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + word.length + 1 > width) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current]
}
