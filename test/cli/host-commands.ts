// Runs one command line after the other in this process, each from the program's own first line: `host-commands.ts`, told by messages.
// Loading what a command needs takes a second, so it is loaded once.

import { z } from 'zod'

const asked = z.object({ words: z.array(z.string()), environment: z.record(z.string(), z.string()) })

// Once, since commands may be many and each tells of a fault of standard output.
process.stdout.setMaxListeners(0)
let runs = 0
let turn: Promise<void> = Promise.resolve()
process.on('message', (message) => {
  turn = turn.then(() => run(asked.parse(message)))
})

const run = async ({ words, environment }: z.infer<typeof asked>): Promise<void> => {
  const printed = { out: '', err: '' }
  process.env = { ...environment }
  process.argv = [process.execPath, 'frontdesk', ...words]
  process.exitCode = undefined
  process.stdout.write = takenBy((text) => {
    printed.out += text
  })
  process.stderr.write = takenBy((text) => {
    printed.err += text
  })
  // The same file under another address is run anew, and what it loads is there already.
  await import(`../../src/cli/frontdesk.ts?run=${++runs}`)
  process.send?.({ code: process.exitCode ?? 0, ...printed })
}

const takenBy =
  (take: (text: string) => void) =>
  (piece: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    take(typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8'))
    const told = typeof encoding === 'function' ? encoding : done
    if (typeof told === 'function') told()
    return true
  }
