// Why the HTTP server can't listen, in words that tell the operator what to change.

/** The address can't be had: `kind` for programs, `message` for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly kind: 'port-taken' | 'port-forbidden' | 'host-unknown'

  constructor(kind: ListenError['kind'], message: string, cause: unknown) {
    super(message, { cause })
    this.kind = kind
  }
}

/** An error of `net.Server.listen` as a `ListenError`; anything else comes back as it is. */
export const listenFault = (error: Error, host: string, port: number): Error => {
  switch ('code' in error ? error.code : null) {
    case 'EADDRINUSE':
      return new ListenError(
        'port-taken',
        `Port ${port} on ${host} is taken by another program: stop that one, or set PORT to a free port.`,
        error,
      )
    case 'EACCES':
    case 'EPERM':
      return new ListenError(
        'port-forbidden',
        `This user may not listen on port ${port}: set PORT to 1024 or more, or put a proxy in front.`,
        error,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new ListenError(
        'host-unknown',
        `This machine has no address ${host}: set HOST to one of its own, 127.0.0.1 for itself alone or 0.0.0.0 for all.`,
        error,
      )
    default:
      return error
  }
}
