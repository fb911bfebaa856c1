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
}

export interface ApiKeyPrincipal {
  kind: 'api_key'
  organization_id: string
  api_key_id: string
  scopes: Scope[]
}

export type Principal = SessionPrincipal | ApiKeyPrincipal

/** What a route may ask for. A new permission gets its line in the table below. */
export type Permission =
  | 'account.read'
  | 'api_keys.write'
  | 'events.delete'
  | 'events.import'
  | 'events.write'
  | 'metrics.read'
  | 'people.write'

interface Grant {
  roles: readonly Role[]
  /** Any of these is enough; no scope at all means that keys may not. */
  scopes: readonly Scope[]
}

const EVERYONE = ['owner', 'admin', 'member', 'viewer'] as const
const WRITERS = ['owner', 'admin', 'member'] as const
const ADMINS = ['owner', 'admin'] as const

/** The one permission table: who may do what. */
const GRANTS: Record<Permission, Grant> = {
  'account.read': { roles: EVERYONE, scopes: [] },
  'api_keys.write': { roles: ADMINS, scopes: [] },
  'events.delete': { roles: ADMINS, scopes: ['admin'] },
  'events.import': { roles: ADMINS, scopes: ['admin'] },
  'events.write': { roles: WRITERS, scopes: ['ingest', 'write', 'admin'] },
  'metrics.read': { roles: EVERYONE, scopes: ['read', 'write', 'admin'] },
  'people.write': { roles: WRITERS, scopes: ['ingest', 'write', 'admin'] },
}

export function may(principal: Principal, permission: Permission): boolean {
  const { roles, scopes } = GRANTS[permission]
  if (principal.kind === 'session') return roles.includes(principal.role)
  return principal.scopes.some((scope) => scopes.includes(scope))
}

/** What would have been enough, for the refusal. */
export function grantOf(permission: Permission): Grant {
  return GRANTS[permission]
}
