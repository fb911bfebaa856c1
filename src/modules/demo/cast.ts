/** Who is in the demo's organization, and what they have made until now: what a story is told with. */
import type { ApiKeyPrincipal, Principal, Role, SessionPrincipal } from '../../access/principal.ts'
import type { Past } from './past.ts'
import type { Speaker, Story } from './story.ts'
import type { WorkingHours } from './working-hours.ts'

export interface Cast {
  story: Story
  past: Past
  hours: WorkingHours
  organization_id: string
  members: readonly SessionPrincipal[]
  /** Whoever looks at the demo. */
  you: SessionPrincipal
  /** Some who have no login: their names in the history. */
  visitors: readonly string[]
}

export interface CastMember {
  organization_id: string
  user_id: string
  member_id: string
  role: Role
}

/** The actions ask for a principal, as routes have one. There is no session behind it. */
export function principalOf(member: CastMember): SessionPrincipal {
  return { kind: 'session', session_id: '', is_instance_admin: false, ...member }
}

export function writingKey(organization_id: string, api_key_id: string): ApiKeyPrincipal {
  return { kind: 'api_key', organization_id, api_key_id, scopes: ['write'] }
}

export function memberAt({ members, story }: Cast, index: number): SessionPrincipal {
  const member = members[index]
  if (!member) throw new Error(`The story of ${story.name} has no member ${index}.`)
  return member
}

/** @throws Error for the assistant, who is no member. */
export function memberOf(cast: Cast, speaker: Speaker): SessionPrincipal {
  if (speaker === 'bot') throw new Error('The assistant is no member.')
  return speaker === 'you' ? cast.you : memberAt(cast, speaker)
}

/** With `@3` and `@you` as mentions. */
export function textWithMentions(cast: Cast, text: string): string {
  return text.replace(/@(you|\d)\b/g, (_, name: string) => {
    const { member_id } = memberOf(cast, name === 'you' ? 'you' : Number(name))
    return `<@${member_id}>`
  })
}

/** Those who may write. */
export function writers({ members }: Cast): readonly SessionPrincipal[] {
  return members.filter(({ role }) => role !== 'viewer')
}

export function isAbove({ role }: SessionPrincipal): boolean {
  return role === 'owner' || role === 'admin'
}

export function isSame(a: Principal, b: Principal): boolean {
  return a.kind === 'session' && b.kind === 'session' && a.member_id === b.member_id
}
