// frontdesk doctor

import type { Command } from 'commander'
import { type Config, loadConfig, publicAddress } from '../config.ts'
import { openDatabase } from '../database/client.ts'
import { reasonOf } from '../database/reason.ts'
import { diskOf } from '../disk.ts'
import { withServer } from './database.ts'
import { checkMail } from './doctor-mail.ts'
import { checkModel } from './doctor-model.ts'
import { checkSlack } from './doctor-slack.ts'
import { checkOutbox, diskFinding } from './doctor-standing.ts'
import { checkTelegram } from './doctor-telegram.ts'
import { Failed } from './failure.ts'
import { bad, type Finding, good } from './finding.ts'

/** Adds `doctor`: one line for each thing that the desk needs, with the fix where it isn't well. */
export const addDoctor = (program: Command): void => {
  program
    .command('doctor')
    .description(
      'check configuration, disk, database, Telegram, Slack, mail and language model; one line each with the fix',
    )
    .action(async () => {
      const findings = await examine()
      for (const { isWell, about, words } of findings) {
        process.stdout.write(`${isWell ? 'ok   ' : 'fault'} ${about}: ${words}\n`)
      }
      const faults = findings.filter(({ isWell }) => !isWell).length
      if (faults > 0)
        throw new Failed(`${faults} of ${findings.length} checks found a fault; the fix stands in each line`)
    })
}

const examine = async (): Promise<readonly Finding[]> => {
  const answer = loadConfig()
  if (!answer.ok) return answer.faults.map((fault) => bad('configuration', fault))
  const { config } = answer
  const checks = await Promise.all([
    checkDatabase(config),
    checkTelegram(config.telegram, publicAddress(config)),
    checkSlack(config.slack),
    checkMail(config.mail, config.desk.staffMailboxes),
    checkModel(config.model),
  ])
  return [configurationFinding(config), diskFinding(await diskOf(config.dataDir)), ...checks.flat()]
}

const configurationFinding = (config: Config): Finding => {
  return good('configuration', `${config.given.length} ${config.given.length === 1 ? 'name' : 'names'} set`)
}

const OLDEST = 150_000

const checkDatabase = async (config: Config): Promise<readonly Finding[]> => {
  const place = config.databaseUrl === null ? `embedded in ${config.dataDir}` : 'at DATABASE_URL'
  try {
    const { version, outbox } = await withServer(config, standingOf)
    if (version.number >= OLDEST) return [good('database', `PostgreSQL ${version.text}, ${place}`), ...outbox]
    return [bad('database', `PostgreSQL ${version.text} is too old; use 15 or newer, or leave DATABASE_URL out.`)]
  } catch (error) {
    const fix =
      error instanceof Failed ? '' : '; check that DATABASE_URL names a server that runs, and its user and password.'
    return [bad('database', `${place}: ${reasonOf(error)}${fix}`)]
  }
}

interface Standing {
  readonly version: { readonly number: number; readonly text: string }
  readonly outbox: readonly Finding[]
}

const standingOf = async (url: string): Promise<Standing> => {
  const db = openDatabase(url)
  try {
    const [version] = await db.$queryRaw<Standing['version'][]>`
      SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text`
    return { version: version ?? { number: 0, text: 'of unknown version' }, outbox: await checkOutbox(db) }
  } finally {
    await db.$disconnect()
  }
}
