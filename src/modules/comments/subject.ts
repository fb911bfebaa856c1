/** What is commented on: what it says of itself for its comments to be kept by the same code as all others. */
import type { Principal } from '../../access/principal.ts'
import type { LockableTable, Read, Write } from '../../db/handle.ts'

export interface Subject<Parent extends string, Entered> {
  /** As a resource, and in the log of changes: `comment`. */
  readonly kind: string
  /** What members are said to do with it: `comment.created`. */
  readonly act: string
  /** Which thing they are on, as in what notifications name: `task`. */
  readonly of: string
  readonly table: LockableTable
  /** The column, and the key on the wire, that names the thing. */
  readonly parent: Parent
  /** The table of the things, where changes of one thing's comments wait for each other. */
  readonly locks?: LockableTable
  /** Begins the code of the refusal of those who may not change one. */
  readonly refusedAs: string
  readonly whoMayDelete: string
  /** @throws NotVisibleError */
  enter(q: Read, principal: Principal, id: string, at: number): Promise<Entered>
  /** Refuses more about a thing of which no more is kept. It is locked, so that it stays as it is. */
  assertTakesMore?(entered: Entered): void
  /** Whether the caller may delete what others have written about it. */
  mayDeleteAny(principal: Principal, entered: Entered): boolean
  /** Those of the members who see it. */
  whoSees(tx: Write, entered: Entered, memberIds: readonly string[]): Promise<readonly string[]>
}

export interface CommentRow {
  id: string
  parent_id: string
  author_id: string | null
  api_key_id: string | null
  body: string
  created_at: number
  edited_at: number | null
}

/** Where a comment is said to be: nobody takes one of another thing for it. */
export interface Place {
  parent_id: string
  id: string
}

export interface CommentOnWire {
  id: string
  author_id: string | null
  api_key_id: string | null
  body: string
  created_at: string
  edited_at: string | null
}

export type Comment<Parent extends string> = CommentOnWire & Record<Parent, string>
