// frontdesk desk link

import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { publicAddress } from '../config.ts'
import { newSignInLink } from '../engine/sign-in-link.ts'
import { configured, withDatabase } from './database.ts'
import { storeSignInLink } from './sign-in-link.ts'

/** Adds `desk link`: prints a one-time sign-in link for the staff desk. */
export const addDeskLink = (program: Command): void => {
  program
    .command('desk')
    .description('the staff desk in the browser')
    .command('link')
    .description('print a one-time sign-in link, valid for 15 minutes')
    .option('--admin', 'whoever uses it is an admin', false)
    .action(async ({ admin }: { admin: boolean }) => {
      const config = configured()
      const { token, event } = newSignInLink(randomBytes(32), new Date(), { admin })
      await withDatabase(config, (db) => storeSignInLink(db, event))
      process.stdout.write(`${publicAddress(config)}/desk/sign-in/${token}\n`)
    })
}
