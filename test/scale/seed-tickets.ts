// A desk with years behind it: tickets by the million, with their words, deliveries and history, as the desk itself would have stored them.

import pg from 'pg'

/** Of so many tickets one is still open, and one in three of these unclaimed; the rest are resolved. */
const TICKETS_AN_OPEN_ONE = 5_000
const TICKETS_A_CUSTOMER = 5
const MANAGERS = 20
const ARTICLES = 100
const BATCH = 50_000

interface Sizes {
  /** So many tickets are open, at most. */
  readonly mostOpen?: number
  /** How often customer and manager speak by turns in each ticket. */
  readonly messagesEach?: number
}

/**
 * Adds tickets with the numbers from `from` up to and with `to` (each 1 or more), five to a customer, over the last three years; and tells
 * PostgreSQL what it now holds.
 */
export const seedTickets = async (
  url: string,
  from: number,
  to: number,
  { mostOpen = 300, messagesEach = 2 }: Sizes = {},
): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of [managers, articles]) await client.query(statement)
    for (let first = from; first <= to; first += BATCH) {
      const span = [first, Math.min(first + BATCH - 1, to)]
      await client.query('BEGIN')
      // Rows made here refer to each other rightly: checking each would take most of the time.
      await client.query('SET LOCAL session_replication_role = replica')
      for (const statement of [customers, identities, conversations]) {
        await client.query(
          statement,
          span.map((number) => Math.floor((number - 1) / TICKETS_A_CUSTOMER)),
        )
      }
      for (const statement of [tickets, audit]) await client.query(statement, [...span, mostOpen * TICKETS_AN_OPEN_ONE])
      for (const statement of [messages, attachments, deliveries])
        await client.query(statement, [...span, messagesEach])
      for (const statement of [destinations, suggestions, offers, keys]) await client.query(statement, span)
      await client.query('COMMIT')
    }
    await client.query(`SELECT setval('tickets_number_seq', greatest($1, (SELECT max(number) FROM tickets)))`, [to])
    await client.query('VACUUM ANALYZE')
  } finally {
    await client.end()
  }
}

// Ids by number, so that rows find each other: the first digits name the table.
const id = (table: string, number: string): string =>
  `('${table}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`
const DOCUMENT = `'{"type":"root","children":[{"type":"paragraph","children":[{"type":"text","value":"Where is my order?"}]}]}'::jsonb`
const LONG_AGO = `now() - interval '3 years'`

const managers = `INSERT INTO managers (id, channel, external_id, name) SELECT ${id('60000000', 'n')}, 'slack', 'USEED' || n, 'Seed ' || n
  FROM generate_series(1, ${MANAGERS}) n ON CONFLICT DO NOTHING`
// Archived, so that nobody who asks finds them.
const articles = `INSERT INTO articles (id, title, answer, locale, tags, archived, updated_at)
  SELECT 'seed-' || n, 'Article ' || n, 'Words.', 'en', '{}', true, now() FROM generate_series(1, ${ARTICLES}) n ON CONFLICT DO NOTHING`
const customers = `INSERT INTO customers (id, name) SELECT ${id('10000000', 'n')}, 'Customer ' || n FROM generate_series($1::int, $2::int) n
  ON CONFLICT DO NOTHING`
const identities = `INSERT INTO identities (id, channel, external_id, address, known_name, locale, customer_id)
  SELECT ${id('20000000', 'n')}, 'telegram', 's' || n, 's' || n, 'Customer ' || n, 'en', ${id('10000000', 'n')}
  FROM generate_series($1::int, $2::int) n ON CONFLICT DO NOTHING`
const conversations = `INSERT INTO conversations (id, identity_id, form) SELECT ${id('30000000', 'n')}, ${id('20000000', 'n')}, '{"kind":"idle","kept":null}'
  FROM generate_series($1::int, $2::int) n ON CONFLICT DO NOTHING`

const owner = `(n - 1) / ${TICKETS_A_CUSTOMER}`
const isOpen = `(n % ${TICKETS_AN_OPEN_ONE} = 0 AND n <= $3::int)`
const holder = `1 + n % ${MANAGERS}`
const openedAt = `${LONG_AGO} + n * interval '90 seconds'`
const tickets = `INSERT INTO tickets (id, number, status, question, locale, opened_at, waiting_since, answered_at, claimed_at, resolved_at,
    conversation_id, customer_id, holder_id, rating)
  SELECT ${id('40000000', 'n')}, n,
    (CASE WHEN NOT ${isOpen} THEN 'resolved' WHEN n / ${TICKETS_AN_OPEN_ONE} % 3 = 0 THEN 'new' ELSE 'claimed' END)::ticket_status,
    'Where is my order ' || n || '?', 'en', ${openedAt}, ${openedAt}, CASE WHEN NOT ${isOpen} THEN ${openedAt} + interval '10 minutes' END,
    CASE WHEN NOT (${isOpen} AND n / ${TICKETS_AN_OPEN_ONE} % 3 = 0) THEN ${openedAt} + interval '5 minutes' END,
    CASE WHEN NOT ${isOpen} THEN ${openedAt} + interval '1 hour' END, ${id('30000000', owner)}, ${id('10000000', owner)},
    CASE WHEN NOT (${isOpen} AND n / ${TICKETS_AN_OPEN_ONE} % 3 = 0) THEN ${id('60000000', holder)} END,
    CASE WHEN NOT ${isOpen} AND n % 3 = 0 THEN 1 + n % 5 END
  FROM generate_series($1::int, $2::int) n`

