/**
 * What `writeTogether` may do. On Postgres its queries stand between those of others, in one transaction: what
 * one of them locks it would hold against nobody of them. So it may share, and hold nothing for itself.
 */
import type { Capabilities } from './handle.ts'

export class HoldsForItselfError extends Error {
  constructor() {
    super(
      'A db.writeTogether locks nothing for itself, since others may be in the same transaction: use db.write.',
    )
  }
}

const refuse = () => Promise.reject(new HoldsForItselfError())

/** @returns The same, without what holds others off. */
export function onlyAdding(can: Capabilities): Capabilities {
  return {
    ...can,
    lockRows: (tx, table, ids, mode) => (mode === 'update' ? refuse() : can.lockRows(tx, table, ids, mode)),
    lockOrganization: refuse,
    holdName: refuse,
    takeUnindexed: refuse,
    deleteSomeRows: refuse,
  }
}
