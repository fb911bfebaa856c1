/** What has files: what it says of itself for them to be kept by the same code as all others. */
import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { FileTable } from '../../db/file-tables.ts'
import type { LockableTable, Read } from '../../db/handle.ts'
import type { ReceivedFile } from '../../lib/received-file.ts'

export interface Subject<Parent extends string, Entered> {
  /** Of a file, as a resource and in the log of changes: `application_file`. */
  readonly kind: string
  /** Which thing they are of: `application`. */
  readonly of: string
  readonly table: FileTable
  /** The column, and the key on the wire, that names the thing. */
  readonly parent: Parent
  /** The table of the things: changes of one thing's files wait for each other. */
  readonly locks: LockableTable
  /** Begins the code of the refusal of those who may not delete one. */
  readonly refusedAs: string
  readonly whoMayDelete: string
  /** How many files a thing may have. */
  most(config: Base['config']): number
  /** As what a file that came is kept; else what is wrong with it. */
  judge(file: ReceivedFile): TakenFile | string
  /** @throws NotVisibleError */
  enter(q: Read, principal: Principal, id: string, at: number): Promise<Entered>
  /** Refuses more for a thing that takes no more, or from this caller. It is locked, so that it stays as it is. */
  assertTakesMore(entered: Entered): void
  /** Whether the caller may delete what others have sent. */
  mayDeleteAny(entered: Entered): boolean
  /** What the thing's own followers are told, where a file that is gone leads nobody to it any more. */
  readonly deletedAs?: { kind: string; verb: string }
  /** What the audit log tells of one that is deleted. */
  audited(row: FileRow): Record<string, unknown>
}

export type TextState = 'pending' | 'ready' | 'failed' | 'none'

export interface FileRow {
  id: string
  parent_id: string
  name: string
  media_type: string
  bytes: number
  sha256: string
  text_state: TextState
  /** The member, or the API key; `null` for who is neither. */
  created_by: string | null
  created_at: number
}

/** Where a file is said to be: nobody takes one of another thing for it. */
export interface Place {
  parent_id: string
  id: string
}

/** One that came, and is taken. */
export interface TakenFile {
  name: string
  media_type: string
  sha256: string
  content: Uint8Array
  text_state: TextState
  /** What of its text is known at once. */
  body: string
}

export interface FileOnWire {
  id: string
  name: string
  media_type: string
  bytes: number
  text: TextState
  created_by: string | null
  created_at: string
}

export type FileOf<Parent extends string> = FileOnWire & Record<Parent, string>
