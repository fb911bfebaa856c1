/** The client of a provider of OpenID Connect: what it asks, and how long it waits. */
import { afterAll, beforeEach, expect, test } from 'bun:test'
import { ProviderError } from '../../src/lib/oidc/errors.ts'
import { type Challenge, Provider } from '../../src/lib/oidc/provider.ts'
import { OutboundAllow } from '../../src/lib/outgoing/outbound-allow.ts'
import { Outgoing } from '../../src/lib/outgoing/outgoing.ts'
import { systemClock } from '../../src/lib/time/clock.ts'
import { CLIENT, OidcProvider } from '../oidc-provider.ts'

const there = new OidcProvider()
afterAll(() => there[Symbol.dispose]())
beforeEach(() => there.behave())

const SECRET = 'x'.repeat(43)
const CHALLENGE: Challenge = { state: SECRET, nonce: `${SECRET}n`, verifier: `${SECRET}v` }
const DISCOVERY = '/.well-known/openid-configuration'

function clientOf(
  issuer = there.issuer,
  allowed = ['127.0.0.1'],
  patience = { one_ms: 10_000, all_ms: 20_000 },
) {
  const client = { issuer, client_id: CLIENT.id, client_secret: CLIENT.secret }
  const outgoing = new Outgoing(new OutboundAllow(allowed))
  return new Provider(
    { ...client, redirect_uri: 'https://almanac.example/sso' },
    outgoing,
    systemClock,
    patience,
  )
}

async function identified(provider: Provider, person = { sub: 'ada' } as OidcProvider['person']) {
  there.person = person
  const back = await there.authorize(await provider.authorizationUrl(CHALLENGE))
  return provider.identityOf(back.searchParams.get('code') ?? '', undefined, CHALLENGE)
}

async function reason(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => 'nothing was refused',
    (thrown) => thrown,
  )
  return error instanceof ProviderError ? `${error.kind}: ${error.message}` : `${error}`
}

test('what it says of itself is asked for once, by all who need it at once', async () => {
  const before = there.asked[DISCOVERY] ?? 0
  const provider = clientOf()
  await Promise.all([provider.authorizationUrl(CHALLENGE), provider.authorizationUrl(CHALLENGE)])
  await identified(provider)
  expect(there.asked[DISCOVERY]).toBe(before + 1)
})

test('the issuer may end in a slash that was left out, and is called as it calls itself', async () => {
  there.metadata = { issuer: `${there.issuer}/` }
  there.claims = { iss: `${there.issuer}/` }
  expect((await identified(clientOf())).issuer).toBe(`${there.issuer}/`)
  there.metadata = { issuer: `${there.issuer}/other` }
  expect(await reason(clientOf().authorizationUrl(CHALLENGE))).toBe(
    `unavailable: its discovery document is of another issuer: ${there.issuer}/other`,
  )
})

test('the secret goes the way that the provider takes', async () => {
  for (const methods of [['client_secret_post'], ['private_key_jwt', 'client_secret_basic']]) {
    there.metadata = { token_endpoint_auth_methods_supported: methods }
    expect((await identified(clientOf())).subject).toBe('ada')
  }
  there.metadata = { token_endpoint_auth_methods_supported: ['private_key_jwt'] }
  expect(await reason(clientOf().authorizationUrl(CHALLENGE))).toContain('client_secret_basic')
})

test('where it has to name itself, it does so, or nobody is taken for somebody', async () => {
  there.metadata = { authorization_response_iss_parameter_supported: true }
  expect(await reason(identified(clientOf()))).toBe('refused: who came back was sent by another issuer (iss)')
})

test('what it names beside itself is judged: no address that is not public, and no http', async () => {
  there.metadata = { token_endpoint: 'http://10.0.0.1/token' }
  expect(await reason(identified(clientOf()))).toMatch(/^unavailable: http:\/\/10\.0\.0\.1 cannot be asked:/)
  there.metadata = { jwks_uri: 'file:///etc/passwd' }
  expect(await reason(clientOf().authorizationUrl(CHALLENGE))).toContain('https://')
})

test('it is not waited for longer than each question and all together may take', async () => {
  const ending: (() => void)[] = []
  const never = () => new Promise<Response>((resolve) => ending.push(() => resolve(new Response())))
  there.answers.set(DISCOVERY, never)
  const asked = (one_ms: number, all_ms: number) =>
    reason(clientOf(there.issuer, ['127.0.0.1'], { one_ms, all_ms }).authorizationUrl(CHALLENGE))
  expect(await asked(200, 60_000)).toContain('did not answer within 0.2 s')
  expect(await asked(60_000, 300)).toMatch(/did not answer within 0\.[23]/)
  for (const end of ending) end()
})

test('an address is what could be one, and verified where the provider says so in whatever way', async () => {
  const said = async (claims: object) => {
    const { email, email_verified, name } = await identified(clientOf(), { sub: 'ada', ...claims })
    return [email, email_verified, name]
  }
  const email = 'Ada@Example.com'
  expect(await said({ email, email_verified: true })).toEqual(['ada@example.com', true, null])
  expect(await said({ email, email_verified: 'true', name: ' Ada\n ' })).toEqual([
    'ada@example.com',
    true,
    'Ada',
  ])
  expect(await said({ email, xms_edov: true })).toEqual(['ada@example.com', true, null])
  expect(await said({ email, email_verified: 'false' })).toEqual(['ada@example.com', false, null])
  expect(await said({ email, email_verified: 1 })).toEqual(['ada@example.com', false, null])
  // The Kelvin sign would become a k.
  for (const none of ['ada@\u212Aelvin.example', 'ada', 'a@b@c', '@b', 'a b@c', `${'a'.repeat(254)}@b`, 7]) {
    expect(await said({ email: none, email_verified: true })).toEqual([null, false, null])
  }
})
