// Writes the SQL that turns one schema into another, without a network and without a database:
//   node_modules/.bin/node prisma/diff.mjs NEW_SCHEMA [OLD_SCHEMA] > prisma/migrations/NNNN_name/migration.sql
// Prisma's command line would fetch an engine binary for this; its WebAssembly build does the same.

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'

// The engine asks a database for its version before it compares files; these answers are all it wants to hear.
const connection = {
  provider: 'postgres',
  adapterName: 'none',
  queryRaw: async () => ({
    ok: true,
    value: {
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [5, 7, 0],
      rows: [[true, 'PostgreSQL 18', 180_000]],
    },
  }),
  executeRaw: async () => ({ ok: true, value: 0 }),
  dispose: async () => ({ ok: true, value: undefined }),
}
const adapter = { ...connection, connect: async () => ({ ok: true, value: connection }) }

const [newest, oldest] = process.argv.slice(2)
if (newest === undefined) {
  process.stderr.write('usage: prisma/diff.mjs NEW_SCHEMA [OLD_SCHEMA]\n')
  process.exitCode = 2
} else {
  process.stdout.write(await difference(newest, oldest))
}

async function difference(to, from) {
  const engine = await loadEngine()
  const old = from === undefined ? { tag: 'empty' } : await schema(from)
  const options = { script: true, exitCode: null, filters: { externalTables: [], externalEnums: [] } }
  const { stdout } = await engine.diff({ from: old, to: await schema(to), ...options })
  return stdout ?? ''
}

async function schema(path) {
  return { tag: 'schemaDatamodel', files: [{ path, content: await readFile(path, 'utf8') }] }
}

// The package's own entry is written for bundlers: it imports the .wasm file as a module.
async function loadEngine() {
  const glueFile = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const bytes = await readFile(glueFile.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter)
}
