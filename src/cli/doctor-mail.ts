// The doctor's look at the mail server.

import type { Config } from '../config.ts'
import { sortFault } from '../jobs/mail-errors.ts'
import { createSmtp } from '../jobs/smtp.ts'
import { bad, type Finding, good } from './finding.ts'

/** Connects to the server, with TLS and the password where there are any; sends nothing. */
export const checkMail = async (mail: Config['mail'], mailboxes: readonly string[]): Promise<readonly Finding[]> => {
  if (mail === null) return [good('mail', 'off; SMTP_URL, MAIL_FROM and STAFF_EMAILS turn it on')]
  try {
    await createSmtp(mail.url).verify()
  } catch (error) {
    return [bad('mail', `${sortFault(error).fault.message}.`)]
  }
  const { host } = new URL(mail.url)
  if (mailboxes.length === 0) return [good('mail', `${host} answers; STAFF_EMAILS names nobody who is to get any`)]
  const count = mailboxes.length === 1 ? '1 mailbox is' : `${mailboxes.length} mailboxes are`
  return [good('mail', `${host} answers; ${count} told of each new request`)]
}
