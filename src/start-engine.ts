// The engine with all that works beside it: its jobs and timers, the outbox, incidents, learning, reports and the language model.

import { createAssistance, openLanguages } from './assistance.ts'
import type { Consulting } from './assistant/consulting.ts'
import type { Channel, Receive, Words } from './channel.ts'
import type { Config } from './config.ts'
import type { Database } from './database/client.ts'
import type { Listener } from './database/listener.ts'
import type { ErasingShell } from './engine/erasing.ts'
import { createReceive } from './engine/receive.ts'
import { eraseOld } from './engine/retention.ts'
import type { Shell } from './engine/shell.ts'
import { createDeliverer } from './jobs/deliver.ts'
import { startIncidentWork } from './jobs/incident-work.ts'
import { createLearning } from './jobs/learning.ts'
import type { Mailing } from './jobs/mail.ts'
import { prune } from './jobs/prune.ts'
import { openQueue, type Queue } from './jobs/queue.ts'
import { createReports } from './jobs/reports.ts'
import { createRetention, type Retention } from './jobs/retention.ts'
import type { Streaks } from './jobs/streaks.ts'
import { createTimers, type Timers } from './jobs/timers.ts'
import { judgeCandidates } from './knowledge/candidates.ts'
import type { Library } from './knowledge/library.ts'
import type { Embedding } from './knowledge/vectors/embedding.ts'
import { createVectorMaking } from './knowledge/vectors/making.ts'
import type { Model } from './llm/model.ts'
import { languageOf } from './locales/words.ts'
import type { Log } from './log.ts'
import { countEvents, countFailures } from './metrics/counting.ts'
import type { Metrics } from './metrics/metrics.ts'
import { watchUsualAnswer } from './reports/usual-answer.ts'
import type { Shutdown } from './shutdown.ts'

export interface EngineParts {
  readonly config: Config
  readonly log: Log
  readonly keep: Shutdown['keep']
  readonly metrics: Metrics
  readonly url: string
  readonly db: Database
  readonly listener: Listener
  readonly words: Words
  readonly library: Library
  readonly model: Model | null
  /** Null where no embedding model is configured. */
  readonly embedding: Embedding | null
  readonly channels: readonly Channel[]
  readonly mail: Mailing | null
  readonly streaks: Streaks
}

/** Starts it; resolves once it takes events. What it is made of is kept to be closed in reverse order. */
export const startEngine = async (parts: EngineParts): Promise<Receive> => {
  const { config, log, keep, metrics, url, db, listener, library, model, channels, mail } = parts
  const queue = await openQueue(url, log)
  keep('jobs', () => queue.stop())
  const onFailure = (error: unknown) => log.warn({ err: error }, 'how long answers take could not be read')
  const usual = await watchUsualAnswer(db, config.desk, onFailure)
  keep('usual answer', usual.stop)
  // Closed before the jobs that wait for it.
  if (model !== null) keep('language model', () => model.close())
  const languageOfText = await openLanguages(config)
  const shell = { ...shellOf(parts, queue, model), languageOfText, usualAnswer: usual.current }
  const receive = countEvents(
    createReceive({
      ...shell,
      setTimers: (tx, set) => timers.set(tx, set),
      committed: (effects) => committed(effects),
    }),
    metrics,
  )
  const timers = createTimers({ db, queue, receive, log })
  keep('timers', async () => timers.stop())
  const consulting = createAssistance(config, { db, listener, receive, library, model, log })
  keep('consultations', consulting.stop)
  const byName = new Map(channels.map((channel) => [channel.name, channel]))
  const deliverer = createDeliverer({
    ...{ db, listener, mail, receive, log, channels: byName, tried: metrics.tried, staffChannel: shell.staffChannel },
    // Each process counts its own calls alone: only one of them keeps a platform's limits.
    spokenByOne: new Set(config.pacing ? ['telegram', 'slack'] : []),
  })
  const committed: Shell['committed'] = ({ conversation, elsewhere, ...effects }) => {
    for (const promise of effects.breaches) metrics.breached(promise)
    deliverer[effects.awaited ? 'wake' : 'wakeInTurn'](effects.destinations)
    deliverer.wakeCards(effects.cards)
    consulting.begin(effects.consultations)
    for (const changed of [conversation, ...elsewhere]) if (changed !== null) listener.tell('changes', changed)
  }
  deliverer.start()
  keep('deliveries', () => deliverer.stop())
  keep('incidents', startIncidentWork({ db, listener, receive, log }))
  const retention = retentionOf(parts, shell)
  // Closed before the jobs that it is one of.
  if (retention !== null) keep('retention', retention.stop)
  await startJobs(parts, { queue, timers, consulting, receive, retention })
  return receive
}

const shellOf = (
  { config, db, words, library, log }: EngineParts,
  queue: Queue,
  model: Model | null,
): Omit<Shell, 'committed' | 'setTimers' | 'languageOfText' | 'usualAnswer'> => ({
  ...{ db, words, knowledge: library, settings: config.desk, log },
  staffChannel: config.slack === null ? null : 'slack',
  sendsMail: config.mail !== null,
  languageOf: (locale) => languageOf(locale, config.desk.locale),
  admins: new Set(config.adminIds.map(({ channel, externalId }) => `${channel}:${externalId}`)),
  consult: queue.consult,
  isModelReady: () => model?.isReady() === true,
  now: () => new Date(),
})

// Null where texts are kept.
const retentionOf = (
  { config: { retention: keptFor, slack, telegram }, db, log }: EngineParts,
  shell: ErasingShell,
): Retention | null =>
  keptFor === null
    ? null
    : createRetention({
        ...{ db, keptFor, now: () => new Date(), log },
        channels: [...(slack === null ? [] : ['slack']), ...(telegram === null ? [] : ['telegram'])],
        erase: (run) => eraseOld(db, shell, run),
      })

interface Jobs {
  readonly queue: Queue
  readonly timers: Timers
  readonly consulting: Consulting
  readonly receive: Receive
  readonly retention: Retention | null
}

const startJobs = async (
  { config, db, log, metrics, embedding, streaks }: EngineParts,
  { queue, timers, consulting, receive, retention }: Jobs,
): Promise<void> => {
  const learn = createLearning({ db, judge: judgeCandidates, receive, log })
  const pruning = () => prune(db, config.web.filesFolder, new Date())
  const reports = createReports({ db, receive, now: () => new Date() })
  await queue.start({
    fire: countFailures('timer', streaks.watched('timer', timers.fire), metrics),
    consult: consulting.run,
    prune: countFailures('prune', streaks.watched('prune', pruning), metrics),
    learn: countFailures('learn', streaks.watched('learn', learn), metrics),
    report: countFailures('report', streaks.watched('report', reports), metrics),
    ...(embedding && { vectors: createVectorMaking({ db, embedding, log }) }),
    ...(retention && {
      retention: countFailures('retention', streaks.watched('retention', retention.run), metrics),
    }),
  })
}
