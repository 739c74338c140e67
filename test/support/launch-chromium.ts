// Chromium without a window, from an npm package, for this machine's own addresses alone.

import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { node, root } from './program.ts'

/** Why there is no browser here; null where there is one. */
export const noChromium: string | null =
  process.platform === 'linux' && process.arch === 'x64' ? null : 'the browser is for Linux on x64 alone'

/** Unpacks it into a folder, which takes some seconds and 200 MB. */
export const unpackChromium = async (folder: string): Promise<void> => {
  const script = path.join(import.meta.dirname, 'unpack-chromium.ts')
  await promisify(execFile)(node, [script], { cwd: root, env: { PATH: process.env.PATH, TMPDIR: folder } })
}

/** Starts the one in that folder. */
export const launchChromium = (folder: string): Promise<Browser> =>
  chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: SWITCHES,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  })

// It talks to this machine alone, and no sandbox is needed for pages of our own: root has none, and many containers neither.
const SWITCHES = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--no-sandbox',
  '--in-process-gpu',
  '--font-render-hinting=none',
]
