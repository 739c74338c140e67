// One-time links with which customers set a new password: stored as hashes, sent by mail to the address that they registered with.

import type { Words } from '../channel.ts'
import type { AccountEvent, ResetLink } from '../core/web-account-events.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { appended, type DeliveryRow } from '../database/outbox.ts'
import { fromMarkdown, literal } from '../document.ts'
import { letterPlace } from './destinations.ts'
import type { Shell } from './shell.ts'

const VALID_FOR = 30 * 60_000

/** Until when a link is good that is made now. */
export const resetLinkUntil = (now: Date): Date => new Date(now.getTime() + VALID_FOR)

/** Sends links to whoever has this login or this e-mail address, nothing where nobody does; answers where there is mail to be sent. */
export const sendResetLinks = async (
  tx: Transaction,
  shell: Shell,
  { who, links }: Extract<AccountEvent, { type: 'PasswordResetAsked' }>,
  now: Date,
): Promise<string[]> => {
  const found = await tx.$queryRaw<Found[]>`
    SELECT a.id, a.login, u.email, coalesce(i.chosen_locale, i.locale) AS locale
    FROM web_accounts a JOIN identities i ON i.id = a.identity_id JOIN customers u ON u.id = i.customer_id
    WHERE (a.login = lower(${who}) OR ${byEmail(who)}) AND u.email IS NOT NULL
    -- Nobody proves an address: newer accounts with somebody else's must not take the links of whoever has it.
    ORDER BY a.login = lower(${who}) DESC, a.created_at, a.id LIMIT ${links.length}`
  const made = found.flatMap((account, index) => {
    const link = links[index]
    return link === undefined ? [] : [{ account, link }]
  })
  if (made.length === 0) return []
  const expiresAt = resetLinkUntil(now)
  await tx.passwordReset.createMany({
    data: made.map(({ account, link: { token } }) => ({ token, accountId: account.id, expiresAt })),
  })
  const rows = made.map(({ account, link }) => letter(shell.words, shell.languageOf(account.locale), account, link))
  await tx.$executeRaw`WITH ${appended(rows)} SELECT destination FROM appended`
  return rows.map(({ destination }) => destination)
}

interface Found {
  readonly id: string
  readonly login: string
  readonly email: string
  readonly locale: string | null
}

// Through the few who have the address, not through everybody.
const byEmail = (who: string): Prisma.Sql =>
  Prisma.sql`u.id IN (SELECT id FROM customers WHERE email IS NOT NULL AND lower(email) = lower(${who}))`

const letter = (words: Words, locale: string, { id, login, email }: Found, { address }: ResetLink): DeliveryRow => ({
  id: crypto.randomUUID(),
  ...letterPlace(id, email),
  content: {
    kind: 'letter',
    subject: words(locale, 'mail.resetSubject'),
    document: fromMarkdown(words(locale, 'mail.reset', { login: literal(login), link: `<${address}>` })),
  },
  ...{ message: null, notBefore: null, about: null, conversation: null, confirms: null },
})

/** Erases the mail that went to the owners of these identities' accounts, at whatever address, before the accounts are. */
export const forgetLetters = async (tx: Transaction, identities: readonly string[]): Promise<void> => {
  await tx.$executeRaw`
    WITH theirs AS (SELECT 'mail:account:' || id AS name FROM web_accounts WHERE identity_id = ANY(${[...identities]}::uuid[])),
      letters AS (DELETE FROM deliveries WHERE destination IN (SELECT name FROM theirs))
    DELETE FROM destinations WHERE name IN (SELECT name FROM theirs)`
}
