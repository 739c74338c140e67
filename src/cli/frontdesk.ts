// The command line: only the answer on stdout; exit 0 good, 1 failed, 2 wrong use.

import { Command, CommanderError } from 'commander'
import { reasonOf } from '../database/reason.ts'
import { Failed, WrongUse } from './failure.ts'

const program = new Command('frontdesk')
  .description('The command line of Frontdesk. It reads the same environment and .env as the desk.')
  .showHelpAfterError('(--help tells how it is used)')
  .exitOverride()

const commands = {
  doctor: async () => (await import('./doctor.ts')).addDoctor,
  migrate: async () => (await import('./migrate.ts')).addMigrate,
  faq: async () => (await import('./faq.ts')).addFaq,
  stats: async () => (await import('./stats.ts')).addStats,
  report: async () => (await import('./report.ts')).addReport,
  ticket: async () => (await import('./ticket.ts')).addTicket,
  customer: async () => (await import('./customer.ts')).addCustomer,
  desk: async () => (await import('./desk-link.ts')).addDeskLink,
  backup: async () => (await import('./backup.ts')).addBackup,
  restore: async () => (await import('./backup.ts')).addRestore,
}
// Each brings the libraries of its work along, so only what is asked for is loaded; all of them, where it is none, for the help.
const asked = Object.entries(commands).filter(([name]) => name === process.argv[2])
for (const [, load] of asked.length > 0 ? asked : Object.entries(commands)) (await load())(program)

let isUnwritten = false
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads has enough and went: the command ends as it would have, and nobody reads the rest.
  if (error.code === 'EPIPE' || isUnwritten) return
  isUnwritten = true
  process.exitCode = 1
  process.stderr.write(`frontdesk: the answer can't be written: ${reasonOf(error)}; make room, or write it elsewhere\n`)
})
const code = await run()
process.exitCode = isUnwritten ? 1 : code

async function run(): Promise<number> {
  try {
    await program.parseAsync()
    return 0
  } catch (error) {
    // Help that was asked for is a good end; commander told everything else already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    process.stderr.write(`frontdesk: ${reasonOf(error)}\n`)
    if (error instanceof WrongUse) return 2
    if (!(error instanceof Failed) && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
    return 1
  }
}
