import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, pageBy } from '../../http/page.ts'
import { assertUnchanged } from '../../lib/etag.ts'
import { newsIn } from '../../lib/news.ts'
import { assertStorable } from '../../lib/text.ts'
import { ConversationNotFoundError } from './errors.ts'
import { listLastPreviews, type PreviewRow } from './messages/queries.ts'
import {
  type ActivityPage,
  type ConversationRow,
  countConversations,
  findConversation,
  listConversations as listConversationRows,
  lockConversation,
  updateTitle,
} from './queries.ts'
import { assertNotDirect, assertOwns } from './rules.ts'
import type { Conversation, ConversationChanges, ConversationsQuery, LastMessage } from './schema.ts'

/** Those in which the caller is. */
export async function listConversations(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  { sort = '-active_at', kind, ...query }: ConversationsQuery,
): Promise<Page<Conversation>> {
  const { organization_id } = principal
  const here = db.for(organization_id)
  const whose = principal.kind === 'session' ? principal.member_id : 'keys'
  const list = { organization_id, list: `conversations ${JSON.stringify([whose, kind])}`, sort }
  const newest_first = sort.startsWith('-')
  return pageBy(cursors, list, query, {
    read: ({ after, limit }) =>
      here.read(async (q) => {
        const page = { after: after && activityAt(after), newest_first, limit }
        return toWire(q, principal, await listConversationRows(q, principal, page, kind))
      }),
    positionOf: ({ active_at, id }) => [Date.parse(active_at), id],
    count: () => here.read((q) => countConversations(q, principal, kind)),
  })
}

/** @throws ConversationNotFoundError */
export async function readConversation(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  id: string,
): Promise<Conversation> {
  return db.for(principal.organization_id).read((q) => conversationWithin(q, principal, id))
}

/**
 * Names a conversation.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ConversationNotFoundError
 * @throws ForbiddenError
 * @throws DirectConversationError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function changeConversation(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  id: string,
  { title }: ConversationChanges,
  ifMatch: string | null,
): Promise<Conversation> {
  assertStorable({ title })
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const row = await enterLocked(tx, principal, id)
    assertNotDirect(row)
    assertOwns(principal, row)
    assertUnchanged(ifMatch, await conversationWithin(tx, principal, id))
    const news = newsIn(row, { title: title?.trim() })
    if (typeof news?.title === 'string') {
      await updateTitle(tx, { id, title: news.title, updated_at: Math.max(now, row.updated_at) })
      await tx.record({ kind: 'conversation', id, verb: 'changed' })
    }
    return conversationWithin(tx, principal, id)
  })
}

/** One in which the caller is; to everybody else it is not there. @throws ConversationNotFoundError */
export async function enterConversation(q: Read, principal: Principal, id: string): Promise<ConversationRow> {
  const row = await findConversation(q, principal, id)
  if (!row) throw new ConversationNotFoundError()
  return row
}

/**
 * As above, for a change that rests on what is read: nobody else changes the conversation meanwhile.
 * The organization is shared first, as by all who lock both, so that no two wait for each other.
 *
 * @throws ConversationNotFoundError
 */
export async function enterLocked(tx: Write, principal: Principal, id: string): Promise<ConversationRow> {
  // It is read when it is held: what is sent first is done first.
  const sent = [tx.can.shareOrganization(tx), lockConversation(tx, id)]
  const [row] = await Promise.all([enterConversation(tx, principal, id), ...sent])
  return row
}

/** @throws ConversationNotFoundError */
export async function conversationWithin(q: Read, principal: Principal, id: string): Promise<Conversation> {
  const row = await enterConversation(q, principal, id)
  const [conversation] = await toWire(q, principal, [row])
  if (!conversation) throw new ConversationNotFoundError()
  return conversation
}

/** We signed it, so it is one. */
function activityAt([at, id]: readonly unknown[]): ActivityPage['after'] {
  return { at: Number(at), id: String(id) }
}

async function toWire(q: Read, principal: Principal, rows: ConversationRow[]): Promise<Conversation[]> {
  const found = await listLastPreviews(
    q,
    rows.map(({ id }) => id),
  )
  const last = new Map(found.map((message) => [message.conversation_id, message]))
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    other_member_id: otherThan(principal, row.direct_key),
    role: row.role,
    message_count: row.message_count,
    read_number: row.read_number,
    unread: row.read_number === null ? null : row.message_count - row.read_number,
    last_message: lastOnTheWire(last.get(row.id)),
    active_at: new Date(row.active_at).toISOString(),
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  }))
}

/** The ids of both, in their order: there is one direct conversation for two members. */
export function directKeyOf(one: string, other: string): string {
  return [one, other].sort().join(' ')
}

function otherThan(principal: Principal, directKey: string | null): string | null {
  if (directKey === null || principal.kind !== 'session') return null
  return directKey.split(' ').find((id) => id !== principal.member_id) ?? null
}

function lastOnTheWire(row: PreviewRow | undefined): LastMessage | null {
  if (!row) return null
  const { conversation_id: _, created_at, deleted_at, ...message } = row
  return {
    ...message,
    created_at: new Date(created_at).toISOString(),
    deleted_at: deleted_at === null ? null : new Date(deleted_at).toISOString(),
  }
}
