import { describe, expect, it } from 'vitest'
import { quietLogger } from '../../../adapters/slack/client.ts'

describe('the log of the SDK', () => {
  it('shows no token, of Slack’s form or not, and no ticket of a socket', () => {
    const lines: string[] = []
    const log = quietLogger({ debug: (line: unknown) => void lines.push(String(line)) }, ['xoxb-"odd"'])
    log.warn('http request failed', 'Headers.append: "Bearer xoxb-"odd"" is invalid')
    log.error('refused: xapp-1-A0-2-abc wss://wss.slack.com/link/?ticket=1234-abc&app_id=A0')
    expect(lines.join('\n')).not.toMatch(/odd|A0-2|1234/)
  })
})
