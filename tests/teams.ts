/** Members of one organization, as they come to be: invited, and signed up with the invitation. */

import type { Principal } from '../src/access/principal.ts'
import { checkRollups } from '../src/metrics/rebuild/check-rollups.ts'
import type { TestApp } from './app.ts'
import { type Member, signUp } from './people.ts'

export type RoleName = 'owner' | 'admin' | 'member' | 'viewer'
export type Team = Record<RoleName, Member>

/** @returns The token. */
export async function invite(app: TestApp, by: Member, email: string, role: RoleName): Promise<string> {
  const answer = await app.post('/api/v1/invitations', { token: by.token, json: { email, role } })
  if (answer.status !== 201) throw new Error(`inviting ${email}: ${answer.text}`)
  return answer.body.token
}

/** Signs up `name` as a member of the organization of `by`. */
export async function joinAs(app: TestApp, by: Member, name: string, role: RoleName): Promise<Member> {
  const email = `${name}@example.com`
  const password = `the password of ${name}`
  const invitation = await invite(app, by, email, role)
  const answer = await app.post('/api/v1/auth/signup', { json: { email, password, name, invitation } })
  if (answer.status !== 201) throw new Error(`sign-up of ${name}: ${answer.text}`)
  const { access_token, organization, member } = answer.body
  return { token: access_token, organization_id: organization.id, member_id: member.id, email, password }
}

/** As whom an action takes a member who is signed in. */
export function principalOf({ organization_id, member_id }: Member, role: RoleName): Principal {
  const login = { session_id: '', user_id: '', is_instance_admin: false }
  return { kind: 'session', organization_id, member_id, role, ...login }
}

/** An organization with one of each role, called after it: `rose` makes `rose-owner` and so on. */
export async function team(app: TestApp, name: string, timeZone = 'UTC'): Promise<Team> {
  const owner = await signUp(app, `${name}-owner`, timeZone)
  return {
    owner,
    admin: await joinAs(app, owner, `${name}-admin`, 'admin'),
    member: await joinAs(app, owner, `${name}-member`, 'member'),
    viewer: await joinAs(app, owner, `${name}-viewer`, 'viewer'),
  }
}

export async function switchTo(app: TestApp, member: Member, organizationId: string): Promise<void> {
  const answer = await app.post('/api/v1/auth/switch-organization', {
    token: member.token,
    json: { organization_id: organizationId },
  })
  if (answer.status !== 200) throw new Error(`switching: ${answer.text}`)
}

/** What differs between the metrics and a recount, in words; none is what it should be. */
export async function drifts(app: TestApp, { organization_id }: Member): Promise<string[]> {
  return (await checkRollups(app.context, organization_id, () => {})).examples
}

/** The users of an organization at the end of a local day; today's when left out. */
export async function totalUsers(app: TestApp, { token }: Member, day?: string): Promise<number> {
  const query = day === undefined ? '' : `?as_of=${day}`
  const { body } = await app.get(`/api/v1/metrics/dashboard${query}`, { token })
  return body.user_metrics.total_users
}
