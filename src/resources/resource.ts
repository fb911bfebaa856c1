/**
 * What a module keeps, said once. The rooms that serve every noun alike (members, the trash, search,
 * notifications, the clean-up) are handed the list of these and import no noun: src/resources.ts has
 * the list.
 *
 * What can be said in columns is said here; the rules stay code of the module.
 */
import type { Permission } from '../access/principal.ts'
import type { Viewer } from '../access/viewer.ts'
import type { InstanceWrite, Read, Write } from '../db/handle.ts'
import type { Schema } from '../db/schema.ts'
import type { TextSource } from '../db/search/texts.ts'

export interface Resource {
  /** As on the wire: `task`. No two have the same. */
  readonly kind: string
  readonly table: keyof Schema
  /** The column that says what it is called; `null` in it where one has no name. */
  readonly name?: string
  /** The columns of its primary key; `organization_id, id` where nothing else is said. */
  readonly key?: string
  /** The column that names what it hangs on, such as the task of a comment. */
  readonly parent?: string
  /** By kind, the columns that name another: while one does, that other is not deleted for good. */
  readonly holds?: Readonly<Record<string, string>>
  /** Who sees which of them. Where nothing is said, nobody is shown one by those rooms. */
  readonly visibility?: Visibility
  /** What of them is searched; takes a `visibility`, and a column `created_at`. */
  readonly text?: Searched
  /** Members are told of it: notifications then name it, a task as `task_id`. */
  readonly told?: true
  /** The kinds of notifications that come of it, each with what a member switches on or off by it. */
  readonly notices?: Readonly<Record<string, string>>
  /** Of which rows the time has come: SQL, in which `:now` is the epoch in milliseconds. */
  readonly over?: string
  /** Deletes up to so many of them, where they are found by other ways than a condition on each. @returns How many. */
  deleteOver?(tx: InstanceWrite, now: number, most: number): Promise<number>
  /** Where its rows go when they are deleted; its table has `deleted_at` and `deleted_by`, and an index by `trash`. */
  readonly trash?: TrashRules
  /** Its schemas, by their names in the OpenAPI document. */
  readonly wire?: Readonly<Record<string, unknown>>
  /** What becomes of it, where that is not what `verbsOf` says of itself: webhooks are told of nothing else. */
  readonly verbs?: readonly string[]
  /** One who leaves the organization leaves what is in it: coming back does not bring it back. */
  memberLeft?(tx: Write, memberId: string): Promise<void>
}

export interface Visibility {
  /** Without it, one sees none of them. */
  readonly requires: Permission
  /**
   * Who sees everything sees all of them that are not in the trash: of each it is said by its own row, and
   * needs not be asked before that is read.
   */
  readonly allButTrash?: true
  /** Those of them that the viewer sees, what is in the trash never among them. */
  seenBy(q: Read, viewer: Viewer, things: readonly Thing[]): Promise<ReadonlySet<string>>
  /**
   * All that the viewer sees, by their ids, where that is found out cheaply and is no more than so many;
   * else `null`. What is said once spares asking for each of what is found, of which little may be seen.
   */
  fewSeenBy?(q: Read, viewer: Viewer, most: number): Promise<readonly string[] | null>
  /**
   * Those of them that are deleted, and that the viewer would see, were they not: whom it is told that they
   * are. Where nothing is said, whoever finds them in the trash.
   */
  deletedSeenBy?(q: Read, viewer: Viewer, things: readonly Thing[]): Promise<ReadonlySet<string>>
}

export interface Thing {
  id: string
  /** What it hangs on, where that is known already: see `parent`. */
  parent_id?: string | null
}

export interface Searched {
  /**
   * A small letter or digit that stands before its words in the index. No two have the same, and one that
   * has been in use is not given to another.
   */
  readonly code: string
  /** A column, besides the name. Another takes a higher `SEARCH_VERSION`, so that all is indexed anew. */
  readonly body: string
  /** Columns that are told of what is found, each with its description. */
  readonly refs?: Readonly<Record<string, string>>
}

export interface TrashRules {
  /** The permission with which one deletes them, where it is not that of the trash itself. To see them is asked for anyway. */
  readonly requires?: Permission
  /** What it is called there, where it has no name: SQL of its columns. */
  readonly name?: string
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
  /** Brings back what went with it, and records the fact; where left out, that it was restored is recorded. */
  restored?(tx: Write, row: Trashed, at: number): Promise<void>
  /** Records that it is gone for good, where there is more to say than that. */
  purged?(tx: Write, row: Trashed): Promise<void>
}

export interface Trashed {
  id: string
  /** What it hangs on, in the trash or not: see `parent`. */
  parent_id: string | null
}

/** Of nouns in whose texts members are mentioned. */
export const MENTIONS = { mention: 'You were mentioned.' } as const

export const ORDINARY_KEY = 'organization_id, id'

/** What may become of it, in the words of the log of changes. */
export function verbsOf({ verbs, trash }: Pick<Resource, 'verbs' | 'trash'>): readonly string[] {
  return verbs ?? (trash ? [...ORDINARY_VERBS, ...TRASH_VERBS] : ORDINARY_VERBS)
}

export const ORDINARY_VERBS = ['created', 'changed', 'deleted'] as const
export const TRASH_VERBS = ['restored', 'purged'] as const

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

/** Where the texts are that are searched. */
export function textSources(resources: readonly Resource[]): TextSource[] {
  return resources.flatMap(({ kind, table, name: title = null, parent = null, text }) => {
    if (!text) return []
    const { code, body } = text
    return [{ kind, code, table, title, body, parent }]
  })
}

/** @throws Error where two have the same kind or code, or a code is no letter. */
export function assertDistinct(resources: readonly Resource[]): void {
  const codes = textSources(resources).map(({ code }) => code)
  assertEachOnce([...resources.map(({ kind }) => `kind ${kind}`), ...codes.map((code) => `code ${code}`)])
  // Of two that begin alike, words of the one would be found as words of the other.
  const wrong = codes.find((code) => !/^[a-z0-9]$/.test(code))
  if (wrong !== undefined) throw new Error(`"${wrong}" is no code: take one small letter or digit.`)
}

function assertEachOnce(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw new Error(`Two resources have the ${twice}: give each its own.`)
}
