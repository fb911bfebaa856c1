/**
 * A provider of identities by OpenID Connect: the authorization code flow with PKCE (OpenID Connect Core 1.0,
 * RFC 7636), as a client that has a secret.
 *
 *   authorizationUrl ──▶ the browser goes there and comes back with a code ──▶ identityOf: code ─▶ ID token ─▶ claims
 *
 * Promises: nothing is asked before it is needed. Of many who need the same at once one asks. What is asked
 * has an end and a size, and all that one answer needs together has an end, too. What the provider says of itself, and its keys, are kept
 * for an hour; keys are asked for anew where a token is signed by another, twice a minute at most.
 */
import type { JSONWebKeySet } from 'jose'
import { KeptFor } from '../kept-for.ts'
import { ForbiddenAddressError, UnreachableError } from '../outgoing/errors.ts'
import type { Outgoing, OutgoingAnswer, OutgoingRequest } from '../outgoing/outgoing.ts'
import type { Clock } from '../time/clock.ts'
import { ProviderError } from './errors.ts'
import { type Claims, verifyIdToken } from './id-token.ts'
import { discoveryUrl, type Metadata, metadataOf } from './metadata.ts'

export interface Client {
  issuer: string
  client_id: string
  client_secret: string
  redirect_uri: string
}

/** What shows that an answer belongs to a question. None of it is known to anybody but who began. */
export interface Challenge {
  state: string
  nonce: string
  /** Of PKCE. */
  verifier: string
}

/** Whom the provider names, and how. */
export interface Identity {
  issuer: string
  /** Never changes, and is nobody else's: by `issuer` and `subject` somebody is known again. */
  subject: string
  /** In small letters; `null` where it names none that could be one. */
  email: string | null
  /** Whether the provider has made sure that it is theirs. */
  email_verified: boolean
  name: string | null
}

const KEPT_MS = 3_600_000
const KEYS_AGAIN_AFTER_MS = 30_000
/** Of one question, and of all that an answer needs: whoever waits for it has a database to wait for after that. */
const PATIENCE = { one_ms: 5_000, all_ms: 6_000 }
const MOST_BYTES = 256 * 1024
const MOST_KEYS = 100
const SCOPES = 'openid email profile'
/** RFC 7636, section 4.1. */
const SHORTEST_VERIFIER = 43

export class Provider {
  readonly #metadata = new KeptFor<Metadata>(KEPT_MS)
  readonly #keys = new KeptFor<JSONWebKeySet>(KEPT_MS)
  #keysVersion = 0
  #keysAskedAgain_at = Number.NEGATIVE_INFINITY

  constructor(
    readonly client: Client,
    readonly outgoing: Outgoing,
    readonly clock: Clock,
    readonly patience = PATIENCE,
  ) {}

  /** Where a browser goes to be known. @throws ProviderError */
  async authorizationUrl({ state, nonce, verifier }: Challenge): Promise<string> {
    const { authorization_endpoint } = await this.#discover(this.#deadline())
    const { client_id, redirect_uri } = this.client
    const url = new URL(authorization_endpoint)
    const asked = {
      ...{ response_type: 'code', scope: SCOPES, client_id, redirect_uri, state, nonce },
      ...{ code_challenge: challengeOf(verifier), code_challenge_method: 'S256' },
    }
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
    return url.href
  }

  /**
   * Who came back with this code.
   *
   * @param named The issuer, as it named itself beside the code: a code of another is never sent to this one.
   * @throws ProviderError
   */
  async identityOf(code: string, named: string | undefined, challenge: Challenge): Promise<Identity> {
    const until = this.#deadline()
    const metadata = await this.#discover(until)
    const isNamed = named !== undefined || metadata.names_itself
    if (isNamed && named !== metadata.issuer) {
      throw new ProviderError('refused', 'who came back was sent by another issuer (iss)')
    }
    const { id_token, access_token } = await this.#exchange(metadata, code, challenge.verifier, until)
    const expected = { issuer: metadata.issuer, client_id: this.client.client_id, nonce: challenge.nonce }
    const keysOf = (isAgain: boolean) => this.#keysOf(metadata, isAgain, until)
    const claims = await verifyIdToken(id_token, expected, keysOf, this.clock)
    const more = claims.email === undefined ? await this.#userInfo(metadata, claims, access_token, until) : {}
    return identityIn({ ...more, ...claims }, metadata.issuer)
  }

  /**
   * Whether it answers, has keys, and takes our secret: of a code that it never gave it says that the code is
   * wrong, and not that the client is. Nothing that is kept is used, and nothing kept.
   *
   * @throws ProviderError
   */
  async examine(): Promise<void> {
    const until = this.#deadline()
    const { issuer } = this.client
    const metadata = metadataOf(await this.#document(discoveryUrl(issuer), until), issuer)
    keySetOf(await this.#document(metadata.jwks_uri, until))
    await this.#exchange(metadata, 'none', 'none'.padEnd(SHORTEST_VERIFIER, '-'), until).catch((error) => {
      if (!(error instanceof ProviderError) || error.kind !== 'refused') throw error
    })
  }

