// What has to hold in the database: the audit trail tells each change of each ticket, no timer was lost, and nothing waits.

import pg from 'pg'

interface Step {
  readonly ticket: number
  readonly status: string
  readonly holder: string | null
}

interface Entry {
  readonly ticket: number
  readonly what: string
  readonly manager: string | null
  readonly facts: { readonly to?: string; readonly holder?: string } | null
}

/** Has the database itself note each change of a ticket's state, beside whatever the desk notes; once its tables are there. */
export const observe = (url: string): Promise<void> =>
  connected(url, async (client) => {
    await client.query(`
      CREATE TABLE observed (id bigserial PRIMARY KEY, ticket int, status text, holder uuid);
      CREATE FUNCTION observe() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN INSERT INTO observed (ticket, status, holder) VALUES (NEW.number, NEW.status::text, NEW.holder_id); RETURN NULL; END';
      CREATE TRIGGER observed_new AFTER INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION observe();
      CREATE TRIGGER observed AFTER UPDATE ON tickets FOR EACH ROW
        WHEN (OLD.status <> NEW.status OR OLD.holder_id IS DISTINCT FROM NEW.holder_id) EXECUTE FUNCTION observe()`)
  })

/** The texts that Telegram may have taken by now without the desk's knowing. With `all` also those that it may take at any moment. */
export const inDoubt = (url: string, all = false): Promise<string[]> =>
  connected(url, async (client) => {
    const { rows } = await client.query<{ text: string }>(
      `SELECT m.document::text AS text FROM deliveries d JOIN destinations t ON t.name = d.destination JOIN messages m ON m.id = d.message_id
       WHERE t.channel = 'telegram' AND d.state = 'pending' AND ($1 OR d.tried_at IS NOT NULL)`,
      [all],
    )
    return rows.map(({ text }) => text)
  })

export interface Books {
  readonly broken: readonly string[]
  readonly changes: number
  readonly timers: number
}

/** Looks through the books. Each sentence in `broken` is a promise that doesn't hold. */
export const audited = (url: string): Promise<Books> =>
  connected(url, async (client) => {
    const { rows: seen } = await client.query<Step>('SELECT ticket, status, holder FROM observed ORDER BY id')
    const { rows: entries } = await client.query<Entry>(
      'SELECT t.number AS ticket, a.what, a.manager_id AS manager, a.facts FROM audit a JOIN tickets t ON t.id = a.ticket_id ORDER BY a.id',
    )
    const bySeen = Map.groupBy(seen, ({ ticket }) => ticket)
    const byEntry = Map.groupBy(entries, ({ ticket }) => ticket)
    const trails = [...bySeen].flatMap(([ticket, steps]) => compare(ticket, steps, byEntry.get(ticket) ?? []))
    const left = await leftOver(client)
    return { broken: [...trails, ...left], changes: seen.length, timers: await firedTimers(client) }
  })

const OPEN: readonly string[] = ['claimed', 'waiting', 'snoozed']

// What an entry of the trail makes of a ticket; undefined where it changes neither its state nor its holder.
const after = ({ what, manager, facts }: Entry, before: Omit<Step, 'ticket'>): Omit<Step, 'ticket'> | undefined => {
  const { holder } = before
  switch (what) {
    case 'opened':
    case 'released':
    case 'returned':
    case 'lapsed':
      return { status: 'new', holder: null }
    case 'claimed':
      return { status: 'claimed', holder: manager }
    case 'assigned':
      return { status: 'claimed', holder: facts?.to ?? null }
    case 'waiting':
    case 'snoozed':
      return { status: what, holder }
    case 'resumed':
    case 'reopened':
      return { status: holder === null ? 'new' : 'claimed', holder }
    case 'resolved':
      // It stays with whoever ended it; where nobody did, with whoever had it.
      return { status: what, holder: facts?.holder ?? manager }
    default:
      return undefined
  }
}

const compare = (ticket: number, seen: readonly Step[], entries: readonly Entry[]): string[] => {
  const told: Omit<Step, 'ticket'>[] = []
  const broken: string[] = []
  for (const entry of entries) {
    const before = told.at(-1) ?? { status: 'none', holder: null }
    const next = after(entry, before)
    if (next === undefined) continue
    const isTaken = OPEN.includes(before.status) && before.holder !== null
    if (entry.what === 'claimed' && isTaken && before.holder !== entry.manager)
      broken.push(`ticket ${ticket} was claimed while somebody else held it`)
    if (next.status !== before.status || next.holder !== before.holder) told.push(next)
  }
  const [one, other] = [seen, told].map((steps) =>
    steps.map(({ status, holder }) => `${status} ${holder ?? '-'}`).join(', '),
  )
  return one === other ? broken : [...broken, `ticket ${ticket} went through ${one}; its audit trail tells ${other}`]
}

// What must not be left, each row told in words.
const LEFT: Readonly<Record<string, string>> = {
  'deliveries that did not arrive': `SELECT concat_ws(' ', kind, destination, state, attempts, error, 'not before', not_before, 'tried', tried_at) AS row
    FROM deliveries WHERE state <> 'delivered' ORDER BY seq`,
  'updates set aside': `SELECT key || ' ' || reason AS row FROM parked_events`,
  'timers that were due and did not fire': `SELECT concat_ws(' ', t.kind, due_at, j.state, j.retry_count, j.start_after) AS row
    FROM timers t LEFT JOIN pgboss.job j ON j.name = 'timer' AND j.data->>'timer' = t.id::text
    WHERE due_at < now() - interval '1 s' AND NOT EXISTS (SELECT FROM inbound_keys k WHERE k.key = 'timer:' || t.id)`,
  'jobs that were given up': `SELECT concat_ws(' ', data->>'timer', output) AS row FROM pgboss.job WHERE name = 'timer' AND state = 'failed'`,
}

const leftOver = async (client: pg.Client): Promise<string[]> => {
  const found: string[] = []
  for (const [what, query] of Object.entries(LEFT)) {
    const { rows } = await client.query<{ row: string }>(query)
    if (rows.length > 0) found.push(`${rows.length} ${what}: ${rows[0]?.row}`)
  }
  return found
}

const firedTimers = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM inbound_keys WHERE key LIKE 'timer:%'`,
  )
  return rows[0]?.n ?? 0
}

const connected = async <Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
