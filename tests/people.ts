/** The people of the tests, and their ways in. */
import type { TestApp } from './app.ts'

export interface Member {
  token: string
  organization_id: string
  member_id: string
  email: string
  password: string
}

/** Signs up `name` with an organization of their own. */
export async function signUp(
  app: TestApp,
  name: string,
  time_zone = 'UTC',
  organization = `${name}'s`,
): Promise<Member> {
  const email = `${name}@example.com`
  const password = `the password of ${name}`
  const answer = await app.post('/api/v1/auth/signup', {
    json: { email, password, name, organization: { name: organization, time_zone } },
  })
  if (answer.status !== 201) throw new Error(`sign-up of ${name}: ${answer.text}`)
  const { access_token, organization: made, member } = answer.body
  return { token: access_token, organization_id: made.id, member_id: member.id, email, password }
}

export async function apiKey(app: TestApp, member: Member, ...scopes: string[]): Promise<string> {
  const answer = await app.post('/api/v1/api-keys', { token: member.token, json: { name: 'a key', scopes } })
  if (answer.status !== 201) throw new Error(`a key with ${scopes}: ${answer.text}`)
  return answer.body.key
}

/** Signs in again, at the clock's present time: an action of the member like any other. */
export async function signIn(app: TestApp, member: Member): Promise<Member> {
  const { email, password } = member
  const answer = await app.post('/api/v1/auth/signin', { json: { email, password } })
  if (answer.status !== 200) throw new Error(`sign-in of ${email}: ${answer.text}`)
  return { ...member, token: answer.body.access_token }
}
