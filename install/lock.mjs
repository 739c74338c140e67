// One install at a time in a checkout: `npm test` and `npm start` may be begun together.
// The lock cannot live in node_modules, which `npm ci` removes.
import fs from 'node:fs'

const touchMs = 2_000
// A holder that has not touched its lock for this long is gone, whatever now runs under its process id.
const abandonedMs = 30_000

/**
 * Waits for the lock and takes it.
 * @param {string} file path of the lock file; its folder must exist
 * @param {() => void} onWait called once when somebody else holds the lock
 * @returns {Promise<() => void>} gives the lock back; may be called twice
 * @throws the error of `fs` when the folder cannot be written
 */
export async function takeLock(file, onWait) {
  const mine = `${process.pid} ${Date.now()}`
  for (let seen; !create(file, mine); await new Promise((resolve) => setTimeout(resolve, 200))) {
    if (seen === undefined) onWait()
    seen = look(file, seen)
    if (seen.abandoned) breakLock(file, seen.content)
  }
  const touching = setInterval(() => touch(file), touchMs)
  return () => {
    clearInterval(touching)
    if (read(file).content === mine) fs.rmSync(file, { force: true })
  }
}

function create(file, content) {
  try {
    fs.writeFileSync(file, content, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

// Ages are counted on this process's own steady clock: a laptop that slept must not make a good lock look old.
function look(file, before) {
  const { content, touched } = read(file)
  const same = before?.content === content && before.touched === touched
  const since = same ? before.since : performance.now()
  return { content, touched, since, abandoned: performance.now() - since > abandonedMs || isDead(content) }
}

function read(file) {
  try {
    return { content: fs.readFileSync(file, 'utf8'), touched: fs.statSync(file).mtimeMs }
  } catch (error) {
    if (error.code === 'ENOENT') return { content: '', touched: 0 }
    throw error
  }
}

function isDead(content) {
  const pid = Number(content.split(' ')[0])
  if (pid === process.pid) return true
  try {
    if (pid > 0) process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

// Of several waiters one wins the rename; who moved a fresh lock away by bad luck puts it back.
function breakLock(file, content) {
  const aside = `${file}.${process.pid}`
  try {
    fs.renameSync(file, aside)
    if (read(aside).content !== content) fs.linkSync(aside, file)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  }
  fs.rmSync(aside, { force: true })
}

function touch(file) {
  const now = new Date()
  try {
    fs.utimesSync(file, now, now)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}
