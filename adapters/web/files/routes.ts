// A file of a message, for the customer whose chat it is in and for the staff. Whatever it is, no browser runs it.

import { type Context, Hono } from 'hono'
import { ChannelError, type FileRef, type OpenedFile } from '../../../src/channel.ts'
import { refusal } from '../door/errors.ts'
import { FRAME_PATH } from '../door/frame-path.ts'
import { readerOf } from '../door/negotiation.ts'
import { staffOf, visitorOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'

const INLINE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
// Each page asks below its own path.
const PATHS = ['/files/:id', `${FRAME_PATH}/files/:id`, '/desk/files/:id']

/** `GET /files/<id>`, and the same below `/widget` and `/desk`; 404 for everyone whom it doesn't concern. */
export const fileRoutes = (site: Site): Hono => {
  const app = new Hono()
  for (const path of PATHS) {
    app.get(path, async (c) => {
      const file = await fileFor(c, site, c.req.param('id'))
      return file === null ? refusal(c, readerOf(c, site), 404, 'files.none') : sendFile(c, site, file)
    })
  }
  return app
}

const fileFor = async (c: Context, site: Site, id: string | undefined): Promise<FileRef | null> => {
  if (id === undefined || !UUID.test(id)) return null
  const visitor = await visitorOf(c, site)
  const own = visitor === null ? null : await site.desk.customersFile(id, visitor.person)
  if (own !== null) return own
  return (await staffOf(c, site)) === null ? null : site.desk.staffFile(id)
}

const sendFile = async (c: Context, site: Site, file: FileRef): Promise<Response> => {
  const opened = await opening(site, file)
  if (opened instanceof ChannelError) {
    if (opened.kind !== 'permanent')
      site.log.warn({ err: opened, channel: file.at.channel }, 'a file could not be opened')
    const isGone = opened.kind === 'permanent'
    return refusal(c, readerOf(c, site), isGone ? 410 : 503, isGone ? 'files.gone' : 'files.away')
  }
  return c.body(opened.stream, 200, headersOf(file, opened))
}

const opening = async (site: Site, file: FileRef): Promise<OpenedFile | ChannelError> => {
  try {
    return await (file.at.channel === 'web' ? site.files.open(file) : site.openFile(file))
  } catch (error) {
    if (error instanceof ChannelError) return error
    throw error
  }
}

const headersOf = ({ name, mediaType, kind }: FileRef, opened: OpenedFile): Record<string, string> => {
  const type = mediaType ?? opened.mediaType ?? (kind === 'photo' ? 'image/jpeg' : '')
  const isInline = INLINE.has(type)
  return {
    'Content-Type': isInline ? type : 'application/octet-stream',
    'Content-Disposition': disposition(isInline, name ?? opened.name ?? kind),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=3600',
    ...(opened.bytes === null ? {} : { 'Content-Length': String(opened.bytes) }),
  }
}

// https://www.rfc-editor.org/rfc/rfc6266#section-4.1; the plain name is for what can't read the other.
const disposition = (isInline: boolean, name: string): string => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `${isInline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
