// A program that uses the embedded server until it is told to end: `hold-server.ts DATA_DIR desk|command`.
// It prints one JSON line when the server is ready or refused; SIGTERM makes it stop in good order.

import { startEmbedded } from '../../src/database/embedded.ts'

const [dataDir = '', role] = process.argv.slice(2)
const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
// Registered first, and the pipe of its parent keeps it alive: it ends with its parent in any case.
const told = new Promise((resolve) => {
  process.once('SIGTERM', resolve)
  process.stdin.once('end', resolve).resume()
})
try {
  const server = await startEmbedded({ dataDir, as: role === 'desk' ? 'desk' : 'command' })
  say({ url: server.url, adopted: server.adopted })
  await told
  await server.stop()
  process.exit(0)
} catch (error) {
  say({ refused: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}
