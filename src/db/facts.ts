/**
 * What can happen to an organization, as its actions record it on their write handle.
 *
 * Most of it is a change of one thing, and says no more. Facts with a type say more, since the
 * rollups move with them in the same transaction. Either way the log of changes is written with it
 * (see change-log.ts), and listeners hear of it once committed.
 */

/** What has become of a thing. */
export interface Change {
  /** What it is: `task`, `team`, `api_key`. */
  kind: string
  id: string
  /** What happened to it, in the past tense: `created`, `changed`, `role_changed`. */
  verb: string
}

/** What happened to a member, or to all of a team, who may see something no longer: told to them alone. */
export const SIGHT_LOST = 'sight_lost'

export interface Activity {
  person_id: string
  core: boolean
  occurred_at: number
}

/** What is counted in each status, and when it is late. */
export type WorkKind = 'task' | 'project' | 'job' | 'application' | 'content'

/** What those counts know of a thing. What is left out is as it was. */
export interface WorkState {
  status?: string
  /** The local date at whose end it is due; a project's last day. */
  due_on?: string | null
  /** Epoch ms. */
  due_at?: number | null
  /** When that began from which it is counted, where it is not the thing itself: of an application, its job was opened. */
  since_at?: number | null
}

export interface WorkChange extends WorkState {
  id: string
  /** What is `deleted` lies in the trash until it is `restored`; only what is `created` has no state before. */
  verb: string
}

/** Facts that move rollups. */
export type RollupFact =
  | {
      type: 'membership_changed'
      member_id: string
      /** For the first time; no longer a member for now; no longer at all; again after either. */
      verb: 'joined' | 'suspended' | 'removed' | 'returned'
      at: number
    }
  /** People acted. The raw events stand already, in this transaction. */
  | { type: 'people_acted'; activities: Activity[] }
  /** What people did was taken back. The raw events are gone already, in this transaction. */
  | { type: 'activities_deleted'; activities: Activity[] }
  /** Things came, changed, went into the trash or came back. Their rows are written already. */
  | { type: 'work_changed'; kind: WorkKind; changes: WorkChange[]; at: number }
  /** A model has finished a text, or failed to. Its row is written already. */
  | {
      type: 'generation_finished'
      content_id: string
      started_at: number
      finished_at: number
      ok: boolean
    }
  /** Somebody has completed a lesson for the first time. Its row is written already. */
  | { type: 'lesson_completed'; person_id: string; at: number }
  /** Somebody has submitted an assessment. Its row is written already. */
  | { type: 'assessment_submitted'; person_id: string; at: number }
  /** By nobody where a key did. Its row is written already. */
  | { type: 'message_sent'; message_id: string; person_id: string | null; at: number }

export type Fact =
  | Change
  | RollupFact
  /** All of it: no log is left that could say so. */
  | { type: 'organization_deleted' }

/**
 * Whether the rollups move when it is recorded, and not at the end of the transaction with all the others
 * (see pending-facts.ts). What only adds can wait, for it says all that is added. What is taken back is
 * found by what is left then, and whether somebody is a user decides over what they do.
 */
export function movesAtOnce(fact: Fact): boolean {
  return 'type' in fact && AT_ONCE.includes(fact.type)
}

const AT_ONCE: readonly string[] = ['membership_changed', 'activities_deleted', 'organization_deleted']

/** What the log tells of a fact. */
export function changesOf(fact: Fact): Change[] {
  if (!('type' in fact)) return [fact]
  switch (fact.type) {
    case 'membership_changed':
      return [{ kind: 'member', id: fact.member_id, verb: fact.verb }]
    case 'work_changed':
      return fact.changes.map(({ id, verb }) => ({ kind: fact.kind, id, verb }))
    case 'message_sent':
      return [{ kind: 'message', id: fact.message_id, verb: 'sent' }]
    case 'generation_finished':
      return [{ kind: 'content', id: fact.content_id, verb: fact.ok ? 'generated' : 'generation_failed' }]
    case 'lesson_completed':
    case 'assessment_submitted':
      return [{ kind: 'person', id: fact.person_id, verb: fact.type }]
    // There may be thousands a second, and whoever wants to know asks for the activity.
    case 'people_acted':
    case 'activities_deleted':
    case 'organization_deleted':
      return []
  }
}

/** After which changes somebody may do something else than before. */
const ACCESS: Record<string, readonly string[]> = {
  member: ['role_changed', 'suspended', 'removed', 'returned'],
  session: ['ended', 'switched'],
  user: ['password_changed', 'administrator_changed', 'second_factor_enabled', 'second_factor_disabled'],
  api_key: ['revoked'],
  organization: ['plan_changed', 'second_factor_rule_changed'],
}

/** What changed of that on which rests what somebody may do. */
export function accessChangesOf(fact: Fact): Change[] {
  return changesOf(fact).filter(({ kind, verb }) => ACCESS[kind]?.includes(verb))
}

export function changesAccess(fact: Fact): boolean {
  if ('type' in fact && fact.type !== 'membership_changed') return fact.type === 'organization_deleted'
  return accessChangesOf(fact).length > 0
}

/** What goes into the audit log: see audit-log.ts. */
export interface AuditedAct {
  kind: string
  /** Of what it is about, where that has one. */
  id?: string | null
  verb: string
}

/** As JSON. */
export interface Audited {
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
}

export interface AuditRecord extends Required<Audited> {
  organization_id: string
  action: string
  subject_id: string | null
}
