// A channel that keeps what it is told to say and answers as it is told to.

import type { ChannelError, Delivery, FinishedContent, Receipt } from '../../src/channel.ts'
import { plainText } from '../../src/document.ts'

export interface FakeChannel {
  send(delivery: Delivery): Promise<Receipt>
  /** All that arrived, in order. */
  readonly arrived: readonly Delivery[]
  /** All attempts, those that failed too. */
  readonly attempts: readonly Delivery[]
  /** The next attempt that fits fails so, by default any but a courtesy; `applied` where it arrived all the same. */
  failNext(error: ChannelError, options?: { applied?: boolean; fits?: (delivery: Delivery) => boolean }): void
  /** Attempts wait until the returned function is called. */
  hold(): () => void
  /** What was said, as plain words; cards and marks by their kind. */
  said(address?: string): string[]
}

export const createFakeChannel = (name: string): FakeChannel => {
  const arrived: Delivery[] = []
  const attempts: Delivery[] = []
  const failures: { error: ChannelError; applied: boolean; fits: (delivery: Delivery) => boolean }[] = []
  let gate: Promise<void> = Promise.resolve()
  return {
    arrived,
    attempts,
    failNext: (error, { applied = false, fits = ({ content }: Delivery) => content.kind !== 'seen' } = {}) =>
      failures.push({ error, applied, fits }),
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
    said: (address) =>
      arrived.filter((one) => address === undefined || one.address === address).map(({ content }) => wordsOf(content)),
    send: async (delivery) => {
      attempts.push(delivery)
      await gate
      const failure = failures.findIndex(({ fits }) => fits(delivery))
      const [fault] = failure === -1 ? [] : failures.splice(failure, 1)
      if (fault === undefined || fault.applied) arrived.push(delivery)
      if (fault !== undefined) throw fault.error
      const { content } = delivery
      if (content.kind === 'delete' && content.erases !== undefined) return { ids: content.posted }
      return { ids: [`${name}/${delivery.id}`] }
    },
  }
}

const wordsOf = (content: FinishedContent): string => {
  if (content.kind === 'message') return plainText(content.document)
  if (content.kind === 'edit') return `edit ${plainText(content.document)}`
  if (content.kind === 'files') return `files ${content.files.map(({ name }) => name).join()}`
  return content.kind === 'mark' ? `mark ${content.mark}` : content.kind
}
