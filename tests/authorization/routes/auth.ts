import { linkedIdentity } from '../../identities.ts'
import type { Credential, World } from '../expectations.ts'
import { type Declaration, everyone } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'POST /api/v1/auth/signup': { allowed: 'public' },
    'POST /api/v1/auth/signin': { allowed: 'public' },
    'POST /api/v1/auth/refresh': { allowed: 'public' },
    'POST /api/v1/auth/oidc/start': { allowed: 'public' },
    'POST /api/v1/auth/oidc/finish': { allowed: 'public' },
    'POST /api/v1/auth/oidc/link': { allowed: everyone, json: { current_password: 'x' } },
    'GET /api/v1/auth/identities': { allowed: everyone },
    'POST /api/v1/auth/identities/{id}/unlink': {
      allowed: everyone,
      json: { current_password: 'x' },
    },
    'POST /api/v1/auth/password-reset': { allowed: 'public' },
    'POST /api/v1/auth/password-reset/confirm': { allowed: 'public' },
    'POST /api/v1/auth/verify-email': { allowed: 'public' },
    'POST /api/v1/auth/email-change/confirm': { allowed: 'public' },
    'GET /api/v1/auth/email-change': { allowed: everyone },
    'POST /api/v1/auth/email-change': {
      allowed: everyone,
      json: { new_email: 'new@example.com', current_password: 'x' },
    },
    'POST /api/v1/auth/email-change/send': { allowed: everyone },
    'DELETE /api/v1/auth/email-change': { allowed: everyone },
    'GET /api/v1/auth/second-factor': { allowed: everyone },
    'POST /api/v1/auth/second-factor': { allowed: everyone, json: { current_password: 'x' } },
    'POST /api/v1/auth/second-factor/confirm': { allowed: everyone, json: { code: '123456' } },
    'POST /api/v1/auth/second-factor/recovery-codes': {
      allowed: everyone,
      json: { current_password: 'x', code: '123456' },
    },
    'POST /api/v1/auth/second-factor/disable': {
      allowed: everyone,
      json: { current_password: 'x', code: '123456' },
    },
    'GET /api/v1/auth/me': { allowed: everyone },
    'PATCH /api/v1/auth/me': { allowed: everyone, json: { preferences: { theme: 'dark' } } },
    'POST /api/v1/auth/signout': { allowed: everyone, spendsCaller: true },
    'GET /api/v1/auth/sessions': { allowed: everyone },
    'DELETE /api/v1/auth/sessions': { allowed: everyone },
    'DELETE /api/v1/auth/sessions/{id}': { allowed: everyone, foreign: 404, spendsCaller: true },
    'POST /api/v1/auth/change-password': {
      allowed: everyone,
      json: { current_password: 'x', new_password: 'long enough' },
    },
    'POST /api/v1/auth/switch-organization': {
      allowed: everyone,
      json: ({ owner }) => ({ organization_id: owner.organization_id }),
    },
    'POST /api/v1/auth/verify-email/send': { allowed: everyone },
  },
  things: {
    '/api/v1/auth/sessions/{id}': sessionOf,
    '/api/v1/auth/identities/{id}': identityOf,
  },
}

/** The owner's, where somebody without one is asked about. */
async function sessionOf({ app, asOwner }: World, _: string, whose: Credential): Promise<string> {
  const { body } = await app.get('/api/v1/auth/sessions', whose.token ? whose : asOwner)
  return body?.items?.[0]?.id ?? 'none'
}

/** The same. */
async function identityOf({ app, asOwner }: World, _: string, whose: Credential): Promise<string> {
  const { body } = await app.get('/api/v1/auth/me', whose.token ? whose : asOwner)
  return body?.user ? linkedIdentity(app, body.user.id) : 'none'
}
