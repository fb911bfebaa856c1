import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'
import { batchStatement } from '../../db/statement.ts'
import type { ContentStatus } from './schema.ts'

export interface ContentRow {
  id: string
  title: string
  slug: string
  kind: string
  status: ContentStatus
  author_id: string | null
  tags: string[]
  revision: number
  published_at: number | null
  publish_at: number | null
  created_at: number
  updated_at: number
}

export interface ContentWithBody extends ContentRow {
  body: string
}

/** One that is not in the trash, whoever may see it. */
export async function findContent(q: Read, id: string): Promise<ContentWithBody | null> {
  const [row] = await selectContent(q, { id })
  return row ? (asRow(row) as ContentWithBody) : null
}

const selectContent = query((q, { id }: Slots<{ id: string }>) => {
  const { content } = q.tables
  return q
    .select({ ...columnsOf(content), body: content.body })
    .from(content)
    .where(and(live(q), eq(content.id, id)))
})

/** What decides who sees it. */
export interface ContentPlace {
  id: string
  kind: string
  status: string
  author_id: string | null
}

/** Those of them that are not in the trash, or are, whoever may see them. */
export async function listContentPlaces(
  q: Read,
  ids: readonly string[],
  which: 'live' | 'trashed' = 'live',
): Promise<ContentPlace[]> {
  return ids.length === 0 ? [] : selectPlaces(q, { ids }, { which })
}

const selectPlaces = query(
  (q, { ids }: Slots<{ ids: readonly string[] }>, { which }: { which: 'live' | 'trashed' }) => {
    const { content: c } = q.tables
    const isWanted = which === 'live' ? isNull(c.deleted_at) : isNotNull(c.deleted_at)
    const { id, kind, status, author_id } = c
    return q
      .select({ id, kind, status, author_id })
      .from(c)
      .where(and(q.mine(c), isWanted, q.can.oneOf(id, ids)))
  },
)

/** Without its text. */
export function columnsOf(content: Reading['tables']['content']) {
  const { id, title, slug, kind, status, author_id, tags, revision } = content
  const { published_at, publish_at, created_at, updated_at } = content
  const times = { published_at, publish_at, created_at, updated_at }
  return { id, title, slug, kind, status, author_id, tags, revision, ...times }
}

export function live(q: Reading) {
  const { content } = q.tables
  return and(q.mine(content), isNull(content.deleted_at))
}

/** The column is a text; only the words of the schema are ever written there. */
export function asRow<Row extends { status: string }>(row: Row) {
  return { ...row, status: row.status as ContentStatus }
}

export const insertContent = mutation((q, content: Slots<ContentWithBody>) => {
  const { created_at, id } = content
  const values = { ...changing(content), created_at, organization_id: q.organization_id }
  return q.insert(q.tables.content).values({ ...values, id })
})

/** Of whatever version: the caller has locked it. */
export const updateContent = mutation((q, row: Slots<ContentWithBody>) => {
  const { content } = q.tables
  return q
    .update(content)
    .set(changing(row))
    .where(and(q.mine(content), eq(content.id, row.id)))
})

/** What of it may change. */
function changing(content: Slots<ContentWithBody>) {
  const { title, body, slug, kind, status, author_id, tags, revision } = content
  const { published_at, publish_at, updated_at } = content
  return { title, body, slug, kind, status, author_id, tags, revision, published_at, publish_at, updated_at }
}

/** @returns Whether it was not there already. */
export async function putInTrash(
  tx: Write,
  id: string,
  deleted: { deleted_at: number; deleted_by: string },
): Promise<boolean> {
  return (await discard(tx, { ...deleted, id })).length > 0
}

const discard = mutation((q, slots: Slots<{ id: string; deleted_at: number; deleted_by: string }>) => {
  const { content } = q.tables
  const { id, deleted_at, deleted_by } = slots
  return q
    .update(content)
    .set({ deleted_at, deleted_by })
    .where(and(live(q), eq(content.id, id)))
    .returning({ id: content.id })
})

export const deleteTags = mutation((q, { content_id }: Slots<{ content_id: string }>) => {
  const { content_tags } = q.tables
  return q.delete(content_tags).where(and(q.mine(content_tags), eq(content_tags.content_id, content_id)))
})

export const insertTags = batchStatement({ content_id: 'text', tag: 'text' })(`
  insert into content_tags (organization_id, content_id, tag)
  select :organization_id, r.content_id, r.tag from :rows as r where true`)

/** In the order in which it came, whoever may see it. */
export async function listContentAfter(
  q: Read,
  page: { after: string; limit: number },
): Promise<ContentWithBody[]> {
  return (await selectAfter(q, page)).map((row) => asRow(row) as ContentWithBody)
}

const selectAfter = query((q, { after, limit }: Slots<{ after: string; limit: number }>) => {
  const { content } = q.tables
  return q
    .select({ ...columnsOf(content), body: content.body })
    .from(content)
    .where(and(live(q), gt(content.id, after)))
    .orderBy(asc(content.id))
    .limit(limit)
})
