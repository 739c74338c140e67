// What operators are given to run the desk with names what the desk knows, and nothing else.

import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environment } from '../../src/environment.ts'
import { root } from '../support/program.ts'

const read = (file: string): string => readFileSync(`${root}/${file}`, 'utf8')
const known = new Set(Object.keys(environment.shape))
const FILES = ['Dockerfile', 'compose.yaml', 'deploy/frontdesk@.service']

/** What each sets for the desk; what is set for PostgreSQL and npm has names of its own. */
const namesIn = (file: string): string[] =>
  [...read(file).matchAll(/(?:^ENV |^\s+|\s)([A-Z][A-Z_]+)(?==|: )/gm)]
    .flatMap(([, name]) => name ?? [])
    .filter((name) => !name.startsWith('POSTGRES_'))

test.each(FILES)('%s sets names that the desk reads', (file) => {
  const names = namesIn(file)
  expect(names).toContain('DATA_DIR')
  expect(names.filter((name) => !known.has(name))).toEqual([])
})

test('the image and the unit start it as `npm start` does, which passes a stop on', () => {
  expect(read('Dockerfile')).toContain('CMD ["npm", "start"]')
  expect(read('deploy/frontdesk@.service')).toMatch(/^ExecStart=\/usr\/bin\/env .* npm start$/m)
})

test('they give it longer to stop than it takes at most, and the unit tells only the program', () => {
  const seconds = (file: string, name: string) =>
    Number(new RegExp(`${name}[:=] ?(\\d+)s?$`, 'm').exec(read(file))?.[1])
  expect(seconds('deploy/frontdesk@.service', 'TimeoutStopSec')).toBeGreaterThan(10)
  expect(seconds('compose.yaml', 'stop_grace_period')).toBeGreaterThan(10)
  expect(read('deploy/frontdesk@.service')).toMatch(/^KillMode=mixed$/m)
})

test('the image leaves out what is secret or made anew', () => {
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', 'node_modules', 'data', '.git']))
  expect(existsSync(`${root}/install.mjs`)).toBe(true)
})
