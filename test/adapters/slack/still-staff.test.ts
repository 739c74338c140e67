// Whether whoever came from Slack to the staff desk may stay there.

import { expect, test } from 'vitest'
import { createStillStaff } from '../../../adapters/slack/still-staff.ts'

type Answer = boolean | Error

/** Slack's answers, one after the other, and what was logged while they came. */
const asking = (answers: readonly Answer[]) => {
  const left = [...answers]
  const warnings: string[] = []
  const has = async (): Promise<boolean> => {
    const answer = left.shift()
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('nothing more was to be asked')
    return answer
  }
  const warn = (_fields: object, message: string) => void warnings.push(message)
  return { isStill: createStillStaff({ has }, { warn } as never), warnings }
}
const down = new Error('Slack is down')

test('a member of the staff’s channel stays, and whoever left it does not', async () => {
  const { isStill, warnings } = asking([true, false])
  expect([await isStill('U1'), await isStill('U1')]).toEqual([true, false])
  expect(warnings).toEqual([])
})

test('while Slack can’t tell, everybody stays as they were known last, and the log says so', async () => {
  const { isStill, warnings } = asking([true, down, false, down])
  expect([await isStill('U1'), await isStill('U1')]).toEqual([true, true])
  expect([await isStill('U2'), await isStill('U2')]).toEqual([false, false])
  expect(warnings).toHaveLength(2)
})

test('whom Slack never told of stays meanwhile, since they signed in by it', async () => {
  const { isStill } = asking([down, false])
  expect([await isStill('U1'), await isStill('U1')]).toEqual([true, false])
})
