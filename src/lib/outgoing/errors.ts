import { AppError } from '../app-error.ts'

/** Says nothing of what a name leads to: that is known to whoever runs the instance. */
export class ForbiddenAddressError extends AppError {
  constructor(why: string) {
    super(422, 'address_not_allowed', why)
  }
}

/** The other side did not answer as HTTP, or not in time. `message` is for people, and says nothing of theirs. */
export class UnreachableError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause })
    this.name = 'UnreachableError'
  }
}

/** By the codes of errors of sockets, names and certificates. */
const REASONS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed before an answer',
  ConnectionClosed: 'the connection was closed before an answer',
  DNS_ENOTFOUND: 'there is no such host',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network of the host',
  ETIMEDOUT: 'the connection was not made in time',
  EPIPE: 'the connection was closed before an answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by nobody known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody known',
}

export function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return 'it did not answer as a web server does'
  if (code.startsWith('DNS_') && !(code in REASONS))
    return `the name of the host could not be looked up (${code})`
  return REASONS[code] ?? `it did not answer as a web server does (${code})`
}
