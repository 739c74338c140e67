// Every route that the web channel has, asked from the router itself: what is added to it can't be forgotten by a test.

import type { WebDesk } from './web-desk.ts'

export interface Route {
  readonly method: string
  /** As it is written in the router. */
  readonly path: string
  /** The two as one name. */
  readonly name: string
}

/** All of them but the files under `/assets`, which are the same for everybody. */
export const everyRoute = ({ channel }: WebDesk): readonly Route[] => {
  const routes = (channel.routes?.routes ?? [])
    .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/assets/'))
    .map(({ method, path }) => ({ method, path, name: `${method} ${path}` }))
  return [...new Map(routes.map((route) => [route.name, route])).values()]
}

/** An address that a route takes, each of its parts being `part`. */
export const addressOf = ({ path }: Pick<Route, 'path'>, part = '1'): string =>
  path.replaceAll(/:\w+(\{[^}]*\})?\??/g, part).replaceAll('*', part)
