// Builds everything and starts it: configuration → database → engine → channels → HTTP; a signal stops it in reverse order.

import { randomBytes } from 'node:crypto'
import type { LinkTo } from '../adapters/slack/links.ts'
import { createWeb } from '../adapters/web/index.ts'
import { announce } from './announce.ts'
import type { Channel, Receive, Words } from './channel.ts'
import { checksOf } from './checks.ts'
import { publicAddress, unbuilt, webOptions } from './config.ts'
import { configured } from './configured.ts'
import { type Database, openDatabase } from './database/client.ts'
import { type Listener, openListener } from './database/listener.ts'
import { reasonOf } from './database/reason.ts'
import { startDatabase } from './database/start.ts'
import type { Person } from './desk.ts'
import { createReceive } from './engine/receive.ts'
import type { Shell } from './engine/shell.ts'
import { type LinkFor, newSignInLink } from './engine/sign-in-link.ts'
import type { Checks } from './http/health.ts'
import { startServer } from './http/server.ts'
import { createDeliverer } from './jobs/deliver.ts'
import { startIncidentWork } from './jobs/incident-work.ts'
import { createLearning } from './jobs/learning.ts'
import { createMail, type Mailing } from './jobs/mail.ts'
import { prune } from './jobs/prune.ts'
import { openQueue } from './jobs/queue.ts'
import { standing, tellCaughtUp } from './jobs/restart-receipt.ts'
import { openOn } from './jobs/saying.ts'
import { createSmtp } from './jobs/smtp.ts'
import { createTimers } from './jobs/timers.ts'
import { createWatchdog } from './jobs/watchdog.ts'
import { judgeCandidates } from './knowledge/candidates.ts'
import { loadFirstArticles } from './knowledge/first-start.ts'
import { type Library, openLibrary } from './knowledge/library.ts'
import { createWords, languageOf } from './locales/words.ts'
import { createLog, type Log } from './log.ts'
import { createPacer, type Limit, systemClock } from './pacing.ts'
import { createProgramState } from './program-state.ts'
import { createDesk } from './reading/desk.ts'
import { readMailed } from './reading/mailed.ts'
import { watchUsualAnswer } from './reports/usual-answer.ts'
import { createShutdown } from './shutdown.ts'

const config = configured()
const log = createLog(config.log)
const { keep, leave } = createShutdown(log)
const staffChannel = config.slack === null ? null : 'slack'
/** The port that was taken, once there is one. */
let listensAt: number | undefined
const address = () => publicAddress(config, listensAt)
const pacerOf = (limits: readonly Limit[]) => createPacer(config.pacing ? limits : [], systemClock)
let checks: Checks = {}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void leave(signal, 0))
// An SDK's stray promise must not end the desk for everybody; what it was about is brought again or looked for.
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed that nobody waited for'))
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'an error that nobody caught')
  void leave('uncaughtException', 1)
})
// Whoever read the log may be gone; that is no reason to leave the customers too, nor one that can be logged.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
await start().catch((error: unknown) => {
  log.fatal({ err: error }, `the desk could not start: ${reasonOf(error)}`)
  return leave('a failed start', 1)
})

async function start(): Promise<void> {
  const names = unbuilt(config)
  if (names.length > 0) log.warn({ names }, `set, but not built yet, so without effect: ${names.join(', ')}`)
  const url = await startDatabase({ ...config, log, keep })
  const db = openDatabase(url)
  keep('database pool', () => db.$disconnect())
  const listener = await openListener(url, log)
  keep('listener', () => listener.close())
  const words = createWords()
  const library = await knowledge(db, listener)
  const reading = createDesk({ db, library, words, config, subscribe: listener.subscribe, now: () => new Date() })
  const { channels, linkTo } = await channelsOf({ desk: reading, words, log })
  const mail = mailOf({ db, words, linkTo })
  const before = await standing(db)
  const receive = await engine({ url, db, listener, words, library, channels, mail })
  const listens = await openDoors({ channels, mail, receive, db })
  keep('restart receipt', tellCaughtUp({ db, receive, log }, before))
  const watched = mail === null ? channels : [...channels, { name: 'mail' as const, health: mail.health }]
  const isMailRead = mail !== null && config.desk.staffMailboxes.length > 0
  keep('watchdog', createWatchdog({ watched, staffChannel, isMailRead, receive, log, now: Date.now }).start())
  const link = config.slack === null ? await firstLink(receive) : undefined
  // Whoever started it waits for this line, however little else is logged. Its link, good for one use, is the only secret that is shown.
  log
    .child({}, { level: 'info' })
    .info({ url: address(), listens, channels: channels.map(({ name }) => name), ...(link && { desk: link }) }, 'ready')
  if (link !== undefined) announce(address(), link)
}

async function knowledge(db: Database, listener: Listener): Promise<Library> {
  const loaded = await loadFirstArticles(db, config)
  if (loaded > 0) log.info({ articles: loaded }, 'the first articles were loaded')
  const onFailure = (error: unknown) =>
    log.warn({ err: error }, 'the articles could not be read again; the ones known stay until they can')
  const library = await openLibrary({ db, locale: config.desk.locale, ...listener, onFailure })
  keep('library', async () => library.close())
  return library
}

type ChannelParts = { desk: ReturnType<typeof createDesk>; words: Words; log: Log }

