// Counts at the doors that everything passes anyway, so that whoever works behind them knows nothing of it.

import { NotStored, type Receive } from '../channel.ts'
import type { JobQueue } from '../core/problems.ts'
import type { ChannelName } from '../core/types.ts'
import type { Pacer } from '../pacing.ts'
import type { Metrics } from './metrics.ts'

/** The same way into the engine, with each event counted. */
export const countEvents =
  (receive: Receive, metrics: Pick<Metrics, 'received' | 'decided' | 'failed'>): Receive =>
  async (inbound) => {
    const { type } = inbound.event
    const started = performance.now()
    metrics.received(type)
    try {
      const outcome = await receive(inbound)
      metrics.decided(type, outcome.kind, secondsSince(started))
      return outcome
    } catch (error) {
      metrics.failed(error instanceof NotStored ? 'notStored' : 'fault')
      throw error
    }
  }

/** The same pacer, with what calls wait for it measured. */
export const timePacer = (pacer: Pacer, channel: ChannelName, metrics: Pick<Metrics, 'paced' | 'held'>): Pacer => ({
  turn: async (call) => {
    const started = performance.now()
    await pacer.turn(call)
    metrics.paced(channel, secondsSince(started))
  },
  hold: (call, milliseconds) => {
    metrics.held(channel)
    pacer.hold(call, milliseconds)
  },
})

/** The same work of a job, with its failures counted; they are thrown on. */
export const countFailures =
  <Given extends readonly unknown[], Result>(
    queue: JobQueue,
    work: (...given: Given) => Promise<Result>,
    metrics: Pick<Metrics, 'jobFailed'>,
  ) =>
  async (...given: Given): Promise<Result> => {
    try {
      return await work(...given)
    } catch (error) {
      metrics.jobFailed(queue)
      throw error
    }
  }

const secondsSince = (started: number): number => (performance.now() - started) / 1_000
