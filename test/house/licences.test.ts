import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

// What the desk runs on may be used and passed on by anybody, also in a company: no licence asks for the desk's own source.
const ALLOWED = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'BlueOak-1.0.0',
    'Apache-2.0',
    'Unlicense',
    'CC0-1.0',
  ],
  // Of these only a changed file of theirs would have to be published.
  ...['MPL-2.0', 'EPL-2.0'],
])
/** What their manifests say in words of their own, as their LICENSE files were read. */
const READ: Readonly<Record<string, string>> = {
  'dejavu-fonts-ttf': 'Bitstream Vera, and public domain',
  'htmx.org': 'BSD-0-Clause, which is 0BSD',
  'seq-queue': 'MIT',
}

const root = new URL('../../', import.meta.url)
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, root), 'utf8'))
const { packages } = z
  .object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), license: z.string().optional() })) })
  .parse(readJson('package-lock.json'))
const manifest = z.object({ license: z.string().optional().catch(undefined) })
const production = Object.entries(packages).filter(([folder, { dev }]) => folder !== '' && dev !== true)

// Those of other systems are not installed here; the lock file tells theirs.
const licenceOf = (folder: string, locked: string | undefined): string =>
  (existsSync(new URL(`${folder}/package.json`, root))
    ? manifest.parse(readJson(`${folder}/package.json`)).license
    : locked) ?? 'none'

const isAllowed = (licence: string): boolean => {
  const words = licence.replace(/[()]/g, '')
  // Which of both binds more depends on brackets: somebody has to read it.
  if (/ and /i.test(words) && / or /i.test(words)) return false
  const parts = words.split(/ and | or /i).map((part) => ALLOWED.has(part.trim()))
  return / or /i.test(words) ? parts.some((isFine) => isFine) : parts.every((isFine) => isFine)
}

test('every package that the desk runs on has a licence that anybody can live with', () => {
  expect(production.length).toBeGreaterThan(100)
  const others = production
    .map(([folder, { license }]) => ({
      name: folder.replace(/^.*node_modules\//, ''),
      licence: licenceOf(folder, license),
    }))
    .filter(({ name, licence }) => !isAllowed(licence) && READ[name] === undefined)
  expect(others).toEqual([])
})

test('a licence that asks for more would be found', () => {
  for (const licence of [
    'MIT OR GPL-3.0 AND MIT',
    'GPL-3.0',
    'AGPL-3.0-only',
    'MIT AND GPL-2.0',
    'SEE LICENSE IN LICENSE',
    'none',
  ])
    expect(isAllowed(licence), licence).toBe(false)
  for (const licence of ['MIT', '(MIT OR GPL-2.0)', 'MIT and ISC']) expect(isAllowed(licence), licence).toBe(true)
})
