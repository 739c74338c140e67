// JSON that looks like what a platform sends, and isn't: real shapes with a few things wrong in them. It shrinks to the fewest things.

import fc from 'fast-check'

/** A string of these, in any order: what databases, markups, terminals and counters trip over. */
const ODD_PIECES = [
  ...[
    '\u0000',
    '\u0007',
    '\ud800',
    '\udfff',
    '\u202e',
    '\u200b',
    '\u2028',
    '\ufeff',
    'e\u0301\u0323',
    '👨‍👩‍👧',
    '\uffff',
  ],
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '`',
    '```',
    '*',
    '_',
    '~',
    '|',
    '\\',
    '\n',
    '\r',
    '\t',
    ' ',
    '%00',
    '${',
    '{{',
    '=',
    '@',
  ],
  ...[
    '<!channel>',
    '<@U1ANNA>',
    '<https://evil.example|x>',
    '</b>',
    '<script>',
    '//',
    '/human',
    '/close',
    '--',
    ';',
    ':',
  ],
  ...['a', 'Ă', 'ș', '0', '9', '1e9', '-', '.', 'null', '__proto__', 'constructor', 'toString'],
]

const oddText = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(fc.constantFrom(...ODD_PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...ODD_PIECES), fc.integer({ min: 1, max: 3_000 }))
      .map(([piece, times]) => piece.repeat(times)),
  },
)

const oddNumber = fc.constantFrom(
  ...[
    0,
    -0,
    -1,
    1,
    0.5,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32,
    -(2 ** 31) - 1,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  ],
  ...[2 ** 53, 8.64e12, 8.64e15, 8.64e15 + 1, 1e21, 1e308, -1e308, 5e-324],
)

/** Whatever JSON can hold besides. Deeper than any stack is only one of it, since all of it is walked again and again. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: oddText },
  { weight: 4, arbitrary: oddNumber },
  { weight: 4, arbitrary: fc.constantFrom<unknown>(null, true, false, '', [], {}, [[]], [null], { id: null }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(50, 2_000, 20_000).map(nested) },
)

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { in: value }
  return value
}

const WAYS = [
  'replace',
  'replace',
  'replace',
  'drop',
  'empty',
  'retype',
  'copy',
  'swap',
  'key',
  'many',
  'insert',
] as const

const mutation = fc.record({
  way: fc.constantFrom(...WAYS),
  at: fc.nat(10_000),
  other: fc.nat(10_000),
  value: oddValue,
  key: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'then', ''), oddText),
})
type Mutation = {
  readonly way: (typeof WAYS)[number]
  readonly at: number
  readonly other: number
  readonly value: unknown
  readonly key: string
}

/** One of these shapes with up to six things wrong in it; those given are left as they are. */
export const mutated = (shapes: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.nat(shapes.length - 1), fc.array(mutation, { maxLength: 6 }))
    .map(([shape, mutations]) => mutations.reduce<unknown>(mutate, structuredClone(shapes[shape])))

/** A text of odd pieces. */
export const oddTexts = oddText

interface Place {
  readonly holder: unknown[] | Record<string, unknown>
  readonly key: string | number
}

const MOST_PLACES = 400

const mutate = (root: unknown, { way, at, other, value, key }: Mutation): unknown => {
  const whole = { root }
  const places = placesIn(whole)
  const place = places[at % places.length]
  if (place === undefined) return root
  const here = read(place)
  switch (way) {
    case 'drop':
      remove(place)
      break
    case 'empty':
      write(place, emptied(here))
      break
    case 'retype':
      write(place, retyped(here))
      break
    case 'copy':
      write(place, copied(read(places[other % places.length] ?? place)))
      break
    case 'swap': {
      // An id in the place of another one, so that what is read still has its form.
      const alike = places.filter((one) => typeof read(one) === typeof here && typeof here !== 'object')
      const from = alike[other % Math.max(alike.length, 1)]
      if (from !== undefined) write(place, read(from))
      break
    }
    case 'key':
      if (typeof here === 'object' && here !== null && !Array.isArray(here))
        // An assignment to __proto__ would change what the object inherits; JSON.parse makes it a key like any other.
        Object.defineProperty(here, key, { value, enumerable: true, configurable: true, writable: true })
      break
    case 'many':
      if (Array.isArray(here))
        write(
          place,
          Array.from({ length: 300 }, (_, index) => here[index % Math.max(here.length, 1)] ?? value),
        )
      else
        write(
          place,
          Array.from({ length: 300 }, () => here),
        )
      break
    case 'insert':
      if (typeof here === 'string') write(place, insertedIn(here, typeof value === 'string' ? value : key, other))
      else write(place, value)
      break
    case 'replace':
      write(place, value)
      break
  }
  return whole.root
}

const insertedIn = (text: string, more: string, at: number): string => {
  const index = at % (text.length + 1)
  return text.slice(0, index) + more + text.slice(index)
}

// What is too deep to be copied stays where it is.
const copied = (value: unknown): unknown => {
  try {
    return structuredClone(value)
  } catch {
    return null
  }
}

const emptied = (value: unknown): unknown => {
  if (Array.isArray(value)) return []
  if (typeof value === 'string') return ''
  return typeof value === 'number' ? 0 : {}
}

const retyped = (value: unknown): unknown => {
  if (typeof value === 'string') return Number.isNaN(Number(value)) ? value.length : Number(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? { ...value } : [value]
}

// Breadth first without recursion, and only so far: a mutation may have put something endless in.
const placesIn = (whole: Record<string, unknown>): Place[] => {
  const found: Place[] = [{ holder: whole, key: 'root' }]
  for (let index = 0; index < found.length && found.length < MOST_PLACES; index++) {
    const place = found[index]
    const value = place && read(place)
    if (Array.isArray(value)) for (const key of value.keys()) found.push({ holder: value, key })
    else if (isObject(value)) for (const key of Object.keys(value)) found.push({ holder: value, key })
  }
  return found
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const read = ({ holder, key }: Place): unknown =>
  Array.isArray(holder) ? holder[Number(key)] : Object.getOwnPropertyDescriptor(holder, key)?.value

const write = ({ holder, key }: Place, value: unknown): void => {
  if (Array.isArray(holder)) holder[Number(key)] = value
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

const remove = ({ holder, key }: Place): void => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
}
