import type { Act } from '../../access/act.ts'
import type { Principal } from '../../access/principal.ts'
import { actorOf, readViewer, type Viewer } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, pageById } from '../../http/page.ts'
import { NotVisibleError } from '../../lib/app-error.ts'
import { assertUnchanged } from '../../lib/etag.ts'
import { tagOf } from '../../lib/text.ts'
import { toWire } from '../../lib/to-wire.ts'
import { type AssertSeen, inBulk } from '../../resources/bulk.ts'
import { blankContent, changed } from './changes.ts'
import { recordTrashed } from './facts.ts'
import type { Renders } from './html/markdown-renderer.ts'
import { countContent, listContent as listRows } from './list-queries.ts'
import { type ContentWithBody, findContent, putInTrash } from './queries.ts'
import { assertMayChange, maySee } from './rules.ts'
import type {
  Content,
  ContentChanges,
  ContentFormat,
  ContentQuery,
  ContentSummary,
  NewContent,
} from './schema.ts'
import { findIdBySlug } from './slugs.ts'
import { writeContent } from './write-content.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** That which the caller may see. */
export async function listContent(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  { status, kind, author_id, tag, ...query }: ContentQuery,
): Promise<Page<ContentSummary>> {
  const { organization_id } = principal
  const here = db.for(organization_id)
  const filter = { status, kind, author_id, tag: tag && tagOf(tag) }
  const list = `content ${JSON.stringify([status, kind, author_id, tag])}`
  return pageById(cursors, { organization_id, list }, query, {
    read: (page) =>
      here.read(async (q) => (await listRows(q, await readViewer(q, principal), page, filter)).map(toWire)),
    count: () => here.read(async (q) => countContent(q, await readViewer(q, principal), filter)),
  })
}

/** @throws NotVisibleError, TextNotRenderedError */
export async function readContent(
  context: Pick<Base, 'db'> & Renders,
  principal: Principal,
  id: string,
  shown: ContentFormat,
): Promise<Content> {
  const { row } = await context.db.for(principal.organization_id).read((q) => enterContent(q, principal, id))
  return shownAs(context, principal, row, shown)
}

/**
 * @returns The content, or the slug that it has instead of this one.
 * @throws NotVisibleError
 * @throws TextNotRenderedError
 */
export async function readContentBySlug(
  context: Pick<Base, 'db'> & Renders,
  principal: Principal,
  slug: string,
  shown: ContentFormat,
): Promise<Content | { moved_to: string }> {
  const { row } = await context.db.for(principal.organization_id).read(async (q) => {
    const id = await findIdBySlug(q, slug)
    if (id === null) throw new NotVisibleError('content')
    return enterContent(q, principal, id)
  })
  return row.slug === slug ? shownAs(context, principal, row, shown) : { moved_to: row.slug }
}

/**
 * Makes content. It is the member's who makes it, unless another is named.
 *
 * @throws InvalidValueError
 * @throws SlugTakenError
 */
export async function createContent(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: NewContent,
): Promise<Content> {
  const now = clock.now()
  const organization = db.for(principal.organization_id)
  return organization.write((tx) => makeContent({ tx, newId, now, principal }, given))
}

async function makeContent(act: Act, given: NewContent): Promise<Content> {
  const { tx, newId, now, principal } = act
  const viewer = await readViewer(tx, principal)
  const after = changed(blankContent(newId(), viewer.member_id, now), given, now)
  return toWire(await writeContent(act, { before: null, after }))
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 * @throws SlugTakenError
 */
export async function changeContent(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  changes: ContentChanges,
  ifMatch: string | null,
): Promise<Content> {
  const now = clock.now()
  const assertSeen: AssertSeen = (shown) => assertUnchanged(ifMatch, shown)
  const organization = db.for(principal.organization_id)
  return organization.write((tx) => alterContent({ tx, newId, now, principal }, id, changes, assertSeen))
}

async function alterContent(
  act: Act,
  id: string,
  changes: ContentChanges,
  assertSeen: AssertSeen,
): Promise<Content> {
  const row = await enterToChange(act.tx, act.principal, id)
  assertSeen(toWire(row))
  return toWire(await writeContent(act, { before: row, after: changed(row, changes, act.now) }))
}

/** Answers without the texts: a hundred of the longest would be ten megabytes. */
export const contentInBulk = inBulk({
  things: 'content items',
  table: 'content',
  make: async (act, given: NewContent) => withoutText(await makeContent(act, given)),
  change: async (act, id, changes: ContentChanges, assertSeen) =>
    withoutText(await alterContent(act, id, changes, assertSeen)),
})

function withoutText({ body: _, ...summary }: Content): ContentSummary {
  return summary
}

/**
 * Puts content into the trash.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ChangedMeanwhileError
 * @throws NotVisibleError
 * @throws NotYoursError
 */
export async function deleteContent(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    assertUnchanged(ifMatch, toWire(await enterToChange(tx, principal, id)))
    await putInTrash(tx, id, { deleted_at: now, deleted_by: actorOf(principal) })
    await recordTrashed(tx, id, true, now)
  })
}

export interface EnteredContent {
  row: ContentWithBody
  viewer: Viewer
}

/** What the caller may not see is not there. @throws NotVisibleError */
export async function enterContent(q: Read, principal: Principal, id: string): Promise<EnteredContent> {
  const viewer = await readViewer(q, principal)
  const row = await findContent(q, id)
  if (!row || !maySee(viewer, row)) throw new NotVisibleError('content')
  return { row, viewer }
}

/** What the caller may change: of its making, others are told nothing. @throws NotYoursError */
export async function enterOwn(q: Read, principal: Principal, id: string): Promise<ContentWithBody> {
  const { row, viewer } = await enterContent(q, principal, id)
  assertMayChange(principal, viewer, row)
  return row
}

/** As above, and nobody else changes it until the transaction ends. */
export async function enterToChange(tx: Write, principal: Principal, id: string): Promise<ContentWithBody> {
  await tx.lock('content', [id], 'update')
  return enterOwn(tx, principal, id)
}

async function shownAs(
  { markdown }: Renders,
  { organization_id }: Principal,
  row: ContentWithBody,
  { format }: ContentFormat,
): Promise<Content> {
  const { body, ...rest } = row
  if (format !== 'html') return toWire(row)
  return { ...toWire(rest), ...(await markdown.render(organization_id, body)) }
}
