/**
 * What `writeTogether` may do. On Postgres its queries stand between those of others, in one transaction: what
 * one of them locks it would hold against nobody of them. So it may share, and hold for itself but the one row
 * that it has named: this is locked first of all, and nobody else with it is in the same transaction.
 */
import type { Capabilities, HeldRow } from './handle.ts'

export class HoldsForItselfError extends Error {
  constructor() {
    super(
      'A db.writeTogether locks nothing for itself but the row that it has named, since others may be in the same transaction: use db.write.',
    )
  }
}

const refuse = () => Promise.reject(new HoldsForItselfError())

/** @returns The same, without what would hold others off. */
export function besideOthers(can: Capabilities, holds?: HeldRow): Capabilities {
  const isHeld = (table: string, ids: readonly string[]) =>
    table === holds?.table && ids.every((id) => id === holds.id)
  return {
    ...can,
    lockRows: (tx, table, ids, mode) => {
      if (mode === 'share') return can.lockRows(tx, table, ids, mode)
      return isHeld(table, ids) ? Promise.resolve() : refuse()
    },
    lockOrganization: refuse,
    holdName: refuse,
    takeUnindexed: refuse,
    deleteSomeRows: refuse,
  }
}
