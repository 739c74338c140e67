// frontdesk customer export, customer forget

import type { Command } from 'commander'
import type { Database } from '../database/client.ts'
import { forgetCustomer, lockCustomer } from '../engine/forgetting.ts'
import { createWords } from '../locales/words.ts'
import { findCustomer, heldAbout } from '../reading/held.ts'
import { configured, withDatabase } from './database.ts'
import { Failed } from './failure.ts'

const ID = 'the customer’s UUID, or an account of theirs, such as telegram:4242'

/** Adds `customer export` and `customer forget`. */
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
