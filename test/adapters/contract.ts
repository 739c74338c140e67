// What every channel promises, whatever its platform: each adapter's tests run this suite against their simulator.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Channel, ChannelError, type Delivery, type Inbound, NotStored, type Receive } from '../../src/channel.ts'
import { fromPlainText } from '../../src/document.ts'

/** A channel that is not started yet, and its platform, driven by a test. */
export interface Platform {
  readonly channel: Channel
  /** Where a customer reads; they have been in touch, so that the channel may write there. */
  readonly address: string
  /** The customer writes these words. */
  writes(text: string): void
  /** Whatever the platform tells a channel of messages that no person wrote: its own, other bots'. */
  tellsOfBots(): void
  /** The texts that the customer's chat shows from the desk now, oldest first. */
  shows(): readonly string[]
  /** The longest text of one message, in the platform's own measure. */
  readonly longest: { readonly limit: number; measure(text: string): number }
  /** The next message is refused: too many of them, come again in `seconds`. */
  limitsOnce(seconds: number): void
  /** Messages to the customer are refused for good from now on. */
  shutsOut(): void
  /** The next message arrives, and its answer gets lost. */
  losesOneAnswer(): void
  /** Stops the simulator; the channel has been stopped. */
  close(): Promise<void>
}

let count = 0

interface MessageDelivery extends Delivery {
  readonly content: Extract<Delivery['content'], { kind: 'message' }>
}

/** A message to the customer; `sent` names the parts that arrived in earlier attempts. */
export const deliveryOf = (address: string, text: string, sent: readonly string[] = []): MessageDelivery => {
  count += 1
  const id = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
  const content = { kind: 'message', author: { role: 'bot' }, document: fromPlainText(text), buttons: [] } as const
  return { id, address, content, triedAt: null, sent }
}

/** What a send was refused with. */
export const refusalOf = async (sending: Promise<unknown>): Promise<ChannelError> => {
  const refusal: unknown = await sending.then(
    () => 'it was sent',
    (error: unknown) => error,
  )
  if (refusal instanceof ChannelError) return refusal
  throw new Error(`no ChannelError: ${String(refusal)}`)
}

const bare = (texts: readonly string[]): string => texts.join('').replace(/\s/g, '')

/** Runs the suite for one channel; `open` starts a fresh simulator and makes the channel. */
export const channelContract = (name: string, open: () => Promise<Platform>): void => {
  describe(`${name} as a channel`, () => {
    let platform: Platform
    let received: Inbound[]
    let answer: Receive
    let isStopped: boolean

    const stop = async () => {
      if (!isStopped) await platform.channel.stop()
      isStopped = true
    }
    const words = () => received.flatMap(({ event }) => ('words' in event ? [JSON.stringify(event.words)] : []))
    const send = (text: string, sent?: readonly string[]) =>
      platform.channel.send(deliveryOf(platform.address, text, sent))

    beforeEach(async () => {
      isStopped = false
      received = []
      answer = async () => ({ kind: 'done' })
      platform = await open()
      await platform.channel.start(async (inbound) => {
        const outcome = await answer(inbound)
        received.push(inbound)
        return outcome
      })
    })
    afterEach(async () => {
      await stop()
      await platform.close()
    })

    it('hands in what a person writes, each with a key of its own', async () => {
      platform.writes('first words')
      platform.writes('second words')
      await expect.poll(() => words().length).toBe(2)
      expect(words()[0]).toContain('first words')
      expect(words()[1]).toContain('second words')
      expect(new Set(received.map(({ key }) => key)).size).toBe(received.length)
    })

    it('ignores its own messages and those of other bots', async () => {
      await send('from the desk')
      platform.tellsOfBots()
      platform.writes('from a person')
      await expect.poll(words).toEqual([expect.stringContaining('from a person')])
    })

    it('brings an event again that could not be stored', async () => {
      let refusals = 2
      answer = async () => {
        refusals -= 1
        if (refusals >= 0) throw new NotStored('the database is away')
        return { kind: 'done' }
      }
      platform.writes('keep this')
      await expect.poll(words, { timeout: 10_000 }).toEqual([expect.stringContaining('keep this')])
    })

    it('shows a delivery once, and answers with its receipt', async () => {
      const { ids } = await send('hello & <goodbye>')
      expect(ids).toHaveLength(1)
      expect(platform.shows()).toEqual(['hello & <goodbye>'])
    })

    it('splits a long text into messages that fit, in order, with nothing lost', async () => {
      const { limit, measure } = platform.longest
      const text = Array.from({ length: limit / 4 }, (_, index) => `word${index}`).join(' ')
      const { ids } = await send(text)
      const texts = platform.shows()
      expect(ids).toHaveLength(texts.length)
      expect(texts.length).toBeGreaterThan(1)
      for (const shown of texts) expect(measure(shown)).toBeLessThanOrEqual(limit)
      expect(bare(texts)).toBe(bare([text]))
    })

    it('does not repeat the parts that arrived before', async () => {
      const text = Array.from({ length: platform.longest.limit / 4 }, (_, index) => `word${index}`).join(' ')
      const { ids } = await send(text)
      const whole = platform.shows()
      const again = await send(text, ids.slice(0, 1))
      expect(again.ids[0]).toBe(ids[0])
      expect(platform.shows().slice(whole.length)).toEqual(whole.slice(1))
    })

    it('tells a rate limit as a retry with its time', async () => {
      platform.limitsOnce(7)
      expect(await refusalOf(send('too much'))).toMatchObject({ kind: 'retry', retryAfterSeconds: 7 })
      expect(platform.shows()).toEqual([])
    })

    it('tells a refusal for good as permanent, with a reason', async () => {
      platform.shutsOut()
      const { kind, reason } = await refusalOf(send('anybody there?'))
      expect(kind).toBe('permanent')
      expect(reason).toMatch(/^\w+$/)
    })

    it('tells a lost answer as ambiguous', async () => {
      platform.losesOneAnswer()
      expect((await refusalOf(send('perhaps'))).kind).toBe('ambiguous')
    })

    it('stops cleanly: what is under way finishes, and nothing new is taken', async () => {
      const commit = Promise.withResolvers<void>()
      let begun = 0
      answer = async () => {
        begun += 1
        await commit.promise
        return { kind: 'done' }
      }
      platform.writes('under way')
      await expect.poll(() => begun).toBe(1)
      const stopping = stop()
      platform.writes('too late')
      commit.resolve()
      await stopping
      expect(words()).toEqual([expect.stringContaining('under way')])
    })
  })
}
