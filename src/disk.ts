// The disk on which the desk keeps its data.

import { statfs } from 'node:fs/promises'

export interface Disk {
  /** Bytes that the desk may still fill. */
  readonly free: number
  /** Bytes of the whole disk. */
  readonly total: number
}

/** The disk where a folder lies; null where that can't be told. */
export const diskOf = (folder: string): Promise<Disk | null> =>
  statfs(folder).then(
    ({ bavail, blocks, bsize }) => ({ free: bavail * bsize, total: blocks * bsize }),
    () => null,
  )

/** How full it is, in words for the operator. */
export const fullness = ({ free, total }: Disk): string => `${gigabytes(free)} GB free of ${gigabytes(total)} GB`

const gigabytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1)
