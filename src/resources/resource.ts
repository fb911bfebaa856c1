/**
 * What a module keeps, said once. The rooms that serve every noun alike (members, the trash, search,
 * notifications, the clean-up) are handed the list of these and import no noun: src/resources.ts has
 * the list.
 *
 * What can be said in columns is said here; the rules stay code of the module.
 */
import type { Viewer } from '../access/viewer.ts'
import type { Read, Write } from '../db/handle.ts'
import type { Schema } from '../db/schema.ts'

export interface Resource {
  /** As on the wire: `task`. No two have the same. */
  readonly kind: string
  readonly table: keyof Schema
  /** The columns of its primary key; `organization_id, id` where nothing else is said. */
  readonly key?: string
  /** The column that names what it hangs on, such as the task of a comment. */
  readonly parent?: string
  /** By kind, the columns that name another: while one does, that other is not deleted for good. */
  readonly holds?: Readonly<Record<string, string>>
  /** Of which rows the time has come: SQL, in which `:now` is the epoch in milliseconds. */
  readonly over?: string
  /** Where its rows go when they are deleted; its table has `deleted_at` and `deleted_by`, and an index by `trash`. */
  readonly trash?: TrashRules
  /** One who leaves the organization leaves what is in it: coming back does not bring it back. */
  memberLeft?(tx: Write, memberId: string): Promise<void>
}

export interface TrashRules {
  /** What one of them is called: SQL of its columns. */
  readonly name: string
  /** Which of the deleted are there by themselves, and do not come back with another: SQL. */
  readonly only?: string
  /** The column that moves when it comes back, where that makes it another version. */
  readonly version?: string
  /** Why one that others name is not deleted for good (see `holds`), and what to do about it. */
  readonly stillUsed?: string
  /** Those of them that the viewer, who does not see all, might delete, were they not in the trash. */
  mayStillDelete(q: Read, viewer: Viewer, rows: readonly Trashed[]): Promise<ReadonlySet<string>>
  /** @throws AppError where it cannot come back now. */
  assertMayReturn?(tx: Write, row: Trashed): Promise<void>
  /** Brings back what went with it, and records the fact. */
  restored(tx: Write, row: Trashed, at: number): Promise<void>
  /** Records that it is gone for good. */
  purged(tx: Write, row: Trashed): Promise<void>
}

export interface Trashed {
  id: string
  /** What it hangs on, in the trash or not: see `parent`. */
  parent_id: string | null
}

export const ORDINARY_KEY = 'organization_id, id'

/** The kinds of those that say this of themselves. */
export function kindsOf(resources: readonly Resource[], said: keyof Resource): string[] {
  return resources.filter((one) => one[said] !== undefined).map(({ kind }) => kind)
}

/** Whether a row is named by another that holds it: a condition for each that might, of which one is enough. */
export function heldBy(resources: readonly Resource[], { kind, table }: Resource): string[] {
  return resources.flatMap((holder) => {
    const column = holder.holds?.[kind]
    if (column === undefined) return []
    const isSame = `t.organization_id = ${table}.organization_id and t.${column} = ${table}.id`
    return [`exists (select 1 from ${holder.table} t where ${isSame})`]
  })
}

/** @throws Error where two have the same kind. */
export function assertDistinct(resources: readonly Resource[]): void {
  assertEachOnce(resources.map(({ kind }) => `kind ${kind}`))
}

function assertEachOnce(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw new Error(`Two resources have the ${twice}: give each its own.`)
}
