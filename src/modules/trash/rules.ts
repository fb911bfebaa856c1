/**
 * Who has deleted something brings it back, or deletes it for good, as long as deleting it is allowed
 * still: what one was allowed once does not lie in the trash.
 */

import { may, type Principal } from '../../access/principal.ts'
import { readViewer } from '../../access/viewer.ts'
import type { Read, Write } from '../../db/handle.ts'
import { NotInTrashError } from './errors.ts'
import type { TrashKinds, TrashRow } from './queries.ts'

/** @throws NotInTrashError */
export async function assertMayStill(
  tx: Write,
  kinds: TrashKinds,
  principal: Principal,
  row: TrashRow,
): Promise<void> {
  const [still] = await thoseOfStill(tx, kinds, principal, [row])
  if (!still) throw new NotInTrashError()
}

/** Those of them that the caller may bring back and delete for good: of many as cheaply as of one. */
export async function thoseOfStill(
  q: Read,
  kinds: TrashKinds,
  principal: Principal,
  rows: readonly TrashRow[],
): Promise<readonly TrashRow[]> {
  const viewer = await readViewer(q, principal)
  const still = new Set<TrashRow>()
  for (const [kind, some] of Map.groupBy(rows, (row) => row.kind)) {
    if (!kinds.requirementsOf(kind).every((permission) => may(principal, permission))) continue
    const ids = viewer.seesAll ? null : await kinds.rulesOf(kind).mayStillDelete(q, viewer, some)
    for (const row of some) if (!ids || ids.has(row.id)) still.add(row)
  }
  return rows.filter((row) => still.has(row))
}
