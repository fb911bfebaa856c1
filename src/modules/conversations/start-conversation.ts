import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Write } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { assertStorable } from '../../lib/text.ts'
import { sessionOf } from '../auth/session-of.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import { membersWithin } from '../members/members.ts'
import { conversationWithin, directKeyOf } from './conversations.ts'
import { insertConversationMembers } from './member-queries.ts'
import { findDirectId, insertConversation } from './queries.ts'
import type { Conversation, ConversationKind, ConversationRole, NewConversation } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** A conversation before it is made, with those who are in it. */
interface Draft {
  kind: ConversationKind
  title: string | null
  direct_key: string | null
  members: ReadonlyMap<string, ConversationRole>
}

/**
 * Begins a conversation, or finds the direct one that there is already.
 *
 * @throws InvalidValueError
 */
export async function startConversation(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: NewConversation,
): Promise<{ conversation: Conversation; isNew: boolean }> {
  const { member_id: me } = sessionOf(principal)
  const draft = draftOf(me, given)
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    // Nobody is removed from the organization between the look and the deed.
    await tx.can.shareOrganization(tx)
    await assertMembers(tx, given)
    const standing = draft.direct_key === null ? null : await findDirectId(tx, draft.direct_key)
    const made = standing === null ? await make(tx, newId(), draft, now) : null
    const id = standing ?? made ?? (await findDirectId(tx, draft.direct_key ?? '')) ?? ''
    if (made !== null) {
      await tx.record({ kind: 'conversation', id, verb: 'started' })
      const verb = 'conversation.started'
      await recordOwnActivity(tx, principal, { id: newId(), verb, core: false, now })
    }
    return { conversation: await conversationWithin(tx, principal, id), isNew: made !== null }
  })
}

/** @throws InvalidValueError for what is missing, and for what is not of this kind. */
function draftOf(me: string, given: NewConversation): Draft {
  const { kind, member_id, title, member_ids } = given
  refuseOthers(given)
  assertStorable({ title })
  if (kind === 'direct') {
    if (member_id === undefined) throw new InvalidValueError('member_id', 'says with whom, and is missing')
    if (member_id === me) throw new InvalidValueError('member_id', 'is your own')
    const members = new Map([me, member_id].map((id) => [id, 'member' as const]))
    return { kind, title: null, direct_key: directKeyOf(me, member_id), members }
  }
  if (kind === 'group' && title === undefined) throw new InvalidValueError('title', 'is missing')
  const others = (member_ids ?? []).map((id): [string, ConversationRole] => [id, 'member'])
  return {
    kind,
    title: title?.trim() ?? null,
    direct_key: null,
    members: new Map([...others, [me, 'owner']]),
  }
}

const OF_KIND = {
  direct: ['member_id'],
  group: ['title', 'member_ids'],
  assistant: ['title'],
} as const satisfies Record<ConversationKind, (keyof NewConversation)[]>

/** @throws InvalidValueError */
function refuseOthers(given: NewConversation): void {
  for (const field of ['member_id', 'title', 'member_ids'] as const) {
    const isOfKind = (OF_KIND[given.kind] as readonly string[]).includes(field)
    if (given[field] !== undefined && !isOfKind) {
      throw new InvalidValueError(field, `is not for the kind ${given.kind}`)
    }
  }
}

/** @throws InvalidValueError */
async function assertMembers(tx: Write, { member_id, member_ids = [] }: NewConversation) {
  const named = new Map(member_ids.map((id, place) => [`member_ids.${place}`, id]))
  if (member_id !== undefined) named.set('member_id', member_id)
  const members = await membersWithin(tx, new Set(named.values()))
  for (const [field, id] of named) {
    if (!members.has(id)) throw new InvalidValueError(field, 'is no member of this organization')
  }
}

/** @returns Its id; `null` when somebody else has made it at this moment. */
async function make(
  tx: Write,
  id: string,
  { members, ...conversation }: Draft,
  now: number,
): Promise<string | null> {
  if (!(await insertConversation(tx, { ...conversation, id, created_at: now }))) return null
  const rows = [...members].map(([member_id, role]) => ({
    conversation_id: id,
    member_id,
    role,
    joined_at: now,
    read_number: 0,
  }))
  await insertConversationMembers(tx, rows)
  return id
}
