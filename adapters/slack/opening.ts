// Opens a file that came in through Slack: a stream, neither kept nor written anywhere. https://docs.slack.dev/messaging/working-with-files

import { z } from 'zod'
import { ChannelError, type FileRef, type OpenedFile } from '../../src/channel.ts'
import { type Api, priorities } from './api.ts'
import { nothingSaid, remedyOf } from './errors.ts'
import { type FileObject, fileObject, isHeld } from './file-objects.ts'
import { isTrusted } from './trusted-hosts.ts'

export interface OpeningParts {
  readonly api: Api
  readonly botToken: string
  /** The Web API's root; null for Slack's own. */
  readonly apiUrl: string | null
  /** Milliseconds after which a request counts as unanswered. */
  readonly timeout: number
}

const answer = z.object({ file: fileObject })
const mostRedirects = 3

/**
 * What Slack knows of a file now.
 * @throws the errors of @slack/web-api
 */
export const fileInfo = async (api: Api, id: string): Promise<FileObject> =>
  answer.parse(await api.call('files.info', { file: id }, priorities.answer)).file

/** Makes `Channel.open`. Throws ChannelError: whatever failed, nothing was said yet. */
export const createOpen =
  (parts: OpeningParts) =>
  async ({ at: { id } }: FileRef): Promise<OpenedFile> => {
    const file = await fileInfo(parts.api, id).catch((error: unknown) => {
      throw withReason(nothingSaid(error))
    })
    const address = file.url_private_download ?? file.url_private
    if (!isHeld(file) || !address) throw gone('Slack has no such file any more')
    const response = await fetchAll(parts, new URL(address))
    const { body, headers } = await checked(response, file)
    return {
      stream: body,
      name: file.name || null,
      mediaType: file.mimetype || null,
      bytes: lengthOf(headers) ?? file.size ?? null,
    }
  }

const gone = (message: string): ChannelError => new ChannelError('permanent', message, { reason: 'fileGone' })

const withReason = (error: ChannelError): ChannelError =>
  error.kind === 'permanent'
    ? new ChannelError('permanent', error.message, { cause: error, reason: 'fileGone' })
    : error

const signIn = () =>
  new ChannelError(
    'misconfigured',
    `Slack asks to sign in where a file should be: ${remedyOf('missing_scope')} (files:read)`,
  )

const fetchAll = async (parts: OpeningParts, first: URL): Promise<Response> => {
  let address = first
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    // Whoever isn't signed in is led away, perhaps to another company's page: the token must not go along.
    if (!isTrusted(address, parts.apiUrl)) throw signIn()
    const response = await fetchOne(parts, address)
    const next = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || next === null) return response
    await response.body?.cancel()
    address = new URL(next, address)
  }
  throw signIn()
}

const fetchOne = async ({ botToken, timeout }: OpeningParts, address: URL): Promise<Response> => {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), timeout)
  try {
    return await fetch(address, {
      // Compressed it would have another length than what is passed on.
      headers: { authorization: `Bearer ${botToken}`, 'accept-encoding': 'identity' },
      redirect: 'manual',
      signal: patience.signal,
    })
  } catch (error) {
    throw new ChannelError('retry', 'Slack did not hand out a file', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

const checked = async (response: Response, file: FileObject) => {
  const { status, headers, body } = response
  if (status === 200 && body !== null && !isSignIn(headers, file)) return { body, headers }
  await body?.cancel()
  if (status === 404 || status === 410) throw gone(`Slack has no such file any more (HTTP ${status})`)
  if (status === 200 || status === 401 || status === 403) throw signIn()
  const seconds = Number(headers.get('retry-after'))
  throw new ChannelError('retry', `Slack did not hand out a file (HTTP ${status})`, {
    ...(status === 429 && seconds > 0 ? { retryAfterSeconds: seconds } : {}),
  })
}

// Without `files:read` Slack answers 200 with a page for people (slackapi/bolt-js#2585); some files are pages themselves.
const isSignIn = (headers: Headers, { mimetype, size }: FileObject): boolean => {
  if (!headers.get('content-type')?.startsWith('text/html')) return false
  const isPage = mimetype?.startsWith('text/html') ?? false
  const isDownload = headers.get('content-disposition')?.startsWith('attachment') ?? false
  return !isPage || !(isDownload || lengthOf(headers) === size)
}

const lengthOf = (headers: Headers): number | null => {
  const length = headers.get('content-length')
  return length === null || headers.has('content-encoding') ? null : Number(length)
}
