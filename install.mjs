// Brings node_modules up to what package-lock.json says, without running anybody's install scripts.
// Plain JavaScript for Node 20.10: it runs before the Node that Frontdesk brings along (26) is there.
// When nothing is to be done it says nothing and takes a few dozen milliseconds.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  binariesLeftOut,
  hasNativePackages,
  isNodeLinked,
  linkNode,
  linkPostgres,
  nodePackages,
  pinnedNodeFault,
  postgresLinksMissing,
} from './install/links.mjs'
import { takeLock } from './install/lock.mjs'

const root = path.dirname(fileURLToPath(import.meta.url))
const modules = path.join(root, 'node_modules')
const stampFile = path.join(modules, '.frontdesk-installed.json')
const platform = `${process.platform}-${process.arch}`
const ourFault = 'its own words are above.'

// What npm says, in its own codes, and what the reader can do about it; the first that fits is told.
const npmRemedies = [
  [/ENOSPC/, 'the disk is full: free about 1 GB and start again.'],
  [/EACCES|EPERM|EROFS/, `this user may not write ${root} or npm's cache: run as the owner of the folder.`],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|CERT/,
    'the npm registry cannot be reached: check the network, the proxy (HTTPS_PROXY) and `npm config get registry`.',
  ],
  [/E401|E403|E404|ETARGET/, 'the registry does not hand out a package: check `npm config get registry`.'],
  [/EINTEGRITY/, 'a package arrived damaged: run `npm cache clean --force` and start again.'],
  [/EUSAGE/, 'package.json and package-lock.json disagree: run `npm install --ignore-scripts` and commit both.'],
]

/** A fault the reader can do something about; shown without a stack. */
class InstallError extends Error {}

const children = new Set()
const parentAtStart = process.ppid

try {
  refuseUnsupported()
  if (missing() !== undefined) await installLocked()
} catch (error) {
  if (!(error instanceof InstallError)) throw error
  process.stderr.write(`Frontdesk cannot be installed: ${error.message}\n`)
  process.exitCode = 1
}

function refuseUnsupported() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 10)) {
    throw new InstallError(`Node ${process.versions.node} is too old. Install Node 20.10 or newer: https://nodejs.org`)
  }
  if (process.platform === 'win32') throw new InstallError('on Windows it runs inside WSL: https://aka.ms/wsl')
  if (nodePackages[platform] === undefined) {
    const known = Object.keys(nodePackages).join(', ')
    throw new InstallError(`there are no binaries for ${platform}. It runs on ${known}.`)
  }
}

/** What does not match yet: 'packages', 'links' or 'client'; undefined when all is well. */
function missing() {
  const stamp = readStamp()
  if (stamp.platform !== platform || stamp.lock !== hash('package-lock.json')) return 'packages'
  if (!hasNativePackages(modules)) return 'packages'
  if (!isNodeLinked(modules) || postgresLinksMissing(modules)) return 'links'
  if (stamp.schema !== schemaHash() || !fs.existsSync(path.join(root, 'prisma/generated/client.ts'))) return 'client'
  return undefined
}

async function installLocked() {
  const release = await takeLock(path.join(root, '.install-lock'), () => {
    process.stderr.write('Frontdesk: waiting for another install in this folder ...\n')
  }).catch((error) => {
    throw new InstallError(`${root} cannot be written (${error.code}): run as the owner of the folder.`)
  })
  // Ends what is under way; node_modules stays without its stamp, so the next start installs again.
  const stop = (signal) => {
    for (const child of children) child.kill('SIGKILL')
    release()
    process.exit(128 + os.constants.signals[signal])
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => stop(signal))
  // npm's shell dies of a signal without passing it on; once our parent is another, nobody waits for this install.
  const orphaned = setInterval(() => process.ppid !== parentAtStart && stop('SIGTERM'), 250)
  try {
    await install(missing())
  } finally {
    clearInterval(orphaned)
    release()
  }
}

