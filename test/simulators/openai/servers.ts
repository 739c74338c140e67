// The servers that the simulator plays: what each checks, and the shapes in which it answers (test/fixtures/openai).
import { readFileSync } from 'node:fs'
import { type AskedRequest, fieldsOf } from './request.ts'

export const SERVER_KINDS = ['openai', 'azure', 'ollama', 'vllm', 'llama.cpp', 'openrouter'] as const
export type ServerKind = (typeof SERVER_KINDS)[number]

type Fields = Readonly<Record<string, unknown>>

export type Refusal = { readonly status: number; readonly headers: Record<string, string>; readonly body: unknown }

/** One server's shapes. */
export type Shapes = {
  readonly stream: {
    readonly comment?: string
    readonly opening: readonly unknown[]
    readonly word: unknown
    readonly closing: readonly unknown[]
    readonly usage: Fields
    readonly failure?: unknown
  }
  readonly completion: Fields
  readonly embeddings: Fields
  readonly models: Fields
  readonly errors: Readonly<Record<string, Refusal>>
}

/** Reads them. */
export function shapesOf(kind: ServerKind): Shapes {
  const read = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../fixtures/openai/${kind}/${name}.json`, import.meta.url), 'utf8'))
  return {
    stream: read('stream'),
    completion: read('completion'),
    embeddings: read('embeddings'),
    models: read('models'),
    errors: read('errors'),
  }
}

/** What a server is set up with. */
export type Strictness = {
  readonly kind: ServerKind
  /** Without it anybody may ask. */
  readonly key: string | null
  readonly models: readonly string[]
  readonly contextTokens: number
  /** A reasoning model: it takes no max_tokens and no temperature. */
  readonly thinks: boolean
  /** What it takes as response_format. */
  readonly formats: readonly ('json_schema' | 'json_object')[]
}

/** Why a server refuses a request: a name in its errors, and what stands in the words; null where it takes it. */
export type Why = { readonly name: string; readonly words?: Readonly<Record<string, string>> }

const KNOWN = new Set([
  ...['model', 'messages', 'input', 'stream', 'stream_options', 'response_format', 'temperature', 'top_p', 'seed'],
  ...['max_tokens', 'max_completion_tokens', 'reasoning_effort', 'user', 'stop', 'n', 'encoding_format', 'dimensions'],
])

/** Looks at a request as the server does, in its order. */
export function whyRefused(request: AskedRequest, server: Strictness): Why | null {
  if (!isLetIn(request, server)) return { name: 'wrong-key' }
  if (request.path.endsWith('/models')) return null
  const { model } = request.body
  // llama.cpp has one model, whatever name it is asked by.
  if (server.kind !== 'llama.cpp' && !server.models.includes(String(model)))
    return { name: 'unknown-model', words: { name: String(model) } }
  return parameterRefused(request, server) ?? formatRefused(request, server) ?? lengthRefused(request, server)
}

function isLetIn({ headers }: AskedRequest, { kind, key }: Strictness): boolean {
  if (key === null) return true
  if (kind === 'azure' && headers['api-key'] === key) return true
  return headers.authorization === `Bearer ${key}`
}

function parameterRefused({ body }: AskedRequest, { kind, thinks }: Strictness): Why | null {
  if (kind !== 'openai' && kind !== 'azure') return null
  const unknown = Object.keys(body).find((name) => !KNOWN.has(name))
  if (unknown !== undefined) return { name: 'unknown-parameter', words: { name: unknown } }
  if (thinks && body.max_tokens !== undefined) return { name: 'length-name' }
  return thinks && body.temperature !== undefined && body.temperature !== 1 ? { name: 'temperature' } : null
}

function formatRefused(request: AskedRequest, { kind, formats }: Strictness): Why | null {
  const { type, json_schema: asked } = fieldsOf(request.body.response_format)
  if (type === 'json_schema' && !formats.includes('json_schema')) return { name: 'no-schema' }
  if (type === 'json_object' && !formats.includes('json_object')) return { name: 'no-object' }
  if (kind !== 'openai' && kind !== 'azure') return null
  if (type === 'json_object' && !/json/i.test(request.system + request.user)) return { name: 'no-json-word' }
  const unfit = type === 'json_schema' ? notStrict(fieldsOf(asked).schema) : null
  return unfit === null ? null : { name: 'schema-unfit', words: { name: unfit } }
}

// https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
function notStrict(schema: unknown): string | null {
  const { properties, required, additionalProperties, items, anyOf } = fieldsOf(schema)
  for (const part of [items, ...(Array.isArray(anyOf) ? anyOf : [])]) {
    const unfit = part === undefined ? null : notStrict(part)
    if (unfit !== null) return unfit
  }
  if (properties === undefined) return null
  if (additionalProperties !== false) return 'additionalProperties'
  const names = Array.isArray(required) ? required : []
  for (const [name, part] of Object.entries(fieldsOf(properties))) {
    if (!names.includes(name)) return name
    const unfit = notStrict(part)
    if (unfit !== null) return unfit
  }
  return null
}

function lengthRefused({ body }: AskedRequest, { kind, contextTokens }: Strictness): Why | null {
  const tokens = tokensOf(JSON.stringify(body.messages ?? body.input ?? ''))
  // Ollama cuts what is too long without a word.
  if (kind === 'ollama' && body.messages !== undefined) return null
  return tokens > contextTokens
    ? { name: 'too-long', words: { tokens: String(tokens), limit: String(contextTokens) } }
    : null
}

/** A text's tokens, nearly. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4)
