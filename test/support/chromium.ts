// A real browser: one Chromium for a test file, unpacked once a run, and watched: what a page's console complains of fails the test.

import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest'
import { eventually } from './eventually.ts'
import { launchChromium, noChromium, unpackChromium } from './launch-chromium.ts'

/** What a visitor's browser is like: Playwright's options, and the complaints that the test provokes itself. */
interface Visit extends BrowserContextOptions {
  readonly forgives?: RegExp
}

/** Somebody's browser: cookies of its own, and a first tab. */
interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
}

/** What a suite looks at in the browser. */
interface Place {
  stop(): Promise<unknown>
}

interface Scene<Desk> {
  /** A browser that has been nowhere yet, in English and at 1280 × 800 unless told. */
  visitor(like?: Visit): Promise<Visitor>
  readonly desk: Desk
}

/**
 * A suite in front of a desk, which `open` starts before its first test; skipped, with the reason in its name, where there is no browser for this machine.
 * A test also fails where one of its pages complained: an error in its console, an error thrown, or something that its policy refused.
 */
export const describeInChromium = <Desk extends Place>(
  name: string,
  open: () => Promise<Desk>,
  body: (scene: Scene<Desk>) => void,
): void => {
  const suite = (): void => {
    let chromium: Chromium | undefined
    let desk: Desk | undefined
    beforeAll(async () => {
      const starting = startChromium().then((one) => {
        chromium = one
      })
      desk = await open()
      await starting
    })
    afterEach(() => chromium?.leave())
    afterAll(async () => {
      await chromium?.close()
      await desk?.stop()
    })
    body({
      visitor: (like) => opened(chromium).visitor(like),
      get desk() {
        return opened(desk)
      },
    })
  }
  // A browser beside other work on two cores is slow, and no test measures that.
  if (noChromium === null) describe(name, { timeout: 60_000 }, suite)
  else describe.skip(`${name} (${noChromium})`, suite)
}

const opened = <T>(what: T | undefined): T => {
  if (what === undefined) throw new Error('the suite has not begun yet')
  return what
}

interface Chromium extends Pick<Scene<never>, 'visitor'> {
  /** Closes all visitors' browsers; rejects where a page complained. */
  leave(): Promise<void>
  close(): Promise<void>
}

const startChromium = async (): Promise<Chromium> => {
  const browser = await launchChromium(await unpacked())
  const complaints: string[] = []
  return {
    visitor: async ({ forgives, ...like } = {}) => {
      const context = await browser.newContext({
        locale: 'en-US',
        reducedMotion: 'reduce',
        viewport: { width: 1280, height: 800 },
        ...like,
      })
      watch(context, (complaint) => forgives?.test(complaint) || complaints.push(complaint))
      return { context, page: await context.newPage() }
    },
    leave: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()))
      expect(complaints.splice(0), 'complaints of the pages').toEqual([])
    },
    close: () => browser.close(),
  }
}

// A violated policy is an error in the console, too.
const watch = (context: BrowserContext, complain: (complaint: string) => void): void => {
  context.on('console', (line) => {
    if (line.type() === 'error') complain(`${line.text()} (${line.location().url})`)
  })
  context.on('weberror', (fault) => complain(String(fault.error().stack)))
}

// The files of a run share what was unpacked: the first unpacks, the others wait for it.
const unpacked = async (): Promise<string> => {
  const folder = inject('chromium')
  const done = path.join(folder, 'unpacked')
  if (existsSync(done)) return folder
  const isFirst = await mkdir(path.join(folder, 'unpacking')).then(
    () => true,
    () => false,
  )
  if (isFirst) {
    await unpackChromium(folder)
    await writeFile(done, '')
  }
  await eventually(() => expect(existsSync(done), 'the browser is unpacked').toBe(true), 50)
  return folder
}
