// A real browser: one Chromium for a test file, unpacked once a run, and watched: what a page's console complains of fails the test.

import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
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

export interface Chromium {
  /** A browser that has been nowhere yet, in English and at 1280 × 800 unless told. */
  visitor(like?: Visit): Promise<Visitor>
  /** Closes all visitors' browsers; rejects where a page complained: an error in its console, an error thrown, or something that its policy refused. */
  leave(): Promise<void>
  /** Ends the browser. */
  close(): Promise<void>
}

/** A suite that needs the browser; skipped, with the reason in its name, where there is none for this machine. */
export const describeInChromium = (name: string, body: () => void): void => {
  if (noChromium === null) describe(name, body)
  else describe.skip(`${name} (${noChromium})`, body)
}

/** Starts it. Each page's faults are told by `leave`, so call that after each test. */
export const startChromium = async (): Promise<Chromium> => {
  const browser = await launchChromium(await unpacked())
  const complaints: string[] = []
  return {
    visitor: async ({ forgives, ...like } = {}) => {
      const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 }, ...like })
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
