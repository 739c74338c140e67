// How a payload is handed in, whichever way it came: over the socket, over HTTP, or fetched to catch up.

/** How a payload is acknowledged; an answer goes along where the kind of payload takes one. */
export type Acknowledge = (answer?: object) => Promise<void>

/**
 * Rejects where the payload must not be acknowledged, so that Slack brings it again.
 * @param retry how often Slack tried before: 0 for the first time
 */
export type Handle = (body: unknown, ack: Acknowledge, retry: number) => Promise<void>

/** What the log says of a payload that was not acknowledged. */
export const notTaken = 'an event was not stored; Slack will bring it again'
