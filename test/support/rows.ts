// One statement beside whatever else is connected.

import pg from 'pg'

/** Its rows, on a connection of its own to the database at `url`. Rejects with the driver's error. */
export const rowsOf = async <Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url })
  // A server that dies is told of by the statement.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}
