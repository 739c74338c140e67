// What happens to a desk's database from outside: it goes away, comes back, and refuses what it is told to refuse.

import pg from 'pg'

/** Ends every connection to the database and lets nobody in, as a server that is down. */
export const cutOff = async (url: string): Promise<void> => {
  await onServer(url, (client, name) => client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`))
  await onServer(url, (client, name) =>
    client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]),
  )
}

/** Lets connections in again. */
export const letIn = (url: string): Promise<void> =>
  onServer(url, (client, name) => client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`))

/** From now on no message with this word can be stored. */
export const refuseWord = (url: string, word: string): Promise<void> =>
  connected(url, (client) =>
    client.query(
      `ALTER TABLE messages ADD CONSTRAINT no_${word} CHECK (document::text NOT LIKE '%${word}%') NOT VALID`,
    ),
  )

// The name comes from this program, so that it may stand in a statement.
const onServer = (url: string, work: (client: pg.Client, name: string) => Promise<unknown>): Promise<void> => {
  const server = new URL(url)
  const name = server.pathname.slice(1)
  server.pathname = '/postgres'
  return connected(server.href, (client) => work(client, name))
}

const connected = async (url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
