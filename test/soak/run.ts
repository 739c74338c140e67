// `npm run soak -- --minutes 10 --rate 100`: so many messages a second for so long; then memory, files, connections and queues must be as they were. One JSON object on stdout; ends with 1 where one is not.

import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../../src/database/embedded.ts'
import { soak } from './soak.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, rate: { type: 'string', default: '100' } },
})
const [minutes, rate] = [Number(values.minutes), Number(values.rate)]
if (!(minutes > 0) || !(rate > 0)) {
  process.stderr.write('Give numbers above 0: npm run soak -- --minutes 10 --rate 100\n')
  process.exit(2)
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-soak-'))
const database = await startEmbedded({ dataDir: path.join(folder, 'data'), as: 'command' })
try {
  const tell = (words: string): void => void process.stderr.write(`${words}\n`)
  const result = await soak({ url: database.url, minutes, rate, tell })
  process.stdout.write(`${JSON.stringify(result)}\n`)
  for (const broken of result.broken) tell(broken)
  process.exitCode = result.broken.length > 0 ? 1 : 0
} finally {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit()
