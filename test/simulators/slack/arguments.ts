/** Reads the arguments of a Web API call: form (nested values as JSON strings), JSON and multipart bodies. */
import type { IncomingMessage } from 'node:http'
import { isRecord } from './blocks.ts'
import { SlackRefusal } from './refusal.ts'

export type Arguments = Readonly<Record<string, unknown>>

/** Reads a request's body whole. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * The arguments of a call, from its body and query.
 * @throws SlackRefusal `invalid_json`, `invalid_post_type`
 */
export async function readArguments(request: IncomingMessage, body: Buffer): Promise<Arguments> {
  const query = new URL(request.url ?? '/', 'http://simulator').searchParams
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim()
  if (body.length === 0) return Object.fromEntries(query)
  if (type === 'application/x-www-form-urlencoded') {
    return { ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams(body.toString())) }
  }
  if (type === 'application/json') return { ...Object.fromEntries(query), ...parseObject(body.toString()) }
  if (type === 'multipart/form-data') {
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const form = await new Response(new Uint8Array(body), { headers }).formData()
    return { ...Object.fromEntries(query), ...Object.fromEntries(form) }
  }
  throw new SlackRefusal('invalid_post_type')
}

/** A text argument, or undefined where it is absent or empty. */
export function text(given: Arguments, name: string): string | undefined {
  const value = given[name]
  if (typeof value === 'number') throw new SlackRefusal('invalid_arguments', { note: `${name} is a number` })
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** @throws SlackRefusal `invalid_arguments` where the argument is missing */
export function required(given: Arguments, name: string): string {
  const value = text(given, name)
  if (value === undefined) {
    throw new SlackRefusal('invalid_arguments', {
      response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
    })
  }
  return value
}

/** A yes or no; forms carry it as text. */
export function flag(given: Arguments, name: string): boolean {
  const value = given[name]
  return value === true || value === 'true' || value === '1'
}

/** A whole number from a form or a JSON body. */
export function count(given: Arguments, name: string, otherwise: number, most: number): number {
  const value = Number(given[name] ?? otherwise)
  if (!Number.isInteger(value) || value < 1) throw new SlackRefusal('invalid_limit')
  return Math.min(value, most)
}

/**
 * A nested argument: in a form it is JSON text, in a JSON body it may be either.
 * @throws SlackRefusal with `code` where it is not JSON
 */
export function nested(given: Arguments, name: string, code = 'invalid_arguments'): unknown {
  const value = given[name]
  if (typeof value !== 'string') return value
  if (value === '') return undefined
  try {
    return JSON.parse(value)
  } catch {
    throw new SlackRefusal(code)
  }
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(json)
    if (isRecord(parsed)) return parsed
  } catch {
    // Falls through to the same refusal as any other JSON that is not an object.
  }
  throw new SlackRefusal('invalid_json')
}
