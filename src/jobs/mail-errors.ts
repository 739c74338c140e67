// What nodemailer's errors (https://nodemailer.com/errors) mean for a delivery. A server's own words name the mailbox, so only its codes are kept.

import { z } from 'zod'
import { ChannelError } from '../channel.ts'

const failure = z.object({
  code: z.string().optional(),
  originalCode: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
  timeoutType: z.string().optional(),
})

type Failure = z.infer<typeof failure>

/** What a failed attempt comes to, and whether it is the server that fails, or only this mail or mailbox that it does not take, or not yet. */
export interface Sorted {
  readonly fault: ChannelError
  readonly isServers: boolean
}

/** Sorts a failed attempt. What ended before the server was asked to take anything was certainly not sent; what broke off later may have been. */
export const sortFault = (error: unknown): Sorted => {
  const read = failure.safeParse(error)
  if (!read.success || read.data.code === undefined)
    return { fault: new ChannelError('ambiguous', 'the mail failed', { cause: error }), isServers: true }
  const { responseCode, command = '' } = read.data
  if (responseCode === undefined) return { fault: unanswered(read.data), isServers: read.data.code !== 'EENVELOPE' }
  return { fault: refusedWith(responseCode, command), isServers: command !== 'RCPT TO' && command !== 'DATA' }
}

const NOT_REACHED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'])
const TOO_EARLY: ReadonlySet<string> = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'])
const TLS_FAULT = /CERT|SIGNATURE|^ERR_TLS|^ERR_SSL|^EPROTO$/

const unanswered = ({ code = '', originalCode = '', timeoutType = '' }: Failure): ChannelError => {
  const what = [code, originalCode, timeoutType].filter((part) => part !== '').join(' ')
  if (code === 'ETLS' || code === 'EREQUIRETLS' || TLS_FAULT.test(originalCode))
    return misconfigured(`the mail server’s TLS can’t be used (${what})`, 'smtps:// or smtp://, host and port')
  if (code === 'EAUTH' || code === 'ENOAUTH') return misconfigured(`mail sign-in failed (${what})`, 'user and password')
  if (code === 'EENVELOPE')
    return new ChannelError('permanent', `no such address can be (${what})`, { reason: 'mailboxRefused' })
  if (code === 'EDNS' || NOT_REACHED.has(originalCode) || TOO_EARLY.has(timeoutType))
    return new ChannelError('retry', `the mail server can’t be reached (${what}); check SMTP_URL and the network`)
  return new ChannelError('ambiguous', `the mail server did not answer to the end (${what})`)
}

const refusedWith = (status: number, command: string): ChannelError => {
  const what = `the mail server answered ${status} to ${command || 'the connection'}`
  // Greylisting, a full mailbox, too many at once: it may be taken later (https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1).
  if (status < 500) return new ChannelError('retry', what)
  if (command === 'DATA') return new ChannelError('permanent', what, { reason: 'mailRefused' })
  if (command === 'RCPT TO' && status !== 530) return new ChannelError('permanent', what, { reason: 'mailboxRefused' })
  if (command === 'MAIL FROM' && status !== 530)
    return new ChannelError('misconfigured', `${what}; check that it lets this account send as MAIL_FROM`)
  return misconfigured(what, 'user and password')
}

const misconfigured = (what: string, remedy: string): ChannelError =>
  new ChannelError('misconfigured', `${what}; check SMTP_URL: ${remedy}`)
