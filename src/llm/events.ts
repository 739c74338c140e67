// Reads a stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).

/** The texts of the events, in order; comments, by which servers keep a connection open, are passed over. Throws what `body` throws. */
export async function* eventsIn(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let said: string[] = []
  for await (const line of linesIn(body)) {
    if (line === '') {
      if (said.length > 0) yield said.join('\n')
      said = []
    } else if (line.startsWith('data:') || line.startsWith('error:')) {
      // Older llama.cpp tells an error by a field of that name.
      said.push(line.slice(line.indexOf(':') + 1).trimStart())
    }
  }
  if (said.length > 0) yield said.join('\n')
}

async function* linesIn(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r\n|\n/)
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
