/** The texts that content has had. They are for those who may change it: a draft of yesterday is nobody else's. */

import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { type Page, pageBy } from '../../../http/page.ts'
import { NotFoundError } from '../../../lib/app-error.ts'
import { diffLines } from '../../../lib/line-diff.ts'
import { toWire } from '../../../lib/to-wire.ts'
import { changed } from '../changes.ts'
import { enterOwn, enterToChange } from '../content.ts'
import type { Content } from '../schema.ts'
import { writeContent } from '../write-content.ts'
import {
  countRevisions,
  findRevision,
  listRevisions as listRows,
  type RevisionWithBody as RevisionRow,
} from './queries.ts'
import type { Comparison, Revision, RevisionsQuery, RevisionWithBody } from './schema.ts'

/** Where a revision is said to be: nobody takes one of other content for it. */
interface Place {
  content_id: string
  number: number
}

/** The newest first. @throws NotVisibleError, NotYoursError */
export async function listRevisions(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  content_id: string,
  query: RevisionsQuery,
): Promise<Page<Revision>> {
  const { organization_id } = principal
  const inside = <T>(read: (q: Read) => Promise<T>) =>
    db.for(organization_id).read(async (q) => {
      await enterOwn(q, principal, content_id)
      return read(q)
    })
  const name = { organization_id, list: `revisions of content ${content_id}`, sort: '-number' }
  const page = await pageBy(cursors, name, query, {
    read: ({ after, limit }) =>
      inside((q) => listRows(q, { content_id, limit, before: after && Number(after[0]) })),
    positionOf: ({ number }) => [number],
    count: () => inside((q) => countRevisions(q, content_id)),
  })
  return { ...page, items: page.items.map(toWire) }
}

/** @throws NotVisibleError, NotYoursError, NotFoundError */
export async function readRevision(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  place: Place,
): Promise<RevisionWithBody> {
  return db.for(principal.organization_id).read(async (q) => {
    await enterOwn(q, principal, place.content_id)
    return toWire(await found(q, place))
  })
}

/** @param other The number of the other; the newest when left out. @throws NotFoundError */
export async function compareRevisions(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  place: Place,
  other: number | undefined,
): Promise<Comparison> {
  const [before, after] = await db.for(principal.organization_id).read(async (q) => {
    const { revision } = await enterOwn(q, principal, place.content_id)
    return [await found(q, place), await found(q, { ...place, number: other ?? revision })] as const
  })
  const { body: oldBody, ...from } = before
  const { body: newBody, ...to } = after
  return {
    from: toWire(from),
    to: toWire(to),
    title: { before: from.title, after: to.title },
    body: diffLines(oldBody, newBody),
  }
}

/**
 * Brings a text back, as a new revision: what came between stays.
 *
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws NotFoundError
 */
export async function restoreRevision(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: Principal,
  place: Place,
): Promise<Content> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const row = await enterToChange(tx, principal, place.content_id)
    const { title, body } = await found(tx, place)
    const after = changed(row, { title, body }, now)
    const act = { tx, newId, now, principal }
    return toWire(await writeContent(act, { before: row, after, restored_from: place.number }))
  })
}

/** @throws NotFoundError */
async function found(q: Read, { content_id, number }: Place): Promise<RevisionRow> {
  const row = await findRevision(q, content_id, number)
  if (!row) throw new NotFoundError('revision', 'The content has no revision with this number.')
  return row
}
