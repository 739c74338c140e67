// What the simulated model says where a test doesn't tell it: JSON that fits the asked shape; and what it says when it goes wrong.
import { type AskedRequest, fieldsOf } from './request.ts'

const CITES = /cit|source|article|ids?$/i

/** The plainest value of a JSON schema, by which a test sees that the road works. */
export function fitting(schema: unknown, name = ''): unknown {
  const { type, enum: options, const: only, anyOf, properties, items } = fieldsOf(schema)
  if (only !== undefined) return only
  if (Array.isArray(options)) return options[0]
  if (Array.isArray(anyOf)) return fitting(anyOf[0], name)
  if (Array.isArray(type)) return fitting({ ...fieldsOf(schema), type: type[0] }, name)
  if (properties !== undefined)
    return Object.fromEntries(Object.entries(fieldsOf(properties)).map(([key, part]) => [key, fitting(part, key)]))
  if (type === 'array') return CITES.test(name) ? [fitting(items, name)] : []
  if (type === 'number' || type === 'integer') return 1
  if (type === 'boolean') return true
  return type === 'string' || type === undefined ? `An answer by the simulated model (${name})` : null
}

/** The same answer, which cites what nobody gave it. */
export function citingUnknown(answer: unknown, name = ''): unknown {
  if (Array.isArray(answer)) return answer.map((part) => citingUnknown(part, name))
  if (typeof answer === 'object' && answer !== null)
    return Object.fromEntries(Object.entries(answer).map(([key, part]) => [key, citingUnknown(part, key)]))
  if (!CITES.test(name)) return answer
  return typeof answer === 'number' ? 987_654 : 'no-such-article'
}

const TO = '(?:instructions?|rules|above|prompt|guidelines|everything|instruc)'
const ORDER = new RegExp(
  [
    `(?:ignore|disregard|forget|override|ignor[aă]|uit[aă])[^.\\n]{0,60}?${TO}[^\\n]*`,
    `(?:print|reveal|repeat|show|output|translate|summari[sz]e)[^.\\n]{0,60}?${TO}[^\\n]*`,
    '^\\s*#*\\s*(?:system|assistant|developer)\\s*:[^\\n]*',
    '<\\/?(?:system|instructions|im_start|im_end|\\|[^>]*)>[^\\n]*',
    '(?:you are now|from now on|new (?:instructions?|rules?|task)\\b|pretend)[^\\n]*',
    '(?:answer|reply|respond|say|write)(?: me)?(?: only| exactly| with| just|:)[^\\n]*',
    'cite (?:article )?["“\']?[\\w-]+[^\\n]*',
  ].join('|'),
  'gim',
)

/** The orders that stand in the material. */
const ordersIn = (user: string): string[] => [...user.matchAll(ORDER)].map(([order]) => order.trim())

/**
 * What a model says that does as the material tells it: all that it was given, where that is asked for, else the order's own words;
 * it cites what the order names, or nothing. Null where there is no order.
 */
export function obeying({ system, user, schema }: AskedRequest, usual: unknown): unknown {
  const orders = ordersIn(user)
  if (orders.length === 0) return null
  const order = orders.join('\n')
  const reveals =
    /prompt|instructions?\b.*(?:print|repeat|reveal|show|say)|(?:print|repeat|reveal|show|tell|list|send)\b/i
  const [, told = order] =
    /(?:say|write|answer|reply|respond)(?: only| exactly| with)*:?\s*["“']?([^"”'\n]+)/i.exec(order) ?? []
  const words = reveals.test(order) ? `${system}\n${user}\n${told}` : told
  const [, cited] = /cite\s+(?:article\s+)?["“']?([\w-]+)/i.exec(order) ?? []
  return schema === null ? words : filled(usual, words, cited)
}

// Every text of the answer becomes the order's words, and every citation what it names.
function filled(answer: unknown, words: string, cited: string | undefined, name = ''): unknown {
  if (Array.isArray(answer)) {
    if (!CITES.test(name)) return answer
    if (cited === undefined) return []
    return [typeof answer[0] === 'number' ? Number(cited) : cited]
  }
  if (typeof answer === 'object' && answer !== null)
    return Object.fromEntries(Object.entries(answer).map(([key, part]) => [key, filled(part, words, cited, key)]))
  return typeof answer === 'string' && !CITES.test(name) ? words : answer
}
