import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const rows = readFileSync(new URL('docs/security.md', root), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!who \||---)/.test(line))
  .map((line) => line.split(' | '))

test('each threat of docs/security.md has somebody, an attempt, what stops it, and tests that show it', () => {
  expect(rows.length).toBeGreaterThan(25)
  for (const cells of rows) {
    expect(cells, cells[1]).toHaveLength(4)
    expect(cells[3], cells[1]).toMatch(/`test\/[\w/-]+\.test\.ts`/)
  }
})

test('the tests that docs/security.md names are there', () => {
  const named = rows.flatMap((cells) => [...(cells[3] ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? ''))
  expect(named.filter((file) => !existsSync(new URL(file, root)))).toEqual([])
})