const destinations = `INSERT INTO destinations (name, channel, address, ticket_id, follows, posted, seq)
  SELECT 'slack:card:' || ${id('40000000', 'n')}, 'slack', NULL, ${id('40000000', 'n')}, NULL, 'C0STAFF:' || n || '.000100', 1
    FROM generate_series($1::int, $2::int) n
  UNION ALL SELECT 'slack:thread:' || ${id('40000000', 'n')}, 'slack', NULL, ${id('40000000', 'n')}, 'slack:card:' || ${id('40000000', 'n')}, NULL, 1
    FROM generate_series($1::int, $2::int) n
  UNION ALL SELECT 'telegram:chat:' || ${id('30000000', 'c')}, 'telegram', 's' || c, NULL, NULL, NULL, 0
    FROM generate_series(($1::int - 1) / ${TICKETS_A_CUSTOMER}, ($2::int - 1) / ${TICKETS_A_CUSTOMER}) c
  ON CONFLICT DO NOTHING`

const messages = `INSERT INTO messages (id, author, manager_id, audience, document, origin_channel, origin_id, created_at, conversation_id, ticket_id)
  SELECT ${id('50000000', '$3::int * n + k')}, CASE k % 2 WHEN 0 THEN 'customer' ELSE 'manager' END,
    CASE k % 2 WHEN 1 THEN ${id('60000000', holder)} END, 'everyone', ${DOCUMENT},
    CASE k % 2 WHEN 0 THEN 'telegram' ELSE 'slack' END, CASE k % 2 WHEN 0 THEN 's' ELSE 'C0STAFF:' END || n || '.' || k,
    ${openedAt} + k * interval '3 minutes', ${id('30000000', owner)}, ${id('40000000', 'n')}
  FROM generate_series($1::int, $2::int) n, generate_series(0, $3::int - 1) k ORDER BY n, k`

const attachments = `INSERT INTO attachments (id, message_id, kind, name, channel, external_id)
  SELECT gen_random_uuid(), ${id('50000000', '$3::int * n')}, 'photo', 'order.png', 'telegram', 's' || n FROM generate_series($1::int, $2::int) n WHERE n % 5 = 0`

const suggestions = `INSERT INTO suggestions (id, conversation_id, question, verdict, article_id, created_at, settled_at)
  SELECT ${id('70000000', 'n')}, ${id('30000000', owner)}, 'Where is my order ' || n || '?', (ARRAY['person', 'not', 'solved', 'assumed'])[1 + n % 4],
    CASE WHEN n % 4 > 0 THEN 'seed-' || 1 + n % ${ARTICLES} END, ${openedAt}, ${openedAt} FROM generate_series($1::int, $2::int) n`
const offers = `INSERT INTO suggestion_articles (suggestion_id, article_id, rank, confidence)
  SELECT ${id('70000000', 'n')}, 'seed-' || 1 + (n + k) % ${ARTICLES}, k, 0.5 FROM generate_series($1::int, $2::int) n, generate_series(0, 1) k`

const deliveries = `INSERT INTO deliveries (id, destination, seq, kind, content, state, attempts, receipt, created_at, delivered_at, message_id, ticket_id, conversation_id)
  SELECT gen_random_uuid(), 'slack:thread:' || ${id('40000000', 'n')}, 1, 'message', ${DOCUMENT}, 'delivered'::delivery_state, 1,
    jsonb_build_array('C0STAFF:' || n || '.000300'), ${openedAt}, ${openedAt}, ${id('50000000', '$3::int * n')}, ${id('40000000', 'n')}, ${id('30000000', owner)}
    FROM generate_series($1::int, $2::int) n
  UNION ALL SELECT gen_random_uuid(), 'slack:card:' || ${id('40000000', 'n')}, 1, 'card', '{}', 'delivered'::delivery_state, 1, jsonb_build_array('C0STAFF:' || n || '.000100'),
    ${openedAt}, ${openedAt}, NULL, ${id('40000000', 'n')}, ${id('30000000', owner)} FROM generate_series($1::int, $2::int) n`

const audit = `INSERT INTO audit (ticket_id, manager_id, what, at)
  SELECT ${id('40000000', 'n')}, CASE WHEN what NOT IN ('opened', 'rated') THEN ${id('60000000', holder)} END, what, ${openedAt} + after
  FROM generate_series($1::int, $2::int) n, (VALUES ('opened', interval '0'), ('claimed', interval '5 minutes'),
    ('answered', interval '10 minutes'), ('resolved', interval '1 hour'), ('rated', interval '2 hours')) AS steps (what, after)
  WHERE what IN ('opened', 'claimed') OR NOT ${isOpen} AND (what <> 'rated' OR n % 3 = 0)`
const keys = `INSERT INTO inbound_keys (key, at) SELECT 'seeded:' || n, now() - interval '1 day' FROM generate_series($1::int, $2::int) n`
