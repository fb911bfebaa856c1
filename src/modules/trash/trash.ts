/**
 * What was deleted, for 30 days. Admins (and keys, which act for the organization) see and bring back
 * everything, others what they have put there themselves: see rules.ts.
 */

import { may, type Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { OrganizationDatabase } from '../../db/database.ts'
import type { Write } from '../../db/handle.ts'
import { type Page, pageBy } from '../../http/page.ts'
import { assertNamedOnce } from '../../lib/bulk-refused.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { toWire } from '../../lib/to-wire.ts'
import { allOrNone } from '../../resources/bulk.ts'
import { NotInTrashError, StillUsedError } from './errors.ts'
import type { TrashKinds, TrashRow } from './queries.ts'
import { assertMayStill, thoseOfStill } from './rules.ts'
import type { TrashItem, TrashQuery } from './schema.ts'

export const KEPT_MS = 30 * 86_400_000
const PASSED_OVER_AT_ONCE = 500

interface Trash {
  trash: TrashKinds
}

/** When something was deleted, and its id. */
interface Place {
  at: number
  id: string
}

/** Behind every instant. */
const NOW_ON: Place = { at: Number.MAX_SAFE_INTEGER, id: '' }

export async function listTrashItems(
  { db, cursors, trash }: Pick<Base, 'db' | 'cursors'> & Trash,
  principal: Principal,
  query: TrashQuery,
): Promise<Page<TrashItem>> {
  const { organization_id } = principal
  const list = { organization_id, list: `trash of ${seenBy(principal) || 'all'}`, sort: '-deleted_at' }
  const page = await pageBy(cursors, list, query, {
    read: ({ after, limit }) =>
      listStill(db.for(organization_id), trash, principal, after ? placeAt(after) : NOW_ON, limit),
    positionOf: ({ deleted_at, id }) => [deleted_at, id],
  })
  return { ...page, items: page.items.map(wireOf) }
}

/** What the caller may do nothing about any more is passed over, bit by bit, so that nobody is held for long. */
async function listStill(
  here: OrganizationDatabase,
  trash: TrashKinds,
  principal: Principal,
  before: Place,
  limit: number,
): Promise<TrashRow[]> {
  const found: TrashRow[] = []
  let [last, step] = [before, limit]
  while (true) {
    const { rows, still } = await here.read(async (q) => {
      const rows = await trash.list(q, seenBy(principal), last, step)
      return { rows, still: await thoseOfStill(q, trash, principal, rows) }
    })
    found.push(...still)
    const end = rows.at(-1)
    if (found.length >= limit || !end || rows.length < step) return found.slice(0, limit)
    last = { at: end.deleted_at, id: end.id }
    step = PASSED_OVER_AT_ONCE
    await nextTurn()
  }
}

/** We signed it, so it is one. */
function placeAt([at, id]: readonly unknown[]): Place {
  return { at: Number(at), id: String(id) }
}

/**
 * Brings something back, with what went with it.
 *
 * @throws NotInTrashError
 * @throws AppError of its own where it cannot come back now.
 */
export async function restoreItem(
  { db, clock, trash }: Pick<Base, 'db' | 'clock'> & Trash,
  principal: Principal,
  id: string,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    await restoreRow(tx, trash, principal, await trash.find(tx, seenBy(principal), id), now)
  })
}

/** In their order, each as by itself: all of them, or none. @throws BulkRefusedError */
export async function restoreItems(
  { db, clock, trash }: Pick<Base, 'db' | 'clock'> & Trash,
  principal: Principal,
  ids: readonly string[],
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const rows = new Map<string, TrashRow>()
    for (const id of ids) {
      const row = await trash.find(tx, seenBy(principal), id)
      if (row) rows.set(id, row)
    }
    // Two requests that name the same in another order wait for each other here, and nowhere else.
    await trash.lock(tx, rows.values())
    const restoreOne = async (id: string, index: number) => {
      assertNamedOnce(ids, index)
      await restoreRow(tx, trash, principal, rows.get(id) ?? null, now)
    }
    await allOrNone('things', ids, restoreOne, { ids, taken: 204 })
  })
}

async function restoreRow(
  tx: Write,
  trash: TrashKinds,
  principal: Principal,
  row: TrashRow | null,
  now: number,
): Promise<void> {
  if (!row) throw new NotInTrashError()
  await assertMayStill(tx, trash, principal, row)
  const { kind, id } = row
  const rules = trash.rulesOf(kind)
  await rules.assertMayReturn?.(tx, row)
  // Somebody else was quicker, with this or with the end of it: what is gone for good does not count.
  if (!(await trash.restore(tx, row))) throw new NotInTrashError()
  if (rules.restored) await rules.restored(tx, row, now)
  else await tx.record({ kind, id, verb: 'restored' })
  tx.audit({ kind, id, verb: 'restored' })
}

/**
 * Deletes something for good.
 *
 * @throws NotInTrashError
 * @throws StillUsedError
 */
export async function purgeItem(
  { db, trash }: Pick<Base, 'db'> & Trash,
  principal: Principal,
  id: string,
): Promise<void> {
  await db.for(principal.organization_id).write(async (tx) => {
    const row = await trash.find(tx, seenBy(principal), id)
    if (!row) throw new NotInTrashError()
    await assertMayStill(tx, trash, principal, row)
    const rules = trash.rulesOf(row.kind)
    if (await trash.isHeld(tx, row)) throw new StillUsedError(rules.stillUsed)
    if (!(await trash.purge(tx, row))) throw new NotInTrashError()
    if (rules.purged) await rules.purged(tx, row)
    else await tx.record({ kind: row.kind, id, verb: 'purged' })
    // Not what it was called, which is gone for good with it.
    tx.audit({ kind: row.kind, id, verb: 'purged' })
  })
}

/** The member whose things alone the caller sees; empty for everybody's. */
function seenBy(principal: Principal): string {
  if (principal.kind === 'api_key' || may(principal, 'organization.write')) return ''
  return principal.member_id
}

function wireOf({ id, kind, name, deleted_at, deleted_by }: TrashRow): TrashItem {
  return toWire({ id, kind, name, deleted_at, deleted_by, gone_at: deleted_at + KEPT_MS })
}
