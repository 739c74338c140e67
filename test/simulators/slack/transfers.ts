/** Bytes of files over HTTP: a download wants the bot's token and its scope, an upload the address that it was promised. */
import type { StoredFiles } from './stored-files.ts'

export type Transfer = { readonly method: 'files.download' | 'files.upload' | 'login'; readonly path: string }

export type TransferAnswer = {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

/** What a request outside of the Web API is about; null for anything else. */
export const transferOf = (path: string): Transfer | null => {
  if (path.startsWith('/files-pri/')) return { method: 'files.download', path }
  if (path.startsWith('/upload/')) return { method: 'files.upload', path }
  return path === '/login' ? { method: 'login', path } : null
}

/** @param mayRead whether the request bears the bot's token, and that has `files:read` */
export const answerTransfer = (
  files: StoredFiles,
  { method, path }: Transfer,
  { mayRead, body }: { readonly mayRead: boolean; readonly body: Buffer },
): TransferAnswer => {
  switch (method) {
    case 'files.download':
      // Whoever isn't signed in is led to a page for people, never refused (slackapi/bolt-js#2585).
      return mayRead ? download(files, path) : { status: 302, headers: { location: '/login' }, body: Buffer.alloc(0) }
    case 'files.upload':
      return upload(files, path, body)
    case 'login':
      return page(200, '<!DOCTYPE html><html><body>Sign in to your workspace</body></html>')
  }
}

const download = (files: StoredFiles, path: string): TransferAnswer => {
  const id = /^\/files-pri\/[^/-]+-([^/]+)\//.exec(path)?.[1]
  const file = files.all.get(id ?? '')
  if (!file || file.deleted || file.stage !== 'complete') return page(404, '<html><body>Not found</body></html>')
  return {
    status: 200,
    headers: {
      'content-type': file.mediaType,
      'content-length': String(file.bytes.length),
      'content-disposition': `attachment; filename="${encodeURIComponent(file.name)}"`,
    },
    body: file.bytes,
  }
}

const upload = (files: StoredFiles, path: string, body: Buffer): TransferAnswer => {
  const file = files.uploads.get(path)
  if (!file || file.stage === 'complete') return page(404, 'not found')
  if (body.length !== file.promised) return page(400, 'the length is not the one that was promised')
  file.bytes = body
  file.stage = 'uploaded'
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from(`OK - ${body.length}`) }
}

const page = (status: number, text: string): TransferAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: Buffer.from(text),
})
