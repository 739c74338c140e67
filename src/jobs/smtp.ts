// The mail server, by nodemailer: one connection for each mail, so that of each it is known how it ended.

import { createTransport, type SendMailOptions } from 'nodemailer'
import SMTPTransport from 'nodemailer/lib/smtp-transport'

export interface Smtp {
  /** Hands one mail over; resolves once the server has taken it. Throws nodemailer's error. */
  send(mail: SendMailOptions): Promise<void>
  /** Connects, with TLS where there is to be some, signs in and leaves; sends nothing. Throws nodemailer's error. */
  verify(): Promise<void>
}

const PATIENCE = 10_000
/** A server may look at what it was sent for a while before it answers. */
const LONGEST_SILENCE = 60_000

/** Makes the way to the server that `SMTP_URL` names. */
export const createSmtp = (url: string): Smtp => {
  const transport = createTransport(
    // A pool would send again by itself what was cut off.
    new SMTPTransport({
      url,
      ...security(new URL(url)),
      ...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, dnsTimeout: PATIENCE },
      socketTimeout: LONGEST_SILENCE,
      logger: false,
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  )
  return {
    send: async (mail) => void (await transport.sendMail(mail)),
    verify: async () => void (await transport.verify()),
  }
}

// A password goes nowhere in the clear, except to this machine itself, whose certificate nobody else can vouch for.
const security = ({ hostname, username, searchParams }: URL) => {
  if (/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) return { tls: { rejectUnauthorized: false } }
  return username !== '' && !searchParams.has('ignoreTLS') ? { requireTLS: true } : {}
}
