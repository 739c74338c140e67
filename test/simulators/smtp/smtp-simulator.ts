// A mail server on loopback: real SMTP, by the package smtp-server; it keeps what it takes and fails as a test orders.
import type { Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Fault } from '../faults.ts'
import { createSmtpFaults, type SmtpFaultOrder } from './faults.ts'

export type SmtpOptions = {
  /** With it nobody sends without signing in. */
  readonly account?: { readonly user: string; readonly password: string }
  /** Whether it offers STARTTLS, with a certificate that nobody vouches for; true unless told. */
  readonly startTls?: boolean
}

/** A mail as it was taken: what the envelope said, what stands in it, and its bytes. */
export type TakenMail = {
  readonly to: string
  readonly from: string
  readonly isEncrypted: boolean
  readonly mail: Email
  readonly raw: string
}

export type SmtpSimulator = {
  /** Where it listens, for SMTP_URL. */
  readonly url: string
  /** All that it took, in order. */
  readonly taken: readonly TakenMail[]
  readonly takenBy: (mailbox: string) => readonly TakenMail[]
  /** How often somebody connected. */
  readonly connections: () => number
  readonly fault: (order: SmtpFaultOrder) => Fault
  /** Nobody listens there from now on. */
  readonly goAway: () => Promise<void>
  /** It listens again where it did. */
  readonly comeBack: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts it on a free port of 127.0.0.1. */
export async function startSmtp(options: SmtpOptions = {}): Promise<SmtpSimulator> {
  const taken: TakenMail[] = []
  const faults = createSmtpFaults()
  const sockets = new Map<number, Socket>()
  let count = 0
  const open = (port: number) => {
    const server = createServer(options, { faults, taken, sockets })
    server.on('error', () => undefined)
    server.server.on('connection', (socket: Socket) => {
      count += 1
      const from = socket.remotePort ?? 0
      sockets.set(from, socket)
      socket.once('close', () => sockets.delete(from))
    })
    return new Promise<SMTPServer>((resolve) => {
      const listening = server.listen(port, '127.0.0.1', () => resolve(server))
      listening.once('error', (error) => {
        throw error
      })
    })
  }
  let server = await open(0)
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const goAway = async (): Promise<void> => {
    faults.releaseAll()
    for (const socket of sockets.values()) socket.destroy()
    await new Promise<void>((resolve) => server.close(resolve))
  }
  const { user, password } = options.account ?? {}
  return {
    url: `smtp://${user === undefined ? '' : `${user}:${password}@`}127.0.0.1:${port}`,
    taken,
    takenBy: (mailbox) => taken.filter(({ to }) => to === mailbox),
    connections: () => count,
    fault: faults.order,
    goAway,
    comeBack: async () => {
      server = await open(port)
    },
    stop: goAway,
  }
}

type Parts = {
  readonly faults: ReturnType<typeof createSmtpFaults>
  readonly taken: TakenMail[]
  readonly sockets: ReadonlyMap<number, Socket>
}

function createServer({ account, startTls = true }: SmtpOptions, { faults, taken, sockets }: Parts): SMTPServer {
  const refusal = (method: string, mailbox: string | null): Error | null => {
    const strike = faults.take(method, { mailbox }, ['refused'])
    if (strike === undefined) return null
    const code = strike.order.code ?? 550
    return Object.assign(new Error(`${code < 500 ? 'not now' : 'no'}, <${mailbox}>`), { responseCode: code })
  }
  return new SMTPServer({
    authOptional: account === undefined,
    // Where there is no account, nobody is asked to sign in, as at a relay of one's own.
    disabledCommands: [...(account === undefined ? ['AUTH'] : []), ...(startTls ? [] : ['STARTTLS'])],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onConnect: (_session, done) => done(refusal('CONNECT', null)),
    onAuth: ({ username, password }, _session, done) => {
      const isTheirs = username === account?.user && password === account?.password
      if (isTheirs) return done(refusal('AUTH', null), { user: username })
      done(Object.assign(new Error('no such account'), { responseCode: 535 }))
    },
    onMailFrom: (_address, _session, done) => done(refusal('MAIL FROM', null)),
    onRcptTo: ({ address }, _session, done) => done(refusal('RCPT TO', address)),
    onData: (stream, session, done) => {
      void data(stream, session).then(done, done)
    },
  })

  async function data(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
    const raw = await textOf(stream)
    const to = session.envelope.rcptTo.map(({ address }) => address).join()
    const refused = refusal('DATA', to)
    if (refused !== null) return refused
    const strike = faults.take('DATA', { mailbox: to })
    const cut = () => sockets.get(session.remotePort)?.destroy()
    if (strike?.order.kind === 'reset-before') {
      cut()
      return null
    }
    const { mailFrom } = session.envelope
    const from = mailFrom === false ? '' : mailFrom.address
    taken.push({ to, from, isEncrypted: session.secure, mail: await PostalMime.parse(raw), raw })
    if (strike?.order.kind === 'reset-after') cut()
    if (strike?.order.kind === 'hang-after') await strike.released
    return null
  }
}

async function textOf(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
