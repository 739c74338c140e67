// A request as the simulated model sees it.

export type AskedRequest = {
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** As it came; empty for a GET. */
  readonly body: Readonly<Record<string, unknown>>
  /** All that is said to it, by who says it. */
  readonly system: string
  /** The first words of the user: the material. */
  readonly user: string
  /** How many messages there are: a second try has more than two. */
  readonly messages: number
  /** The shape that was asked for, by response_format or in words; null where there was none. */
  readonly schema: Readonly<Record<string, unknown>> | null
}

/** An object's fields; none for anything else. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}

/** Puts a request's parts together. */
export function readRequest(path: string, headers: AskedRequest['headers'], text: string): AskedRequest {
  const body = fieldsOf(text === '' ? {} : JSON.parse(text))
  const messages = Array.isArray(body.messages) ? body.messages.map(fieldsOf) : []
  const said = (role: string) =>
    messages.filter((message) => message.role === role).map(({ content }) => String(content))
  const system = said('system').join('\n')
  return {
    ...{ path, headers, body, system },
    user: said('user')[0] ?? '',
    messages: messages.length,
    schema: schemaOf(body, system),
  }
}

function schemaOf(body: AskedRequest['body'], system: string): AskedRequest['schema'] {
  const format = fieldsOf(body.response_format)
  if (format.type === 'json_schema') return fieldsOf(fieldsOf(format.json_schema).schema)
  const described = /^\{"(?:type|\$schema)".*\}$/m.exec(system)?.[0]
  return described === undefined ? null : fieldsOf(JSON.parse(described))
}
