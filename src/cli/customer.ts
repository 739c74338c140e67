// frontdesk customer export, customer forget, customer reset

import { createHash, randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { publicAddress } from '../config.ts'
import type { Database } from '../database/client.ts'
import { forgetCustomer, lockCustomer } from '../engine/forgetting.ts'
import { resetLinkUntil } from '../engine/reset-links.ts'
import { createWords } from '../locales/words.ts'
import { findCustomer, heldAbout } from '../reading/held.ts'
import { configured, withDatabase } from './database.ts'
import { Failed } from './failure.ts'

const ID = 'the customer’s UUID, or an account of theirs, such as telegram:4242'

/** Adds `customer export`, `customer forget` and `customer reset`. */
export const addCustomer = (program: Command): void => {
  const customer = program.command('customer').description('what is held about one customer')
  customer
    .command('export')
    .description('print everything held about a customer as JSON')
    .argument('<id>', ID)
    .action(async (id: string) => {
      const held = await withDatabase(configured(), async (db) => heldAbout(db, await known(db, id)))
      process.stdout.write(`${JSON.stringify(held, null, 2)}\n`)
    })
  customer
    .command('forget')
    .description('erase everything held about a customer for good, keeping anonymous counts')
    .argument('<id>', ID)
    .action(async (id: string) => {
      await forget(id)
      process.stdout.write(`${id} is forgotten\n`)
    })
  customer
    .command('reset')
    .description('print a one-time link with which a customer sets a new password on the web, valid for 30 minutes')
    .argument('<login>', 'the login that the customer chose on the web')
    .action(async (login: string) => {
      process.stdout.write(`${await resetLink(login)}\n`)
    })
}

// As the desk's own mail would have it, for desks without mail and customers without an address.
const resetLink = async (typed: string): Promise<string> => {
  const config = configured()
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest('hex')
  const login = typed.trim().toLowerCase()
  await withDatabase(config, async (db) => {
    const account = await db.webAccount.findUnique({ where: { login }, select: { id: true } })
    if (account === null) {
      throw new Failed(`nobody signs in as ${login}; "customer export" with the customer’s UUID tells their login`)
    }
    await db.passwordReset.create({
      data: { token: hash, accountId: account.id, expiresAt: resetLinkUntil(new Date()) },
    })
  })
  return `${publicAddress(config)}/reset/${token}`
}

// A running desk says what follows from it within a second: its sweep finds it.
const forget = (id: string): Promise<void> => {
  const config = configured()
  const staffChannel = config.slack === null ? null : 'slack'
  const shell = { words: createWords(), settings: { locale: config.desk.locale }, staffChannel } as const
  return withDatabase(config, async (db) => {
    const customer = await known(db, id)
    await db.$transaction(async (tx) => {
      await lockCustomer(tx, customer)
      await forgetCustomer(tx, shell, customer, new Date())
    })
  })
}

const known = async (db: Database, id: string): Promise<string> => {
  const customer = await findCustomer(db, id)
  if (customer === null) throw new Failed(`there is no customer ${id}; give ${ID}`)
  return customer
}
