/** Who makes a request. Typed, never a bare id: a key's id is not a member's. */
export type Role = 'owner' | 'admin' | 'member' | 'viewer'
export type Scope = 'read' | 'write' | 'ingest' | 'admin'

export interface SessionPrincipal {
  kind: 'session'
  organization_id: string
  session_id: string
  user_id: string
  member_id: string
  role: Role
  is_instance_admin: boolean
  /** The organization requires a second factor, and they have none: they see to their account, and to nothing else. */
  needs_second_factor?: boolean
}

export interface ApiKeyPrincipal {
  kind: 'api_key'
  organization_id: string
  api_key_id: string
  scopes: Scope[]
}

export type Principal = SessionPrincipal | ApiKeyPrincipal

/** What a route may ask for. A new permission gets its line in the table below. */
export type Permission = keyof typeof GRANTS

interface Grant {
  roles: readonly Role[]
  /** Any of these is enough; no scope at all means that keys may not. */
  scopes: readonly Scope[]
  instanceAdmin?: true
}

const EVERYONE = ['owner', 'admin', 'member', 'viewer'] as const
const WRITERS = ['owner', 'admin', 'member'] as const
const ADMINS = ['owner', 'admin'] as const

/** The one permission table: who may do what. A route asks for one of these. */
const GRANTS = {
  /** One's own account: sessions, password, switching organizations. */
  account: { roles: EVERYONE, scopes: [] },
  'api_keys.read': { roles: ADMINS, scopes: [] },
  'api_keys.write': { roles: ADMINS, scopes: [] },
  'audit.read': { roles: ADMINS, scopes: ['admin'] },
  /** What happens, as it happens: which of it is told to somebody is decided further, in src/live. */
  'changes.read': { roles: EVERYONE, scopes: ['read', 'write', 'admin'] },
  /** Which conversations there are for somebody is decided further, in the module: for admins no others. */
  'chat.read': { roles: EVERYONE, scopes: ['write', 'admin'] },
  'chat.write': { roles: WRITERS, scopes: ['write', 'admin'] },
  /** Making conversations, naming them and taking others in: what a key answers in is made by a member. */
  'chat.start': { roles: WRITERS, scopes: [] },
  /** One's own part: how far one has read, and leaving. */
  'chat.own': { roles: EVERYONE, scopes: [] },
  'events.delete': { roles: ADMINS, scopes: ['admin'] },
  'events.import': { roles: ADMINS, scopes: ['admin'] },
  'events.write': { roles: WRITERS, scopes: ['ingest', 'write', 'admin'] },
  /** Companies and jobs; which jobs there are for somebody is decided further, in modules/hiring/rules.ts. */
  'hiring.read': { roles: EVERYONE, scopes: ['read', 'write', 'admin'] },
  'hiring.write': { roles: WRITERS, scopes: ['write', 'admin'] },
  /** Who applied, and for what: personal data of people outside. Decided further, as jobs are. */
  'candidates.read': { roles: EVERYONE, scopes: ['admin'] },
  'candidates.write': { roles: WRITERS, scopes: ['admin'] },
  /** A rating is somebody's own. */
  'candidates.rate': { roles: WRITERS, scopes: [] },
  'invitations.read': { roles: ADMINS, scopes: ['admin'] },
  'invitations.write': { roles: ADMINS, scopes: ['admin'] },
  /** Content, lessons and assessments: whose they are decides further, see the modules' rules. */
  'knowledge.read': { roles: EVERYONE, scopes: ['read', 'write', 'admin'] },
  'knowledge.write': { roles: WRITERS, scopes: ['write', 'admin'] },
  /** Completing lessons and taking assessments; through a key, for those whom an app reports. */
  'knowledge.learn': { roles: WRITERS, scopes: ['ingest', 'write', 'admin'] },
  /** Calling tools: what each of them does, its route decides. */
  'mcp.use': { roles: EVERYONE, scopes: ['read', 'write', 'ingest', 'admin'] },
  'members.read': { roles: EVERYONE, scopes: ['read', 'write', 'admin'] },
  'members.write': { roles: ADMINS, scopes: ['admin'] },
  'metrics.read': { roles: EVERYONE, scopes: ['read', 'write', 'admin'] },
  'metrics.write': { roles: ADMINS, scopes: ['admin'] },
  /** One's own: what a member is told is nobody else's business, and keys are told nothing. */
  notifications: { roles: EVERYONE, scopes: [] },
  'organization.read': { roles: EVERYONE, scopes: ['read', 'write', 'admin'] },
  'organization.write': { roles: ADMINS, scopes: ['admin'] },
  'people.write': { roles: WRITERS, scopes: ['ingest', 'write', 'admin'] },
  /** Who outside is told what happens. */
  'webhooks.read': { roles: ADMINS, scopes: ['admin'] },
  'webhooks.write': { roles: ADMINS, scopes: ['admin'] },
  /** Teams, and what else is work: whose it is decides further, see the modules' rules. */
  'work.read': { roles: EVERYONE, scopes: ['read', 'write', 'admin'] },
  'work.write': { roles: WRITERS, scopes: ['write', 'admin'] },
  /** Across organizations: instance administrators only, whatever their role here. */
  'instance.admin': { roles: EVERYONE, scopes: [], instanceAdmin: true },
} as const satisfies Record<string, Grant>

export function may(principal: Principal, permission: Permission): boolean {
  const { scopes, instanceAdmin } = grantOf(permission)
  if (principal.kind === 'api_key') return principal.scopes.some((scope) => scopes.includes(scope))
  if (principal.needs_second_factor === true && permission !== 'account') return false
  return roleMay(principal.role, permission) && (!instanceAdmin || principal.is_instance_admin)
}

/** Whether the role is enough, of somebody who makes no request now. */
export function roleMay(role: Role, permission: Permission): boolean {
  return grantOf(permission).roles.includes(role)
}

/** What would be enough, for the refusal and for the documents. */
export function grantOf(permission: Permission): Grant {
  return GRANTS[permission]
}

export const PERMISSIONS = Object.keys(GRANTS) as Permission[]
