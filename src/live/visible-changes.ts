/** Which changes of the log somebody is told: those of things that they see. */
import { may, type Permission } from '../access/principal.ts'
import type { LoggedChange } from '../changes/log-queries.ts'
import { SIGHT_LOST } from '../db/facts.ts'
import type { Read } from '../db/handle.ts'
import { ORDINARY_VERBS, type Resource, TRASH_VERBS } from '../resources/resource.ts'
import { type Asker, seenOf } from '../resources/visible.ts'

export type ResourcesByKind = ReadonlyMap<string, Resource>

interface SeenByAll {
  requires: Permission
  /** What may become of one. */
  verbs: readonly string[]
}

/** Kinds of which whoever has the permission sees all there are. Of what stands in neither list, nobody is told. */
export const SEEN_BY_ALL: Readonly<Record<string, SeenByAll>> = {
  api_key: { requires: 'api_keys.read', verbs: ['created', 'revoked'] },
  company: { requires: 'hiring.read', verbs: ORDINARY_VERBS },
  event: { requires: 'events.delete', verbs: ['deleted'] },
  import: { requires: 'events.import', verbs: ['started', 'finished', 'interrupted', 'undone'] },
  invitation: { requires: 'invitations.read', verbs: ['created', 'accepted', 'withdrawn'] },
  member: {
    requires: 'members.read',
    verbs: ['joined', 'changed', 'role_changed', 'suspended', 'returned', 'removed'],
  },
  organization: {
    requires: 'organization.read',
    verbs: ['changed', 'time_zone_changed', 'plan_changed', 'metrics_rebuilt', 'cache_invalidated'],
  },
  team: {
    requires: 'work.read',
    verbs: [...ORDINARY_VERBS, ...TRASH_VERBS, 'member_added', 'member_changed', 'member_removed'],
  },
  webhook: {
    requires: 'webhooks.read',
    verbs: [...ORDINARY_VERBS, 'disabled', 'secret_rotated', 'tested', 'retried'],
  },
}

/** What happened to a member, or to the members of a team, and is told to them alone. */
export const OWN_VERBS = ['notified', SIGHT_LOST]

/** In their order. */
export async function visibleChanges(
  q: Read,
  asker: Asker,
  resources: ResourcesByKind,
  changes: readonly LoggedChange[],
): Promise<LoggedChange[]> {
  const seen = new Map<string, ReadonlySet<string>>()
  for (const [kind, some] of Map.groupBy(changes, ({ kind }) => kind)) {
    const resource = resources.get(kind)
    if (resource?.visibility) seen.set(kind, await seenIds(q, asker, resource, some))
  }
  return changes.filter((one) => seen.get(one.kind)?.has(one.id) ?? isSeenByAll(asker, one))
}

async function seenIds(
  q: Read,
  asker: Asker,
  resource: Resource,
  changes: readonly LoggedChange[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(changes.map(({ id }) => id))]
  const seen = await seenOf(
    q,
    asker,
    resource,
    ids.map((id) => ({ id })),
  )
  const deleted = changes.filter(({ id, verb }) => verb === 'deleted' && !seen.has(id))
  if (deleted.length === 0) return seen
  return seen.union(await deletedSeen(q, asker, resource, new Set(deleted.map(({ id }) => id))))
}

/** Who sees everything sees what is in the trash, too. */
async function deletedSeen(
  q: Read,
  { principal, viewer }: Asker,
  { parent, visibility, trash }: Resource,
  ids: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  if (!visibility || !may(principal, visibility.requires)) return new Set()
  const things = Array.from(ids, (id) => ({ id }))
  if (visibility.deletedSeenBy) return visibility.deletedSeenBy(q, viewer, things)
  if (!trash) return new Set()
  if (viewer.seesAll) return ids
  // By its parent it would have to be found first.
  if (parent !== undefined) return new Set()
  const rows = things.map(({ id }) => ({ id, parent_id: null }))
  return trash.mayStillDelete(q, viewer, rows)
}

function isSeenByAll({ principal, viewer }: Asker, { kind, id, verb }: LoggedChange): boolean {
  if (OWN_VERBS.includes(verb)) return kind === 'team' ? viewer.teams.has(id) : id === viewer.member_id
  const seen = SEEN_BY_ALL[kind]
  return seen !== undefined && may(principal, seen.requires)
}
