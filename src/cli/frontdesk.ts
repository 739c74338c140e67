// The command line: only the answer on stdout; exit 0 good, 1 failed, 2 wrong use.

import { Command, CommanderError } from 'commander'
import { reasonOf } from '../database/reason.ts'
import { addCustomer } from './customer.ts'
import { addDeskLink } from './desk-link.ts'
import { addDoctor } from './doctor.ts'
import { Failed, WrongUse } from './failure.ts'
import { addFaq } from './faq.ts'
import { addMigrate } from './migrate.ts'
import { addStats } from './stats.ts'
import { addTicket } from './ticket.ts'

const program = new Command('frontdesk')
  .description('The command line of Frontdesk. It reads the same environment and .env as the desk.')
  .showHelpAfterError('(--help tells how it is used)')
  .exitOverride()

for (const add of [addDoctor, addMigrate, addFaq, addStats, addTicket, addCustomer, addDeskLink]) add(program)

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads has enough and went: the command ends as it would have, and nobody reads the rest.
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await run()

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
