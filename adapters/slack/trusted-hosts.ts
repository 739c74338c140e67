// Where the bot's token may go, beside the Web API itself: files lie on hosts of their own.

/** Slack's own Web API root. */
const slackRoot = 'https://slack.com/api/'

/**
 * Whether an address is the platform's own, so that the token may go there: the host of the Web API's root or one below it, such as
 * `files.slack.com`, and never less protected than the root.
 * @param apiUrl the Web API's root; null for Slack's
 */
export const isTrusted = (address: URL, apiUrl: string | null): boolean => {
  const root = new URL(apiUrl ?? slackRoot)
  if (isLoopback(root) && isLoopback(address)) return true
  const isBelow = address.hostname === root.hostname || address.hostname.endsWith(`.${root.hostname}`)
  return isBelow && (address.protocol === 'https:' || address.protocol === root.protocol)
}

const isLoopback = ({ hostname }: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
