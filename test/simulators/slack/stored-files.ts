/** Files of the workspace: what people share, what the app uploads, and how both are fetched. https://docs.slack.dev/reference/objects/file-object */
import { randomUUID } from 'node:crypto'

/** A file as a person shares it. */
export type NewFile = {
  readonly name: string
  readonly mediaType?: string
  readonly bytes?: Uint8Array
  /** What it is for Slack: `hosted` unless told; a canvas is no file that can be fetched. */
  readonly mode?: 'hosted' | 'snippet' | 'canvas'
  /** It lies elsewhere, at this address: Slack only shows a link. */
  readonly external?: string
  /** `slack_audio` and `slack_video` are clips that were recorded in Slack. */
  readonly subtype?: string
  /** Shared through Slack Connect: events tell its id alone. */
  readonly connect?: boolean
}

export type StoredFile = {
  readonly id: string
  readonly name: string
  title: string
  readonly mediaType: string
  readonly user: string
  readonly mode: string
  readonly external: string | null
  readonly subtype: string | null
  /** What a picture shows, as whoever uploaded it told. */
  readonly alt: string | null
  readonly connect: boolean
  readonly created: number
  bytes: Buffer
  deleted: boolean
  /** An upload ends when it is completed: before that nobody sees the file. */
  stage: 'promised' | 'uploaded' | 'complete'
  /** The size that was promised for an upload, in bytes. */
  readonly promised: number
  readonly shares: {
    readonly channel: string
    readonly kind: 'public' | 'private'
    readonly ts: string
    readonly thread_ts?: string
  }[]
}

export type StoredFiles = {
  readonly all: Map<string, StoredFile>
  /** Where the app sends bytes: the path, without the host, and the file they are for. */
  readonly uploads: Map<string, StoredFile>
  /** Keeps a file that a person shares. */
  readonly share: (given: NewFile, user: string) => StoredFile
  /** Promises a place for an upload; the answer is the path that takes it. */
  readonly promise: (given: { name: string; length: number; user: string; alt: string | null }) => {
    file: StoredFile
    path: string
  }
  /** As `files.info` tells of it. */
  readonly view: (file: StoredFile) => Record<string, unknown>
  /** As a message tells of it. */
  readonly inMessage: (file: StoredFile) => Record<string, unknown>
}

/**
 * The files of one workspace.
 * @param host where they are fetched, such as `http://127.0.0.1:4000`
 */
export const createFiles = (team: string, host: () => string): StoredFiles => {
  const all = new Map<string, StoredFile>()
  const uploads = new Map<string, StoredFile>()
  const keep = (given: Omit<StoredFile, 'id' | 'created' | 'deleted' | 'shares'>): StoredFile => {
    const id = `F0${String(all.size + 1).padStart(8, '0')}`
    const file: StoredFile = { ...given, id, created: Math.floor(Date.now() / 1000), deleted: false, shares: [] }
    all.set(id, file)
    return file
  }
  const view = (file: StoredFile) => (file.deleted ? { id: file.id, mode: 'tombstone' } : wholeView(file, team, host()))
  return {
    all,
    uploads,
    share: ({ name, mediaType = 'application/octet-stream', bytes = new Uint8Array(), ...given }, user) =>
      keep({
        name,
        title: name,
        mediaType,
        user,
        mode: given.external === undefined ? (given.mode ?? 'hosted') : 'external',
        external: given.external ?? null,
        subtype: given.subtype ?? null,
        alt: null,
        connect: given.connect ?? false,
        bytes: Buffer.from(bytes),
        stage: 'complete',
        promised: bytes.length,
      }),
    promise: ({ name, length, user, alt }) => {
      const mediaType = mediaTypeOf(name)
      const plain = { mode: 'hosted', external: null, subtype: null, connect: false, bytes: Buffer.alloc(0) }
      const file = keep({ ...plain, alt, name, title: name, mediaType, user, stage: 'promised', promised: length })
      const path = `/upload/v1/${randomUUID()}`
      uploads.set(path, file)
      return { file, path }
    },
    view,
    inMessage: (file) => (file.connect && !file.deleted ? { id: file.id, file_access: 'check_file_info' } : view(file)),
  }
}

const wholeView = (file: StoredFile, team: string, host: string): Record<string, unknown> => ({
  id: file.id,
  created: file.created,
  timestamp: file.created,
  name: file.name,
  title: file.title,
  mimetype: file.mediaType,
  filetype: file.name.split('.').at(-1) ?? 'binary',
  user: file.user,
  editable: file.mode === 'snippet',
  size: file.bytes.length,
  mode: file.mode,
  is_external: file.external !== null,
  file_access: 'visible',
  ...(file.subtype === null ? {} : { subtype: file.subtype }),
  ...(file.alt === null ? {} : { alt_txt: file.alt }),
  ...(file.external === null
    ? {
        url_private: `${host}${pathOf(file, team)}`,
        url_private_download: `${host}${pathOf(file, team, '/download')}`,
      }
    : { url_private: file.external, external_type: 'gdrive' }),
  permalink: `https://simulator.slack.com/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
  shares: sharesOf(file),
})

const pathOf = (file: StoredFile, team: string, part = ''): string =>
  `/files-pri/${team}-${file.id}${part}/${encodeURIComponent(file.name)}`

const sharesOf = ({ shares }: StoredFile): Record<string, unknown> =>
  Object.fromEntries(
    [...Map.groupBy(shares, ({ kind }) => kind)].map(([kind, some]) => [
      kind,
      Object.fromEntries(
        [...Map.groupBy(some, ({ channel }) => channel)].map(([channel, these]) => [
          channel,
          these.map(({ ts, thread_ts }) => ({ ts, ...(thread_ts === undefined ? {} : { thread_ts }) })),
        ]),
      ),
    ]),
  )

/** What Slack makes of a name: it looks at the content too, which a test seldom has. */
const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  txt: 'text/plain',
  mp4: 'video/mp4',
}

const mediaTypeOf = (name: string): string =>
  mediaTypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