async function channelsOf(parts: ChannelParts) {
  const isStaff = async ({ channel, externalId }: Person) =>
    channel === 'web' || (channel === 'slack' && (await slack?.isStaff(externalId)) === true)
  const hasSlack = config.slack !== null
  const options = { ...config.web, ...webOptions(config, address), hasSlack }
  const web = createWeb({
    ...parts,
    isStaff,
    program: createProgramState({ dataDir: config.dataDir, checks: () => checks, log }),
    openFile: (file) =>
      openOn(
        channels.find(({ name }) => name === file.at.channel),
        file,
      ),
    options,
  })
  const telegram = config.telegram && (await telegramOf(parts, config.telegram))
  const slack = config.slack && (await slackOf(parts, config.slack))
  const channels: Channel[] = [web, telegram, slack].filter((channel) => channel !== null)
  return { channels, linkTo: slack?.linkTo ?? (async () => null) }
}

// A platform's SDK takes a fifth of the program's memory and of its start: only the ones that are used are loaded.
async function telegramOf(parts: ChannelParts, telegram: NonNullable<typeof config.telegram>) {
  const { createTelegram, telegramLimits } = await import('../adapters/telegram/index.ts')
  const admins = config.adminIds.filter(({ channel }) => channel === 'telegram').map(({ externalId }) => externalId)
  const webhook = telegram.webhookSecret === null ? null : { secret: telegram.webhookSecret, publicUrl: address }
  return createTelegram({
    ...parts,
    options: {
      ...{ ...telegram, webhook, locale: config.desk.locale, admins },
      ...{ pacer: pacerOf(telegramLimits), clock: systemClock },
    },
  })
}

async function slackOf(parts: ChannelParts, slack: NonNullable<typeof config.slack>) {
  const { createSlack, slackLimits } = await import('../adapters/slack/index.ts')
  const { locale } = config.desk
  return createSlack({
    ...parts,
    newSignInLink: newLink,
    options: { ...slack, locale, publicUrl: publicAddress(config), pacer: pacerOf(slackLimits) },
  })
}

function mailOf({ db, words, linkTo }: { db: Database; words: Words; linkTo: LinkTo }): Mailing | null {
  if (config.mail === null) return null
  return createMail({
    ...{ smtp: createSmtp(config.mail.url), from: config.mail.from, words, locale: config.desk.locale, linkTo },
    tickets: (ids) => readMailed(db, ids),
    publicUrl: address,
    now: () => performance.now(),
  })
}

interface EngineParts {
  readonly url: string
  readonly db: Database
  readonly listener: Listener
  readonly words: Words
  readonly library: Library
  readonly channels: readonly Channel[]
  readonly mail: Mailing | null
}

async function engine({ url, db, listener, words, library, channels, mail }: EngineParts): Promise<Receive> {
  const queue = await openQueue(url, log)
  keep('jobs', () => queue.stop())
  const onFailure = (error: unknown) => log.warn({ err: error }, 'how long answers take could not be read')
  const usual = await watchUsualAnswer(db, config.desk, onFailure)
  keep('usual answer', usual.stop)
  const shell: Omit<Shell, 'committed'> = {
    db,
    words,
    languageOf: (locale) => languageOf(locale, config.desk.locale),
    knowledge: library,
    settings: config.desk,
    usualAnswer: usual.current,
    staffChannel,
    admins: new Set(config.adminIds.map(({ channel, externalId }) => `${channel}:${externalId}`)),
    setTimers: (tx, set) => timers.set(tx, set),
    now: () => new Date(),
    log,
  }
  const receive = createReceive({ ...shell, committed: (effects) => committed(effects) })
  const timers = createTimers({ db, queue, receive, log })
  keep('timers', async () => timers.stop())
  const byName = new Map(channels.map((channel) => [channel.name, channel]))
  const deliverer = createDeliverer({ db, listener, channels: byName, mail, receive, log })
  const committed: Shell['committed'] = ({ conversation, elsewhere, destinations, awaited }) => {
    deliverer[awaited ? 'wake' : 'wakeInTurn'](destinations)
    for (const changed of [conversation, ...elsewhere]) if (changed !== null) listener.tell('changes', changed)
  }
  deliverer.start()
  keep('deliveries', () => deliverer.stop())
  keep('incidents', startIncidentWork({ db, listener, receive, log }))
  const learn = createLearning({ db, judge: judgeCandidates, receive, log })
  await queue.start({ fire: timers.fire, prune: () => prune(db, config.web.filesFolder, new Date()), learn })
  return receive
}

type Doors = Pick<EngineParts, 'channels' | 'mail' | 'db'> & { readonly receive: Receive }

async function openDoors({ channels, mail, receive, db }: Doors): Promise<string> {
  const mounts = channels.flatMap(({ routes }) => routes ?? [])
  const taking = new Set<Channel>()
  // Whoever runs the desk hears of it, but customers are served all the same.
  const asides = mail === null ? {} : { mail: async () => mail.health() }
  const health = checksOf({ db, channels, taking })
  checks = { ...health, ...asides }
  const uploads = channels.flatMap((channel) => channel.uploads ?? [])
  const server = await startServer({
    ...config.http,
    mounts,
    health,
    asides,
    uploads,
    log,
  })
  keep('HTTP server', () => server.stop())
  // An address leaves out the port that is http's own.
  listensAt = Number(new URL(server.url).port || 80)
  for (const channel of channels) {
    keep(channel.name, () => channel.stop())
    await channel.start(receive)
    taking.add(channel)
  }
  return server.url
}

function newLink(whom: LinkFor) {
  const { token, event } = newSignInLink(randomBytes(32), new Date(), whom)
  return { url: `${address()}/desk/sign-in/${token}`, event }
}

async function firstLink(receive: Receive): Promise<string> {
  const { url, event } = newLink({ admin: true })
  await receive({ key: `link:${event.token}`, at: new Date(), event })
  return url
}
