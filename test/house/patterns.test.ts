import { readdirSync, readFileSync } from 'node:fs'
import { parseSync, Visitor } from 'oxc-parser'
import { expect, test } from 'vitest'
import { nestedRepeats } from './star-height.ts'

// Exponential time needs a repetition within a repetition. Each such pattern was given to recheck 4.5.0
// (https://makenowjust-labs.github.io/recheck/), which looks for an attack: what it found is told here.
const CHECKED: ReadonlyMap<string, string> = new Map([
  ['^[a-z]{2,3}(-[a-z0-9]+)*$', 'linear: the dash parts what repeats'],
  ['^[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*$', 'linear: the dash parts what repeats'],
  [String.raw`[\p{L}\p{N}]+(?:'[\p{L}]+)*`, 'linear: the apostrophe parts what repeats'],
  [String.raw`[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*`, 'linear: the apostrophe parts what repeats'],
  [String.raw`^[^\s@<>,;:"()[\]\\]+@[^\s@.<>,;:"()[\]\\]+(?:\.[^\s@.<>,;:"()[\]\\]+)+$`, 'linear: @ and dots part it'],
  [String.raw`^(?:[^\S\n]*\n)+`, 'linear: the line end parts what repeats'],
  [
    String.raw`(\bhttps?:\/\/[^\s<>]*[^\s<>.,;:!?()[\]*_~'"]|(?<![\p{L}\p{N}_.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\p{L}\p{N}_-]))`,
    'linear: an address begins where nothing of it stands before',
  ],
  [String.raw`(?<![\p{L}\p{N}_-])(?=\p{L}[\p{L}_]{0,15}[-_.]?\p{N})\p{L}[\p{L}\p{N}_-]*(?:\.\p{N}+)*`, 'linear'],
  [String.raw`(?<=\])\((?:[^()\s]|\([^()\s]*\))+\)`, 'linear: the brackets part the choices'],
  [
    String.raw`(?<![\p{L}\p{N}])[#€$£₴₽₺+]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/-]\d+)+|\d{3,}|\d+(?=[ \u00a0]?x)|(?<=[#€$£₴₽₺])\d+)(?:[ \u00a0]?x)?`,
    'linear: a sign that is no digit parts what repeats',
  ],
  [String.raw`^\d+(?:[.-]\d+)*\.\d(?:[.-]\d+)*$`, 'quadratic, in a number of some dozen signs'],
  [
    String.raw`"(?:[^"\\]|\\.)*"|[{}]`,
    'quadratic, in the answer of the operator’s own model, whose length is asked for',
  ],
])

const root = new URL('../../', import.meta.url)
const files = ['src', 'adapters'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|js)$/.test(name))
    .map((name) => `${folder}/${name}`),
)

const patternsIn = (file: string): string[] => {
  const found: string[] = []
  const { program } = parseSync(file, readFileSync(new URL(file, root), 'utf8'))
  new Visitor({
    Literal: (node) => {
      if ('regex' in node && node.regex) found.push(node.regex.pattern)
    },
    // Put together when it runs: what stands in the source of it, with a letter for each part that comes from elsewhere.
    NewExpression: ({ callee, arguments: [pattern] }) => {
      if (callee.type !== 'Identifier' || callee.name !== 'RegExp' || pattern === undefined) return
      const written = pattern.type === 'TaggedTemplateExpression' ? pattern.quasi : pattern
      if (written.type === 'TemplateLiteral') found.push(written.quasis.map(({ value }) => value.raw).join('x'))
    },
  }).visit(program)
  return found
}

test('no pattern repeats within a repetition, but for those that were checked', () => {
  const patterns = files.flatMap((file) => patternsIn(file).map((pattern) => ({ file, pattern })))
  expect(patterns.length).toBeGreaterThan(300)
  const risky = patterns.filter(({ pattern }) => nestedRepeats(pattern).length > 0)
  expect(risky.filter(({ pattern }) => !CHECKED.has(pattern))).toEqual([])
  const here = new Set(risky.map(({ pattern }) => pattern))
  expect([...CHECKED.keys()].filter((pattern) => !here.has(pattern))).toEqual([])
})

test('a pattern that takes exponential time would be found', () => {
  for (const evil of [
    '(a+)+$',
    '(?:a|a)*b',
    '^(\\w+\\s?)*$',
    '((a*)b?)*',
    '(?<x>[a-z]+)*!',
    '(x{2,}y?){3,}',
    '((ab)*)+',
  ])
    expect(nestedRepeats(evil), evil).not.toEqual([])
  for (const harmless of ['a+b*', '(?:ab)+', '[(+)*]+', '\\(a+\\)+', '(a+)?', '(?:a|b)?c', '(a{1,3})+'])
    expect(nestedRepeats(harmless), harmless).toEqual([])
})
