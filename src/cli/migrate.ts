// frontdesk migrate

import type { Command } from 'commander'
import { configured, migrated, withServer } from './database.ts'

/** Adds `migrate`: applies the migrations that the database lacks. */
export const addMigrate = (program: Command): void => {
  program
    .command('migrate')
    .description('apply the migrations that the database lacks (a start does it too)')
    .action(async () => {
      const applied = await withServer(configured(), migrated)
      const lines = applied.length === 0 ? ['The database is up to date.'] : applied.map((name) => `applied ${name}`)
      process.stdout.write(`${lines.join('\n')}\n`)
    })
}