  #deadline(): number {
    return performance.now() + this.patience.all_ms
  }

  #discover(until: number): Promise<Metadata> {
    const { issuer } = this.client
    return this.#metadata.get(issuer, async () =>
      metadataOf(await this.#document(discoveryUrl(issuer), until), issuer),
    )
  }

  /** @throws ProviderError where others were asked for a moment ago. */
  async #keysOf({ jwks_uri }: Metadata, isAgain: boolean, until: number): Promise<JSONWebKeySet> {
    const now = performance.now()
    if (isAgain && now - this.#keysAskedAgain_at >= KEYS_AGAIN_AFTER_MS) {
      this.#keysAskedAgain_at = now
      this.#keysVersion += 1
    }
    return this.#keys.get(`${jwks_uri.href} ${this.#keysVersion}`, async () =>
      keySetOf(await this.#document(jwks_uri, until)),
    )
  }

  async #exchange(metadata: Metadata, code: string, verifier: string, until: number) {
    const { client_id, client_secret, redirect_uri } = this.client
    const form = new URLSearchParams({
      ...{ grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier },
      ...(metadata.authentication === 'client_secret_post' && { client_id, client_secret }),
    })
    const body = form.toString()
    const answer = await this.#ask(
      {
        url: metadata.token_endpoint,
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(body)),
          ...(metadata.authentication === 'client_secret_basic' && {
            authorization: `Basic ${btoa(`${formEncoded(client_id)}:${formEncoded(client_secret)}`)}`,
          }),
        },
        body,
      },
      until,
    )
    if (answer.status !== HTTP_OK) throw refusedExchange(answer)
    const { id_token, access_token } = objectIn(answer)
    if (typeof id_token !== 'string') throw new ProviderError('unavailable', 'it gave no ID token for a code')
    return { id_token, access_token }
  }

  /** Claims that are not in the ID token. They are of the same person, or not taken (Core 1.0, section 5.3.2). */
  async #userInfo({ userinfo_endpoint }: Metadata, { sub }: Claims, token: unknown, until: number) {
    if (userinfo_endpoint === null || typeof token !== 'string') return {}
    const claims = await this.#document(userinfo_endpoint, until, { authorization: `Bearer ${token}` })
    if (claims.sub !== sub) throw new ProviderError('refused', 'its user info is of another person (sub)')
    return claims
  }

  async #document(url: URL, until: number, headers: Record<string, string> = {}) {
    const answer = await this.#ask({ url, method: 'GET', headers }, until)
    if (answer.status !== HTTP_OK) {
      throw new ProviderError('unavailable', `it answers ${answer.status} at ${url.origin}${url.pathname}`)
    }
    return objectIn(answer)
  }

  async #ask(request: Pick<OutgoingRequest, 'url' | 'method' | 'headers' | 'body'>, until: number) {
    const timeout_ms = Math.min(this.patience.one_ms, Math.max(1, Math.round(until - performance.now())))
    const headers = { accept: 'application/json', 'user-agent': 'Almanac', ...request.headers }
    try {
      return await this.outgoing.send({ ...request, headers, timeout_ms, most_bytes: MOST_BYTES })
    } catch (error) {
      if (error instanceof UnreachableError || error instanceof ForbiddenAddressError) {
        throw new ProviderError('unavailable', `${request.url.origin} cannot be asked: ${error.message}`)
      }
      throw error
    }
  }
}

const HTTP_OK = 200

/** S256 of RFC 7636. */
function challengeOf(verifier: string): string {
  return new Bun.CryptoHasher('sha256').update(verifier).digest('base64url')
}

/** As RFC 6749, section 2.3.1 wants it before it is put together. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}

/** That a code is wrong, used or over is its owner's matter; all else that of whoever set up the client. */
function refusedExchange(answer: OutgoingAnswer): ProviderError {
  let code: unknown
  try {
    code = objectIn(answer).error
  } catch {
    // A page in the place of a document says no more than its status.
  }
  if (code === 'invalid_grant') return new ProviderError('refused', 'the code is unknown, used or over')
  const said = typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? `, ${code}` : ''
  return new ProviderError('unavailable', `it gives no tokens for a code (${answer.status}${said})`)
}

/** @throws ProviderError */
function objectIn({ body }: OutgoingAnswer): Record<string, unknown> {
  if (body.length >= MOST_BYTES) throw new ProviderError('unavailable', 'its answer is too large')
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new ProviderError('unavailable', 'its answer is no JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProviderError('unavailable', 'its answer is no JSON object')
  }
  // Just seen.
  return value as Record<string, unknown>
}

function keySetOf({ keys }: Record<string, unknown>): JSONWebKeySet {
  const isList = Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null)
  if (!isList || keys.length === 0 || keys.length > MOST_KEYS) {
    throw new ProviderError('unavailable', 'what should be its keys (jwks_uri) are none')
  }
  return { keys }
}

const LONGEST_EMAIL = 254
const LONGEST_NAME = 200
/** Without letters that become others when they are made small, as the Kelvin sign becomes a k. */
const EMAIL = /^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/

function identityIn(claims: Claims, issuer: string): Identity {
  const { email, name, preferred_username } = claims
  const isEmail = typeof email === 'string' && EMAIL.test(email) && email.length <= LONGEST_EMAIL
  return {
    ...{ issuer, subject: claims.sub },
    email: isEmail ? email.toLowerCase() : null,
    email_verified: isEmail && isVerified(claims),
    name: nameIn(name) ?? nameIn(preferred_username),
  }
}

/**
 * Some write the truth as a text (Amazon Cognito). Entra does not verify addresses, but says of those in a
 * domain that the tenant owns that they are (xms_edov): nobody else can give them to an account.
 */
function isVerified({ email_verified, xms_edov }: Claims): boolean {
  return [email_verified, xms_edov].some((said) => said === true || said === 'true')
}

function nameIn(claim: unknown): string | null {
  if (typeof claim !== 'string' || !claim.isWellFormed()) return null
  const name = claim
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    .toWellFormed()
  return name === '' ? null : name
}
