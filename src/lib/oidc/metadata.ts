/** What a provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as it is needed here. */
import { ProviderError } from './errors.ts'

export interface Metadata {
  issuer: string
  authorization_endpoint: URL
  token_endpoint: URL
  jwks_uri: URL
  userinfo_endpoint: URL | null
  /** How the client says its secret: in a header, or in the body. */
  authentication: 'client_secret_basic' | 'client_secret_post'
  /** Whether it names itself where it sends people back (RFC 9207). */
  names_itself: boolean
}

/** Where it is asked for. @param issuer As it is configured. */
export function discoveryUrl(issuer: string): URL {
  return new URL(`${withoutSlash(issuer)}/.well-known/openid-configuration`)
}

/**
 * @param issuer As it is configured: that of the document must be the same, but for a slash at its end,
 * which some have and people leave out.
 * @throws ProviderError
 */
export function metadataOf(document: Readonly<Record<string, unknown>>, issuer: string): Metadata {
  const said = document.issuer
  if (typeof said !== 'string' || withoutSlash(said) !== withoutSlash(issuer)) {
    throw new ProviderError('unavailable', `its discovery document is of another issuer${shown(said)}`)
  }
  const endpoint = (name: string) => endpointOf(document, name, issuer)
  return {
    issuer: said,
    authorization_endpoint: endpoint('authorization_endpoint'),
    token_endpoint: endpoint('token_endpoint'),
    jwks_uri: endpoint('jwks_uri'),
    userinfo_endpoint: document.userinfo_endpoint === undefined ? null : endpoint('userinfo_endpoint'),
    authentication: authenticationOf(document.token_endpoint_auth_methods_supported),
    names_itself: document.authorization_response_iss_parameter_supported === true,
  }
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '')
}

/** Whoever runs the instance has to set the very same: they are told which. */
function shown(said: unknown): string {
  return typeof said === 'string' && /^https?:\/\/[\x21-\x7e]{1,200}$/.test(said) ? `: ${said}` : ''
}

function endpointOf(document: Readonly<Record<string, unknown>>, name: string, issuer: string): URL {
  const value = document[name]
  if (typeof value !== 'string' || !URL.canParse(value)) {
    throw new ProviderError('unavailable', `its discovery document has no ${name}`)
  }
  const url = new URL(value)
  const isPlain = url.protocol === 'http:' && issuer.startsWith('http:')
  if (url.protocol !== 'https:' && !isPlain) {
    throw new ProviderError('unavailable', `its ${name} does not begin with https://`)
  }
  return url
}

/** Where nothing is said, the header is meant. */
function authenticationOf(methods: unknown): Metadata['authentication'] {
  if (methods === undefined) return 'client_secret_basic'
  for (const method of ['client_secret_basic', 'client_secret_post'] as const) {
    if (Array.isArray(methods) && methods.includes(method)) return method
  }
  throw new ProviderError(
    'unavailable',
    'it takes the secret of a client neither by client_secret_basic nor by client_secret_post',
  )
}