async function install(fault) {
  if (fault === undefined) return
  const stamp = { platform, lock: hash('package-lock.json'), schema: schemaHash() }
  process.stderr.write(`Frontdesk: ${fault === 'packages' ? 'installing packages (once)' : 'preparing'} ...\n`)
  fs.rmSync(stampFile, { force: true })
  if (fault === 'packages') await installPackages(process.execPath)
  if (!hasNativePackages(modules)) {
    throw new InstallError(`npm left out the binaries for ${platform}: remove node_modules and start again.`)
  }
  if (fault === 'packages' && binariesLeftOut(root).length > 0) await installUnderPinnedNode()
  linkNode(modules)
  const why = pinnedNodeFault(modules)
  if (why !== undefined) {
    throw new InstallError(`the Node it brings does not run here (${why}). Linux needs glibc 2.28 or newer, not musl.`)
  }
  linkPostgres(modules)
  await generateClient()
  fs.writeFileSync(stampFile, JSON.stringify(stamp))
}

// Some tools ship binaries that an older Node may not have, so npm under it leaves them out: npm runs once more, under the pinned Node.
async function installUnderPinnedNode() {
  const aside = fs.mkdtempSync(path.join(os.tmpdir(), 'frontdesk-node-'))
  try {
    const node = path.join(aside, 'node')
    fs.copyFileSync(path.join(modules, nodePackages[platform], 'bin', 'node'), node)
    fs.chmodSync(node, 0o755)
    await installPackages(node)
  } finally {
    fs.rmSync(aside, { recursive: true, force: true })
  }
  const missing = binariesLeftOut(root)
  if (missing.length > 0) {
    throw new InstallError(`npm left out ${missing.join(', ')}: remove node_modules and start again with npm start.`)
  }
}

async function installPackages(node) {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--no-update-notifier']
  // The reader's own npm settings must not leave out what Frontdesk runs on, nor refuse Node 20.
  args.push('--include=dev', '--include=optional', '--engine-strict=false', '--package-lock=true', '--dry-run=false')
  const npm = process.env.npm_execpath ?? ''
  const [command, before] = path.basename(npm) === 'npm-cli.js' ? [node, [npm]] : ['npm', []]
  const result = await run(command, [...before, ...args], writableCache())
  if (result.code === 0) return
  if (result.notFound) throw new InstallError('npm is not there. It comes with Node: https://nodejs.org')
  process.stderr.write(result.output)
  const remedy = npmRemedies.find(([pattern]) => pattern.test(result.output))?.[1]
  throw new InstallError(remedy ?? `npm ci failed; ${ourFault}`)
}

/** npm needs a cache it can write; a user without a home (nobody, a container) gets one in the temporary folder. */
function writableCache() {
  try {
    fs.accessSync(os.homedir(), fs.constants.W_OK)
    return {}
  } catch {
    return { npm_config_cache: path.join(os.tmpdir(), `frontdesk-npm-${process.getuid()}`) }
  }
}

async function generateClient() {
  const node = path.join(modules, '.bin', 'node')
  const prisma = path.join(modules, 'prisma', 'build', 'index.js')
  // Any existing file stops Prisma from fetching a schema engine; generating does not run it.
  const offline = { PRISMA_SCHEMA_ENGINE_BINARY: fs.realpathSync(node), CHECKPOINT_DISABLE: '1' }
  const result = await run(node, [prisma, 'generate', '--config', path.join('prisma', 'config.ts')], offline)
  if (result.code === 0) return
  process.stderr.write(result.output)
  throw new InstallError(`prisma/schema.prisma gives no database client; ${ourFault}`)
}

/** Runs to the end with its words kept; never rejects. */
function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    children.add(child)
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.on('error', (error) => resolve({ code: 1, output: String(error), notFound: error.code === 'ENOENT' }))
    child.on('close', (code) => {
      children.delete(child)
      resolve({ code: code ?? 1, output, notFound: false })
    })
  })
}

function schemaHash() {
  return hash('prisma/schema.prisma') + hash('prisma/config.ts')
}

function hash(file) {
  return createHash('sha256')
    .update(fs.readFileSync(path.join(root, file)))
    .digest('hex')
}

function readStamp() {
  try {
    return JSON.parse(fs.readFileSync(stampFile, 'utf8'))
  } catch {
    return {}
  }
}
