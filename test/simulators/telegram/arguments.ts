// Reads a call's arguments from whatever body it came in: query, JSON, form or multipart, all with the same meaning.
import type { IncomingMessage } from 'node:http'
import { badRequest, Refusal } from './refusal.ts'

/** Arguments by name; from forms every value is a string, from JSON they keep their types. */
export type Arguments = Readonly<Record<string, unknown>>

const MAX_BODY_BYTES = 55 * 1024 * 1024

/**
 * Reads the whole body and merges it over the query string.
 * @throws Refusal 400 for a body that isn't what its content type says, 413 above 55 MiB.
 */
export async function readArguments(request: IncomingMessage, query: URLSearchParams): Promise<Arguments> {
  const body = await readBody(request)
  const fromQuery = Object.fromEntries(query)
  if (body.length === 0) return fromQuery
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/json')) return { ...fromQuery, ...parseObject(body.toString('utf8')) }
  return { ...fromQuery, ...(await parseForm(body, type)) }
}

/** The argument as text; numbers count as their digits, as the real server reads them. Absent: ''. */
export function textOf(args: Arguments, name: string): string {
  const value = args[name]
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** The argument as an integer, undefined when absent or not a number. */
export function integerOf(args: Arguments, name: string): number | undefined {
  const text = textOf(args, name).trim()
  return /^-?\d+$/.test(text) ? Number(text) : undefined
}

/** Whether the argument is true: `true`, `1`, `yes`, `t` or `y`, in any case. */
export const flagOf = (args: Arguments, name: string): boolean => /^(true|1|yes|t|y)$/i.test(textOf(args, name))

/**
 * The argument as a JSON value: parsed where it came as a string, itself otherwise, undefined when absent or empty.
 * @throws Refusal 400 `can't parse <what> JSON object`.
 */
export function jsonOf(args: Arguments, name: string, what: string): unknown {
  const value = args[name]
  if (typeof value !== 'string') return value ?? undefined
  if (value.trim() === '') return undefined
  try {
    return JSON.parse(value)
  } catch {
    throw badRequest(`can't parse ${what} JSON object`)
  }
}

/** Whether a value is a plain JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Refusal(413, 'Request Entity Too Large')
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    if (isRecord(value)) return value
  } catch {
    // refused below with the same words as any other body that isn't an object
  }
  throw badRequest("can't parse JSON object")
}

async function parseForm(body: Buffer, type: string): Promise<Record<string, unknown>> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    return Object.fromEntries(form)
  } catch {
    throw badRequest("can't parse the request body")
  }
}
