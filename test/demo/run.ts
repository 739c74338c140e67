// What `npm run demo` runs: a short conversation between a customer and a help desk, on simulated platforms, without any token.

import { play } from './conversation.ts'
import { openStage } from './stage.ts'
import { createTranscript } from './transcript.ts'

// Long enough to read a line or two before the next one comes.
const beat = process.argv.includes('--hasty') ? 0 : 800
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort())
const brokenOff = new Promise<void>((resolve) => interrupted.signal.addEventListener('abort', () => resolve()))

process.stdout.write(
  'Frontdesk between a simulated Telegram and a simulated Slack. It is the real program, with a database\nof its own in a temporary folder; nothing leaves this machine. One moment …\n\n',
)
const stage = await openStage()
try {
  await Promise.race([show(), brokenOff])
} catch (error) {
  if (!interrupted.signal.aborted) {
    process.stderr.write(`The demo could not go on: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
} finally {
  await stage.close()
}
// Whoever broke off is not kept waiting by what the play still waits for.
process.exit()

async function show(): Promise<void> {
  await stage.ready
  interrupted.signal.throwIfAborted()
  const transcript = createTranscript(process.stdout)
  await play(stage, transcript, { beat, signal: interrupted.signal })
  transcript.tell(
    'That was the whole road. To start for real: `npm start` opens a web chat and a staff desk on http://127.0.0.1:3000 with nothing configured. For Telegram and Slack put their tokens into `.env`; `.env.example` explains each name, and `npm run frontdesk -- doctor` checks them.',
  )
}
