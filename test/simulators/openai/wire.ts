// How the simulated model's words leave: as one JSON body or as a stream of chunks, in the shapes of the server that is played.
import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import type { Strike } from '../faults.ts'
import type { ModelFaultOrder } from './faults.ts'
import { type AskedRequest, fieldsOf } from './request.ts'
import { type Shapes, tokensOf } from './servers.ts'

/** What is to be said, and how it ends. */
export type Said = {
  readonly text: string
  readonly finish: string
  /** Words of thought, which some servers put before the others. */
  readonly thought: string
  /** Declined by its own words. */
  readonly refusal: string
}

type Fault = Strike<ModelFaultOrder> | undefined

/** The server's chunk or body with these words in it. */
const withWords = (template: unknown, words: string): unknown =>
  JSON.parse(JSON.stringify(template).replaceAll('"content":"…"', () => `"content":${JSON.stringify(words)}`))

const usageOf = (template: unknown, request: AskedRequest, said: Said): unknown => {
  const sent = tokensOf(request.system + request.user)
  const received = tokensOf(said.thought + said.text)
  return {
    ...fieldsOf(template),
    ...{ prompt_tokens: sent, completion_tokens: received, total_tokens: sent + received },
    ...(said.thought !== '' && { completion_tokens_details: { reasoning_tokens: tokensOf(said.thought) } }),
  }
}

/** Sends all of it at once. */
export function sendWhole(response: ServerResponse, shapes: Shapes, request: AskedRequest, said: Said): void {
  const body = fieldsOf(withWords(shapes.completion, said.text))
  const choices = (Array.isArray(body.choices) ? body.choices : []).map((choice) => ({
    ...fieldsOf(choice),
    finish_reason: said.finish,
  }))
  sendJson(response, 200, { ...body, choices, usage: usageOf(body.usage, request, said) })
}

/** Sends it word by word, with what `fault` does to it. */
export async function sendStream(
  response: ServerResponse,
  shapes: Shapes,
  request: AskedRequest,
  said: Said,
  fault: Fault,
): Promise<void> {
  const { stream } = shapes
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  if (stream.comment !== undefined) response.write(`${stream.comment}\n\n`)
  const say = (chunk: unknown) => response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  for (const chunk of stream.opening) say(chunk)
  if (said.thought !== '') say(withDelta(stream.word, { reasoning_content: said.thought }))
  if (said.refusal !== '') say(withDelta(stream.word, { refusal: said.refusal }))
  if (!(await sayWords(response, said.text, (words) => say(withWords(stream.word, words)), shapes, fault))) return
  for (const chunk of stream.closing)
    say(JSON.parse(JSON.stringify(chunk).replace('"stop"', JSON.stringify(said.finish))))
  if (fieldsOf(request.body.stream_options).include_usage === true)
    say({ ...stream.usage, usage: usageOf(stream.usage.usage, request, said) })
  response.end('data: [DONE]\n\n')
}

const withDelta = (template: unknown, delta: unknown): unknown => {
  const { choices, ...rest } = fieldsOf(template)
  const [choice] = Array.isArray(choices) ? choices : []
  return { ...rest, choices: [{ ...fieldsOf(choice), delta }] }
}

// False where the fault was the end of it.
async function sayWords(
  response: ServerResponse,
  text: string,
  say: (words: string) => void,
  { stream }: Shapes,
  fault: Fault,
): Promise<boolean> {
  const words = text.match(/.{1,6}/gsu) ?? []
  const kind = fault?.order.kind
  for (const [index, part] of words.entries()) {
    if (kind !== undefined && index >= words.length / 2) {
      if (kind === 'half-stream') response.end()
      if (kind === 'cut') response.socket?.resetAndDestroy()
      if (kind === 'half-stream' || kind === 'cut') return false
      if (kind === 'stall') await fault?.released
      if (kind === 'fails-midway') return failMidway(response, fault?.order.failure ?? stream.failure)
    }
    say(part)
    // Each word in a packet of its own, as from a real one.
    await setImmediate()
    if (response.destroyed) return false
  }
  while (kind === 'endless' && !response.destroyed) {
    say(' and so on')
    await setImmediate()
  }
  return !response.destroyed
}

function failMidway(response: ServerResponse, failure: unknown): boolean {
  const usual = { error: { message: 'The server had an error.', type: 'server_error', code: 500 } }
  response.end(`data: ${JSON.stringify(failure ?? usual)}\n\n`)
  return false
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
