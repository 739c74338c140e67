// frontdesk customer export, customer forget, customer receipt, customer reset

import { createHash, randomBytes } from 'node:crypto'
import { type Command, Option } from 'commander'
import { publicAddress } from '../config.ts'
import type { Database } from '../database/client.ts'
import { forgetCustomer, lockCustomer } from '../engine/forgetting.ts'
import { resetLinkUntil } from '../engine/reset-links.ts'
import { createWords } from '../locales/words.ts'
import { type ErasureReceipt, readErasure } from '../reading/erasures.ts'
import { findCustomer, heldAbout } from '../reading/held.ts'
import { isTicketNumber } from '../reading/numbers.ts'
import { configured, withDatabase } from './database.ts'
import { Failed } from './failure.ts'
import { type ReceiptFormat, receiptText } from './receipt.ts'

const ID = 'the customer’s UUID, or an account of theirs, such as telegram:4242'

interface Wanted {
  readonly format: ReceiptFormat
}

/** Adds `customer export`, `customer forget`, `customer receipt` and `customer reset`. */
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
    .description('erase everything held about a customer for good, keeping anonymous counts; prints a receipt')
    .argument('<id>', ID)
    .addOption(formatOption())
    .action(async (id: string, { format }: Wanted) => {
      process.stdout.write(receiptText(await forget(id), format))
    })
  customer
    .command('receipt')
    .description('print what an erasure reached, what it could not reach, and what is still to be deleted')
    .argument('<number>', 'the receipt’s number, such as 12')
    .addOption(formatOption())
    .action(async (number: string, { format }: Wanted) => {
      process.stdout.write(receiptText(await withDatabase(configured(), (db) => receipt(db, number)), format))
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

const formatOption = (): Option =>
  new Option('--format <format>', 'how to write the receipt').choices(['text', 'json']).default('text')

// A running desk says what follows from it within a second: its sweep finds it.
const forget = (id: string): Promise<ErasureReceipt> => {
  const config = configured()
  const staffChannel = config.slack === null ? null : 'slack'
  const shell = { words: createWords(), settings: { locale: config.desk.locale }, staffChannel } as const
  return withDatabase(config, async (db) => {
    const customer = await known(db, id)
    const forgotten = await db.$transaction(async (tx) => {
      await lockCustomer(tx, customer)
      return forgetCustomer(tx, shell, customer, new Date())
    })
    return receipt(db, String(forgotten.receipt.number))
  })
}

const receipt = async (db: Database, number: string): Promise<ErasureReceipt> => {
  const found = isTicketNumber(Number(number)) ? await readErasure(db, Number(number)) : null
  if (found === null) throw new Failed(`there is no receipt ${number}; "customer forget" prints the numbers`)
  return found
}

const known = async (db: Database, id: string): Promise<string> => {
  const customer = await findCustomer(db, id)
  if (customer === null) throw new Failed(`there is no customer ${id}; give ${ID}`)
  return customer
}
