// How the desk names things on Slack: a message by its channel and `ts`, the only pair that is unique (a `ts` alone is not).

/** The id of a message: receipts, threads, marks and message ids all have this form. */
export const messageId = (channel: string, ts: string): string => `${channel}:${ts}`

/**
 * Takes a message's id apart.
 * @throws where it isn't one, which is a fault of ours
 */
export const messagePlace = (id: string): { readonly channel: string; readonly ts: string } => {
  const [channel, ts] = id.split(':')
  if (!channel || !ts) throw new Error(`${id} does not name a Slack message`)
  return { channel, ts }
}
