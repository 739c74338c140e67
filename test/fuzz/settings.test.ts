// Every name of the environment, with whatever a file or a shell may hold: a value, or a fault that names it and tells no secret.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { metricsDoor, publicAddress, readConfig, webOptions } from '../../src/config.ts'
import { environment } from '../../src/environment.ts'
import { oddTexts } from './mutated.ts'
import { broken, plays } from './playing.ts'

const NAMES = Object.keys(environment.shape)
/** What is never shown, whatever is wrong with it. */
const SECRET = /TOKEN$|SECRET$|KEY$|^DATABASE_URL$|^SMTP_URL$/
/** Short ones may stand in any sentence. */
const TELLING = 16

const BEGINNINGS = [
  ...[
    '',
    'postgresql://u:p@h/',
    'smtps://u:p@h',
    'https://',
    'http://[',
    'xoxb-',
    'xapp-',
    '123456:',
    'C0',
    'slack:U0',
  ],
  ...['telegram:42', 'Mon-Fri 09:00-', '2026-02-', '9', 'Europe/', 'Frontdesk <', 'on', 'a@b.ro,'],
]
const value = fc.tuple(fc.constantFrom(...BEGINNINGS), oddTexts).map((parts) => parts.join(''))
const given = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), value), { minLength: 1, maxLength: 4 })
  .map((pairs) => Object.fromEntries(pairs))

test('whatever an environment holds is read, or refused by name, and no secret is told', async () => {
  const isAnswered = fc.property(given, (names) => {
    const answer = readConfig(names)
    if (answer.ok) {
      publicAddress(answer.config)
      metricsDoor(answer.config)
      webOptions(answer.config, () => '')
      return
    }
    expect(answer.faults.length).toBeGreaterThan(0)
    for (const fault of answer.faults)
      expect(
        NAMES.some((name) => fault.includes(name)),
        fault,
      ).toBe(true)
    const told = answer.faults.join('\n')
    for (const [name, text] of Object.entries(names)) {
      if (!SECRET.test(name) || text.trim().length < TELLING || isElsewhere(names, name)) continue
      expect(told).not.toContain(text.trim())
    }
  })
  expect(await broken(isAnswered, plays(400, 0.2))).toBe('')
})

// What is given for another name too, or is a part of it, may be told as that one's.
const isElsewhere = (names: Readonly<Record<string, string>>, secret: string): boolean =>
  Object.entries(names).some(([name, text]) => name !== secret && text.includes((names[secret] ?? '').trim()))
