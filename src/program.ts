// Builds everything and starts it: configuration → database → engine → channels → HTTP. It takes nothing from its process, so several may run in one.

import { randomBytes } from 'node:crypto'
import type { LinkTo } from '../adapters/slack/links.ts'
import { embeddingOf, openModel, type WatchedModel } from './assistance.ts'
import type { Channel, Receive, Words } from './channel.ts'
import { createChannels } from './channels.ts'
import { checksOf } from './checks.ts'
import { type Config, metricsDoor, publicAddress } from './config.ts'
import { type Database, openDatabase, openPool } from './database/client.ts'
import { type Listener, openListener } from './database/listener.ts'
import { reasonOf } from './database/reason.ts'
import { startDatabase } from './database/start.ts'
import type { Desk } from './desk.ts'
import { type LinkFor, newSignInLink } from './engine/sign-in-link.ts'
import type { Checks } from './http/health.ts'
import { startServer } from './http/server.ts'
import { createMail, type Mailing } from './jobs/mail.ts'
import { standing, tellCaughtUp } from './jobs/restart-receipt.ts'
import { createSmtp } from './jobs/smtp.ts'
import { createStreaks } from './jobs/streaks.ts'
import { createWatchdog } from './jobs/watchdog.ts'
import { loadFirstArticles } from './knowledge/first-start.ts'
import { type Library, openLibrary } from './knowledge/library.ts'
import type { Embedding } from './knowledge/vectors/embedding.ts'
import { createWords } from './locales/words.ts'
import type { Log } from './log.ts'
import { createLooks, type Looks } from './looks.ts'
import { createPrometheus, type Prometheus } from './metrics/prometheus.ts'
import { createDesk } from './reading/desk.ts'
import { readMailed } from './reading/mailed.ts'
import { readMailedReport } from './reading/scheduled-reports.ts'
import { createScrape } from './scrape.ts'
import { createShutdown, type Shutdown } from './shutdown.ts'
import { startEngine } from './start-engine.ts'

export interface Program {
  /** Resolves once it is ready. Rejects where it can't start, which the log tells: then it is being closed by itself. */
  readonly started: Promise<Started>
  /** Closes all of it, or as much as has begun; never rejects. A second call joins the first. */
  stop(why: string): Promise<void>
}

export interface Started {
  /** The address at which people reach it. */
  readonly url: string
  /** The one-time sign-in link to its staff desk; null with Slack configured. */
  readonly deskLink: string | null
}

/** Starts a desk. What is wrong with the platforms' side doesn't keep it from starting: it is logged with its remedy. */
export const startProgram = (config: Config, log: Log): Program => {
  const { keep, close } = createShutdown(log)
  const prometheus = createPrometheus()
  const started = build({ config, log, keep, prometheus, door: { checks: {} } }).catch((error: unknown) => {
    log.fatal({ err: error }, `the desk could not start: ${reasonOf(error)}`)
    void close('a failed start')
    throw error
  })
  return { started, stop: close }
}

/** What everything is built with. */
interface Ground {
  readonly config: Config
  readonly log: Log
  readonly keep: Shutdown['keep']
  readonly prometheus: Prometheus
  /** What is known once there is an HTTP server: the port that was taken, and what /readyz looks at. */
  readonly door: { port?: number; checks: Checks }
}

const build = async (ground: Ground): Promise<Started> => {
  const { config, log, keep, prometheus, door } = ground
  const url = await startDatabase({ ...config, log, keep })
  const pool = openPool(url)
  const db = openDatabase(url, pool)
  keep('database pool', () => db.$disconnect())
  const listener = await openListener(url, log)
  keep('listener', () => listener.close())
  const words = createWords()
  const { metrics } = prometheus
  const model = await openModel(config, { db, log, metrics })
  const embedding = embeddingOf(config, model)
  const library = await knowledge(ground, db, listener, embedding)
  const desk = createDesk({ db, library, words, config, subscribe: listener.subscribe, now: () => new Date() })
  const address = () => publicAddress(config, door.port)
  const newLink = linksAt(address)
  const { channels, linkTo } = await createChannels({
    ...{ config, log, desk, words, listener, address, newLink },
    ...{ checks: () => door.checks, metrics: prometheus.metrics },
  })
  const mail = mailOf(ground, { db, desk, words, linkTo, address })
  const before = await standing(db)
  const streaks = createStreaks()
  const receive = await startEngine({
    ...{ ...ground, metrics, url, db, listener, words, library, model, embedding, channels, mail, streaks },
  })
  const looks = createLooks({ db, channels, mail, model, dataDir: config.dataDir, streaks })
  const listens = await openDoors(ground, { channels, looks, receive, db, pool, model })
  keep('restart receipt', tellCaughtUp({ db, receive, log }, before))
  keep('watchdog', createWatchdog({ see: looks.see, db, receive, log, now: Date.now }).start())
  const deskLink = config.slack === null ? await firstLink(receive, newLink) : null
  // Whoever started it waits for this line, however little else is logged. Its link, good for one use, is the only secret that is shown.
  log
    .child({}, { level: 'info' })
    .info(
      { url: address(), listens, channels: channels.map(({ name }) => name), ...(deskLink && { desk: deskLink }) },
      'ready',
    )
  return { url: address(), deskLink }
}

