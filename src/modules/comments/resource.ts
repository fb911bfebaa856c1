/** What comments on a thing are to the rooms that serve all nouns alike: seen by whoever sees the thing. */
import type { Permission } from '../../access/principal.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Read, Write } from '../../db/handle.ts'
import type { Schema } from '../../db/schema.ts'
import {
  MENTIONS,
  type Resource,
  type Thing,
  type Trashed,
  type Visibility,
} from '../../resources/resource.ts'
import { placesOf } from './queries.ts'

interface SeenWithThing {
  table: keyof Schema
  /** The column that names the thing. */
  parent: string
  requires: Permission
  /** Which of the things the viewer sees. */
  seen(q: Read, viewer: Viewer, ids: readonly string[]): Promise<readonly string[]>
  /** What is deleted is gone. */
  hasNoTrash?: true
}

interface OnThing extends SeenWithThing {
  kind: string
  /** In the index of the search. */
  code: string
  /** Of `parent`, where it is told of what is found. */
  described: string
  /** With which one deletes them, where it is not that of the trash itself. */
  deleting?: Permission
  /** From which, in the trash or not, the viewer may still take what was deleted there. */
  still(q: Read, viewer: Viewer, ids: readonly string[]): Promise<Iterable<string>>
  /** @throws InTrashError */
  assertIsThere(tx: Write, id: string): Promise<void>
}

export function commentResource(on: OnThing): Resource {
  const { kind, table, code, parent } = on
  const mayStillDelete = async (q: Read, viewer: Viewer, rows: readonly Trashed[]) => {
    const still = new Set(await on.still(q, viewer, [...new Set(rows.map(parentOf))]))
    return new Set(rows.filter((row) => still.has(parentOf(row))).map(({ id }) => id))
  }
  return {
    kind,
    table,
    key: `organization_id, ${parent}, id`,
    parent,
    visibility: seenWithThing(on),
    text: { code, body: 'body', refs: { [parent]: on.described } },
    told: true,
    notices: MENTIONS,
    trash: {
      ...(on.deleting && { requires: on.deleting }),
      name: 'substr(body, 1, 100)',
      mayStillDelete,
      assertMayReturn: (tx, row) => on.assertIsThere(tx, parentOf(row)),
    },
  }
}

/** What is on a thing is seen by whoever sees the thing. */
export function seenWithThing({ table, parent, requires, seen, hasNoTrash }: SeenWithThing): Visibility {
  const among = (listPlaces: ReturnType<typeof placesOf>) => {
    return async (q: Read, viewer: Viewer, things: readonly Thing[]) => {
      const places = await listPlaces(q, things)
      if (places.length === 0) return new Set<string>()
      const on = new Set(await seen(q, viewer, [...new Set(places.map(({ parent_id }) => parent_id))]))
      return new Set(places.filter(({ parent_id }) => on.has(parent_id)).map(({ id }) => id))
    }
  }
  if (hasNoTrash) return { requires, seenBy: among(placesOf(table, parent, 'all')) }
  return {
    requires,
    seenBy: among(placesOf(table, parent)),
    deletedSeenBy: among(placesOf(table, parent, 'trashed')),
  }
}

/** The column is never `null`. */
function parentOf({ parent_id }: Trashed): string {
  return parent_id ?? ''
}
