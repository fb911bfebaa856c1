/**
 * Presents credentials of every kind in this process, in earnest and without a side effect: those
 * that must be refused, and that of whoever asks, which must not.
 */
import { AccessTokens } from '../../access/access-tokens.ts'
import type { Base } from '../../base.ts'
import { appSecret } from '../../config/secret.ts'
import { presentedCredential } from '../../http/credential.ts'
import { type Attempt, attempt, type Probe } from './probe.ts'
import type { AuthenticationValidation } from './schema.ts'

const ME = '/api/v1/auth/me'
const HOUR_MS = 3_600_000

type Needs = Pick<Base, 'config' | 'clock'> & { tokens: AccessTokens }

export async function validateAuthentication(
  context: Needs,
  probe: Probe,
  credential: Record<string, string>,
  sessionId: string,
): Promise<AuthenticationValidation> {
  const attempts = await attemptsOf(context, credential, sessionId)
  const items = []
  for (const one of attempts) items.push(await attempt(probe, one))
  const failed = items.filter(({ is_ok }) => !is_ok).length
  return { is_ok: failed === 0, tried: items.length, failed, items }
}

async function attemptsOf(
  { config, clock, tokens }: Needs,
  credential: Record<string, string>,
  sessionId: string,
): Promise<Attempt[]> {
  const anHourAgo = { now: () => clock.now() - HOUR_MS }
  const over = await new AccessTokens(appSecret(config), anHourAgo).sign(sessionId)
  const forged = await new AccessTokens(`${crypto.randomUUID()}${crypto.randomUUID()}`, clock).sign(sessionId)
  return [
    refused('nothing', {}),
    refused('a bearer token that is none', bearer('x')),
    refused('a token that is signed with another secret', bearer(forged)),
    refused('a token that is not signed', bearer(unsigned(sessionId))),
    refused('a token that is over', bearer(over)),
    refused('a token of a session that there is not', bearer(await tokens.sign(crypto.randomUUID()))),
    refused('a key that there is not', { 'x-api-key': `alm_${crypto.randomUUID()}` }),
    refused('a cookie that is none', { cookie: 'auth_token=x' }),
    fromElsewhere(credential),
    { ...wanted('your credential', 200), headers: credential },
  ]
}

function refused(tried: string, headers: Record<string, string>): Attempt {
  return { ...wanted(tried, 401), headers }
}

function wanted(tried: string, status: number): Attempt {
  const isExpected = (given: number) => given === status
  return { method: 'GET', path: ME, tried, expected: `${status}`, isExpected }
}

/** A write that were refused as invalid, should it get further than it may. */
function fromElsewhere(credential: Record<string, string>): Attempt {
  const token = presentedCredential(new Headers(credential))?.credential ?? ''
  return {
    ...wanted("your credential as a cookie, in a write from another site's page", 403),
    method: 'POST',
    path: '/api/v1/tasks',
    headers: {
      cookie: `auth_token=${token}`,
      origin: 'https://elsewhere.example',
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/json',
    },
    body: '{}',
  }
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

function unsigned(sessionId: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ iss: 'almanac', sid: sessionId, exp: 2 ** 40 })}.`
}
