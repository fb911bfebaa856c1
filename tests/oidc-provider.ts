/**
 * A provider of OpenID Connect for the tests: it speaks HTTP, has keys of its own, and signs in whomever the
 * test names without asking. It checks what a client sends as a real one does, and lies where it is told to.
 */
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'

export interface Person {
  sub: string
  email?: string
  email_verified?: boolean | string
  name?: string
}

interface Grant {
  person: Person
  nonce: string
  challenge: string
  redirect_uri: string
}

type KeyKind = 'RS256' | 'ES256'

interface Key {
  kid: string
  alg: KeyKind
  publicKey: KeyObject
  privateKey: KeyObject
}

export const CLIENT = { id: 'almanac of the tests', secret: 's+cret/with: signs & ümlauts' }

export class OidcProvider implements Disposable {
  person: Person = { sub: 'nobody' }
  keys: Key[] = [keyNamed('first', 'RS256')]
  now = () => Date.now()
  /** What is said of it in place of the truth, by path: a body, or an answer. */
  readonly answers = new Map<string, () => Response | Promise<Response>>()
  metadata: Record<string, unknown> = {}
  /** What stands in an ID token in the place of the truth. */
  claims: JWTPayload = {}
  /** Of claims that are told by user info alone. */
  isTerse = false
  /** Makes of the claims a token of its own, in the place of one that is signed by the newest key. */
  forge: ((claims: JWTPayload) => string | Promise<string>) | null = null
  /** How often each path was asked for. */
  readonly asked: Record<string, number> = {}
  readonly #grants = new Map<string, Grant>()
  readonly #tokens = new Map<string, Person>()
  #server = this.#serve(0)
  readonly port = this.#server.port ?? 0

  get issuer(): string {
    return `http://127.0.0.1:${this.port}/realms/team`
  }

  /** What an operator configures. */
  get env() {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Keys & Co',
      OUTBOUND_ALLOW: '127.0.0.1',
    }
  }

  /** The truth again. */
  behave(): void {
    this.answers.clear()
    this.metadata = {}
    this.claims = {}
    this.isTerse = false
    this.forge = null
  }

  goAway(): void {
    void this.#server.stop(true)
  }

  comeBack(): void {
    this.#server = this.#serve(this.port)
  }

  /** As a browser that is known there: where it is sent back to. */
  async authorize(address: string): Promise<URL> {
    const response = await fetch(address, { redirect: 'manual' })
    if (response.status !== 302) throw new Error(`it does not authorize: ${await response.text()}`)
    return new URL(response.headers.get('location') ?? '')
  }

  [Symbol.dispose](): void {
    this.goAway()
  }

  #serve(port: number) {
    return Bun.serve({ hostname: '127.0.0.1', port, fetch: (request) => this.#answer(request) })
  }

  #answer(request: Request): Response | Promise<Response> {
    const path = new URL(request.url).pathname.replace('/realms/team', '')
    this.asked[path] = (this.asked[path] ?? 0) + 1
    const instead = this.answers.get(path)
    if (instead) return instead()
    if (path === '/.well-known/openid-configuration') return Response.json(this.#discovery())
    if (path === '/authorize') return this.#authorized(new URL(request.url).searchParams)
    if (path === '/token') return this.#token(request)
    if (path === '/jwks') return Response.json({ keys: this.keys.map(publicJwk) })
    if (path === '/userinfo') return this.#userInfo(request)
    return new Response('there is nothing', { status: 404 })
  }

  #discovery() {
    const { issuer } = this
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      ...this.metadata,
    }
  }

  #authorized(asked: URLSearchParams): Response {
    const given = (name: string) => asked.get(name) ?? ''
    const isRight =
      given('response_type') === 'code' &&
      given('client_id') === CLIENT.id &&
      given('scope').split(' ').includes('openid') &&
      given('code_challenge_method') === 'S256' &&
      [given('state'), given('nonce'), given('code_challenge')].every(({ length }) => length >= 43)
    if (!isRight) return new Response('no request of a client', { status: 400 })
    const code = crypto.randomUUID()
    const redirect_uri = given('redirect_uri')
    const { person } = this
    this.#grants.set(code, {
      ...{ person, redirect_uri },
      nonce: given('nonce'),
      challenge: given('code_challenge'),
    })
    const back = new URL(redirect_uri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', given('state'))
    back.searchParams.set('session_state', 'as Keycloak adds it')
    if (this.metadata.authorization_response_iss_parameter_supported)
      back.searchParams.set('iss', this.issuer)
    return new Response(null, { status: 302, headers: { location: back.href } })
  }

  async #token(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text())
    if (!isClient(request.headers.get('authorization'), form)) {
      return Response.json({ error: 'invalid_client' }, { status: 401 })
    }
    const code = form.get('code') ?? ''
    const grant = this.#grants.get(code)
    // It works once.
    this.#grants.delete(code)
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isRight =
      form.get('grant_type') === 'authorization_code' &&
      grant?.redirect_uri === form.get('redirect_uri') &&
      grant?.challenge === verifier
    if (!grant || !isRight) return Response.json({ error: 'invalid_grant' }, { status: 400 })
    const access_token = crypto.randomUUID()
    this.#tokens.set(access_token, grant.person)
    return Response.json({ access_token, token_type: 'Bearer', id_token: await this.#idToken(grant) })
  }

  async #idToken({ person, nonce }: Grant): Promise<string> {
    const at = Math.floor(this.now() / 1000)
    const claims: JWTPayload = {
      ...(this.isTerse ? { sub: person.sub } : person),
      ...{ iss: this.issuer, aud: CLIENT.id, nonce, iat: at, exp: at + 300 },
      ...this.claims,
    }
    if (this.forge) return this.forge(claims)
    const key = this.keys.at(-1) ?? keyNamed('none', 'RS256')
    return new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid }).sign(key.privateKey)
  }

  #userInfo(request: Request): Response {
    const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '')
    const person = this.#tokens.get(token)
    return person ? Response.json(person) : new Response(null, { status: 401 })
  }
}

export function keyNamed(kid: string, alg: KeyKind): Key {
  const pair =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { kid, alg, ...pair }
}

function publicJwk({ kid, alg, publicKey }: Key) {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' }
}

/** By either of the two ways, each encoded as it must be. */
function isClient(authorization: string | null, form: URLSearchParams): boolean {
  const [id, secret] = authorization?.startsWith('Basic ')
    ? atob(authorization.slice(6))
        .split(':')
        .map((part) => new URLSearchParams(`a=${part}`).get('a'))
    : [form.get('client_id'), form.get('client_secret')]
  return id === CLIENT.id && secret === CLIENT.secret
}