const knowledge = async (
  { config, log, keep }: Ground,
  db: Database,
  listener: Listener,
  embedding: Embedding | null,
): Promise<Library> => {
  const loaded = await loadFirstArticles(db, config)
  if (loaded > 0) log.info({ articles: loaded }, 'the first articles were loaded')
  const onFailure = (error: unknown) =>
    log.warn({ err: error }, 'the articles could not be read again; the ones known stay until they can')
  const onUnfit = () =>
    log.warn(
      { model: embedding?.name },
      'OPENAI_EMBEDDING_MODEL tells the articles apart much worse than their words do, and is not used; choose one that knows their language',
    )
  const library = await openLibrary({ db, locale: config.desk.locale, ...listener, onFailure, embedding, onUnfit })
  keep('library', async () => library.close())
  return library
}

interface MailParts {
  readonly db: Database
  readonly desk: Desk
  readonly words: Words
  readonly linkTo: LinkTo
  readonly address: () => string
}

const mailOf = ({ config, log }: Ground, { db, desk, words, linkTo, address }: MailParts): Mailing | null => {
  if (config.mail === null) return null
  const { locale, timeZone: zone } = config.desk
  const onFailure = (error: unknown) => log.warn({ err: error }, 'a report goes without its picture')
  return createMail({
    ...{ smtp: createSmtp(config.mail.url), from: config.mail.from, words, locale, linkTo },
    tickets: (ids) => readMailed(db, ids),
    report: (of) => readMailedReport({ db, desk, words, locale, zone, onFailure }, of),
    publicUrl: address,
    now: () => performance.now(),
  })
}

type Pool = ReturnType<typeof openPool>

interface Doors {
  readonly channels: readonly Channel[]
  readonly db: Database
  readonly looks: Looks
  readonly receive: Receive
  readonly pool: Pool
  readonly model: WatchedModel | null
}

const openDoors = async (
  { config, log, keep, prometheus, door }: Ground,
  { channels, looks: { asides }, receive, db, pool, model }: Doors,
): Promise<string> => {
  // The web's come last: it has a page for every address that nobody else answers for.
  const mounts = channels.toReversed().flatMap(({ routes }) => routes ?? [])
  const taking = new Set<Channel>()
  const health = checksOf({ db, channels, taking })
  door.checks = { ...health, ...asides }
  const scrape = createScrape({
    db,
    pool,
    checks: () => door.checks,
    modelTokensLeft: () => model?.tokensLeft() ?? null,
    prometheus,
    log,
  })
  const metrics = { ...metricsDoor(config), scrape }
  const uploads = channels.flatMap((channel) => channel.uploads ?? [])
  const server = await startServer({ ...config.http, mounts, health, asides, metrics, uploads, log })
  keep('HTTP server', () => server.stop())
  // An address leaves out the port that is http's own.
  door.port = Number(new URL(server.url).port || 80)
  for (const channel of channels) {
    keep(channel.name, () => channel.stop())
    await channel.start(receive)
    taking.add(channel)
  }
  return server.url
}

type NewLink = ReturnType<typeof linksAt>

const linksAt = (address: () => string) => (whom: LinkFor) => {
  const { token, event } = newSignInLink(randomBytes(32), new Date(), whom)
  return { url: `${address()}/desk/sign-in/${token}`, event }
}

const firstLink = async (receive: Receive, newLink: NewLink): Promise<string> => {
  const { url, event } = newLink({ admin: true })
  await receive({ key: `link:${event.token}`, at: new Date(), event })
  return url
}
