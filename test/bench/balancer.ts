// One address in front of several processes, as operators have it: connections are handed on in turn.

import { once } from 'node:events'
import { connect, createServer } from 'node:net'

export interface Balancer {
  readonly url: string
  /** Hands connections on to these addresses from now on; those before wait. */
  leadsTo(urls: readonly string[]): void
  close(): Promise<void>
}

/** Listens at a free port of this machine. */
export const openBalancer = async (): Promise<Balancer> => {
  const targets = Promise.withResolvers<readonly string[]>()
  let turn = 0
  const server = createServer(async (socket) => {
    const urls = await targets.promise
    const { hostname, port } = new URL(urls[turn++ % urls.length] ?? '')
    const onward = connect(Number(port), hostname)
    socket.on('error', () => onward.destroy()).on('close', () => onward.destroy())
    onward.on('error', () => socket.destroy()).on('close', () => socket.destroy())
    socket.pipe(onward).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return {
    url: `http://127.0.0.1:${address.port}`,
    leadsTo: targets.resolve,
    close: () => new Promise((closed) => void server.close(() => closed())),
  }
}
