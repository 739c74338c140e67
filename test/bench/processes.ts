// What several processes on one database bring, and where the processor's time goes: the program, its database, the simulated platforms.

import { availableParallelism } from 'node:os'
import { rowsOf } from '../support/rows.ts'
import { print } from './figure.ts'
import { processorTimeOf, processorTimeOfFamily } from './process-figures.ts'
import { openRoad } from './road.ts'

const PROCESSES = [1, 2, 4]
const CUSTOMERS = 40
// Each process has its own code to warm.
const WARMING_EACH = 40
const MESSAGES_EACH = 50

/** Prints the rate of 1, 2 and 4 processes, beside that of one, and what a message costs each part. The database's server has to run on this machine. */
export const benchProcesses = async (url: string): Promise<void> => {
  const server = await serverOf(url)
  print({ name: 'processes.cores', value: availableParallelism(), unit: 'cores' })
  let alone: number | null = null
  for (const [n, processes] of PROCESSES.entries()) {
    const road = await openRoad(url, CUSTOMERS, { processes, firstCustomer: 1_000 + n * CUSTOMERS })
    try {
      await road.load(WARMING_EACH)
      const look = () => ({
        program: road.processorTime(),
        database: processorTimeOfFamily(server),
        platforms: processorTimeOf(process.pid),
      })
      const before = look()
      const { perSecond } = await road.load(MESSAGES_EACH)
      const after = look()
      alone ??= perSecond
      const name = `processes.${processes}`
      print({ name: `${name}.rate`, value: perSecond, unit: 'messages/s', ratio: perSecond / alone, baseline: alone })
      for (const part of ['program', 'database', 'platforms'] as const) {
        const each = (after[part] - before[part]) / (CUSTOMERS * MESSAGES_EACH)
        print({ name: `${name}.processor.${part}`, value: each, unit: 'ms a message' })
      }
    } finally {
      await road.close()
    }
  }
}

// The first line of its file is its process id (https://www.postgresql.org/docs/current/storage-file-layout.html).
const serverOf = async (url: string): Promise<number> => {
  const [row] = await rowsOf<{ file: string }>(url, `SELECT pg_read_file('postmaster.pid') AS file`)
  return Number.parseInt(row?.file ?? '', 10)
}
