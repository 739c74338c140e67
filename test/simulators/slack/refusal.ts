/** A refusal in Slack's manner: HTTP 200 with `ok: false`, a code and sometimes more about it. */
export class SlackRefusal extends Error {
  readonly code: string
  readonly more: Readonly<Record<string, unknown>>

  /**
   * @param code Slack's error code, for instance `channel_not_found`
   * @param more further fields of the answer, for instance `needed` and `provided`
   */
  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.name = 'SlackRefusal'
    this.code = code
    this.more = more
  }
}
