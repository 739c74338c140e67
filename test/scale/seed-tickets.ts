// A desk with years behind it: tickets by the million, with their words, deliveries and history, as the desk itself would have stored them.

import pg from 'pg'

/** Of so many tickets one is still open, and one in three of these unclaimed; the rest are resolved. */
const TICKETS_AN_OPEN_ONE = 5_000
const TICKETS_A_CUSTOMER = 5
const BATCH = 50_000

/**
 * Adds tickets with the numbers from `from` up to and with `to` (each 1 or more), five to a customer, over the last three years; and tells
 * PostgreSQL what it now holds. Not more than `mostOpen` of all are open.
 */
export const seedTickets = async (url: string, from: number, to: number, mostOpen = 300): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(manager)
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
      await client.query(tickets, [...span, mostOpen * TICKETS_AN_OPEN_ONE])
      for (const statement of [destinations, messages, attachments, deliveries, audit, suggestions, keys])
        await client.query(statement, span)
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

const manager = `INSERT INTO managers (id, channel, external_id, name) VALUES (${id('60000000', '1')}, 'slack', 'USEED', 'Seed')
  ON CONFLICT DO NOTHING`
const customers = `INSERT INTO customers (id, name) SELECT ${id('10000000', 'n')}, 'Customer ' || n FROM generate_series($1::int, $2::int) n
  ON CONFLICT DO NOTHING`
const identities = `INSERT INTO identities (id, channel, external_id, address, known_name, locale, customer_id)
  SELECT ${id('20000000', 'n')}, 'telegram', 's' || n, 's' || n, 'Customer ' || n, 'en', ${id('10000000', 'n')}
  FROM generate_series($1::int, $2::int) n ON CONFLICT DO NOTHING`
const conversations = `INSERT INTO conversations (id, identity_id, form) SELECT ${id('30000000', 'n')}, ${id('20000000', 'n')}, '{"kind":"idle","kept":null}'
  FROM generate_series($1::int, $2::int) n ON CONFLICT DO NOTHING`

const owner = `(n - 1) / ${TICKETS_A_CUSTOMER}`
const isOpen = `(n % ${TICKETS_AN_OPEN_ONE} = 0 AND n <= $3::int)`
const openedAt = `${LONG_AGO} + n * interval '90 seconds'`
const tickets = `INSERT INTO tickets (id, number, status, question, locale, opened_at, waiting_since, answered_at, claimed_at, resolved_at,
    conversation_id, customer_id, holder_id, rating)
  SELECT ${id('40000000', 'n')}, n,
    (CASE WHEN NOT ${isOpen} THEN 'resolved' WHEN n / ${TICKETS_AN_OPEN_ONE} % 3 = 0 THEN 'new' ELSE 'claimed' END)::ticket_status,
    'Where is my order ' || n || '?', 'en', ${openedAt}, ${openedAt}, CASE WHEN NOT ${isOpen} THEN ${openedAt} + interval '10 minutes' END,
    CASE WHEN NOT (${isOpen} AND n / ${TICKETS_AN_OPEN_ONE} % 3 = 0) THEN ${openedAt} + interval '5 minutes' END,
    CASE WHEN NOT ${isOpen} THEN ${openedAt} + interval '1 hour' END, ${id('30000000', owner)}, ${id('10000000', owner)},
    CASE WHEN NOT (${isOpen} AND n / ${TICKETS_AN_OPEN_ONE} % 3 = 0) THEN ${id('60000000', '1')} END,
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
  SELECT ${id('50000000', '2 * n')}, 'customer', NULL, 'everyone', ${DOCUMENT}, 'telegram', 's' || n, ${openedAt}, ${id('30000000', owner)},
    ${id('40000000', 'n')} FROM generate_series($1::int, $2::int) n
  UNION ALL SELECT ${id('50000000', '2 * n + 1')}, 'manager', ${id('60000000', '1')}, 'everyone', ${DOCUMENT}, 'slack', 'C0STAFF:' || n || '.000200',
    ${openedAt}, ${id('30000000', owner)}, ${id('40000000', 'n')} FROM generate_series($1::int, $2::int) n`

const attachments = `INSERT INTO attachments (id, message_id, kind, name, channel, external_id)
  SELECT gen_random_uuid(), ${id('50000000', '2 * n')}, 'photo', 'order.png', 'telegram', 's' || n FROM generate_series($1::int, $2::int) n WHERE n % 5 = 0`

const suggestions = `INSERT INTO suggestions (id, conversation_id, question, verdict, created_at, settled_at)
  SELECT gen_random_uuid(), ${id('30000000', owner)}, 'Where is my order ' || n || '?', 'person', ${openedAt}, ${openedAt}
  FROM generate_series($1::int, $2::int) n`

const deliveries = `INSERT INTO deliveries (id, destination, seq, kind, content, state, attempts, receipt, created_at, delivered_at, message_id, ticket_id, conversation_id)
  SELECT gen_random_uuid(), 'slack:thread:' || ${id('40000000', 'n')}, 1, 'message', ${DOCUMENT}, 'delivered'::delivery_state, 1,
    jsonb_build_array('C0STAFF:' || n || '.000300'), ${openedAt}, ${openedAt}, ${id('50000000', '2 * n')}, ${id('40000000', 'n')}, ${id('30000000', owner)}
    FROM generate_series($1::int, $2::int) n
  UNION ALL SELECT gen_random_uuid(), 'slack:card:' || ${id('40000000', 'n')}, 1, 'card', '{}', 'delivered'::delivery_state, 1, jsonb_build_array('C0STAFF:' || n || '.000100'),
    ${openedAt}, ${openedAt}, NULL, ${id('40000000', 'n')}, ${id('30000000', owner)} FROM generate_series($1::int, $2::int) n`

const audit = `INSERT INTO audit (ticket_id, manager_id, what, at)
  SELECT ${id('40000000', 'n')}, CASE WHEN what <> 'opened' THEN ${id('60000000', '1')} END, what, ${openedAt}
  FROM generate_series($1::int, $2::int) n, unnest(ARRAY['opened', 'claimed', 'replied', 'resolved']) what`
const keys = `INSERT INTO inbound_keys (key, at) SELECT 'seeded:' || n, now() - interval '1 day' FROM generate_series($1::int, $2::int) n`
