/** What labels of tasks look like, and mean. Tasks have them by name: what happens here changes no task. */
import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { UniqueViolationError } from '../../db/errors.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NameTakenError, NotFoundError } from '../../lib/app-error.ts'
import { assertUnchanged } from '../../lib/etag.ts'
import { fold } from '../../lib/fold.ts'
import { nextVersion } from '../../lib/news.ts'
import { assertStorable, tagOf } from '../../lib/text.ts'
import { toWire } from '../../lib/to-wire.ts'
import { insertLabel, type LabelRow, labels, deleteLabel as remove, updateLabel } from './queries.ts'
import type { Label, LabelChanges, NewLabel } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

export async function listLabels(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  { organization_id }: Principal,
  query: PageQuery,
): Promise<Page<Label>> {
  const here = db.for(organization_id)
  return pageById(cursors, { organization_id, list: 'labels' }, query, {
    read: async (page) => (await here.read((q) => labels.list(q, page))).map(toWire),
    count: () => here.read(labels.count),
  })
}

/** @throws NotFoundError */
export async function readLabel({ db }: Pick<Base, 'db'>, by: Principal, id: string): Promise<Label> {
  return toWire(await db.for(by.organization_id).read((q) => found(q, id)))
}

/** @throws NameTakenError, InvalidValueError */
export function createLabel(context: Needs, by: Principal, given: NewLabel): Promise<Label> {
  return writeLabel(context, by, async (tx, now) => {
    const { name, color, description = '' } = sound(given)
    // In the order in which it is read, of which the tag is made.
    const row = { id: context.newId(), name, color, description, created_at: now, updated_at: now }
    await insertLabel(tx, { ...row, folded_name: fold(row.name) })
    await tx.record({ kind: 'label', id: row.id, verb: 'created' })
    return toWire(row)
  })
}

/** @throws NotFoundError, NameTakenError, ChangedMeanwhileError, InvalidValueError */
export function changeLabel(
  context: Needs,
  by: Principal,
  id: string,
  changes: LabelChanges,
  ifMatch: string | null,
): Promise<Label> {
  return writeLabel(context, by, async (tx, now) => {
    await tx.lock('labels', [id], 'update')
    const row = await found(tx, id)
    assertUnchanged(ifMatch, toWire(row))
    const after = nextVersion(row, sound(changes), now)
    if (after === null) return toWire(row)
    await updateLabel(tx, { ...after, folded_name: fold(after.name) })
    await tx.record({ kind: 'label', id, verb: 'changed' })
    return toWire(after)
  })
}

/** @throws NotFoundError, ChangedMeanwhileError */
export async function deleteLabel(
  { db }: Pick<Base, 'db'>,
  by: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  await db.for(by.organization_id).write(async (tx) => {
    if (ifMatch !== null) await tx.lock('labels', [id], 'update')
    assertUnchanged(ifMatch, toWire(await found(tx, id)))
    await remove(tx, { id })
    await tx.record({ kind: 'label', id, verb: 'deleted' })
  })
}

type Writing = (tx: Write, now: number) => Promise<Label>

async function writeLabel({ db, clock }: Needs, by: Principal, write: Writing): Promise<Label> {
  try {
    return await db.for(by.organization_id).write((tx) => write(tx, clock.now()))
  } catch (error) {
    throw error instanceof UniqueViolationError ? new NameTakenError('label') : error
  }
}

/** @throws InvalidValueError */
function sound<Given extends LabelChanges>(given: Given): Given {
  assertStorable(given)
  return { ...given, ...(given.name && { name: tagOf(given.name) }) }
}

async function found(q: Read, id: string): Promise<LabelRow> {
  const row = await labels.find(q, id)
  if (!row) throw new NotFoundError('label')
  return row
}
