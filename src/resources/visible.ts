/** What a caller sees of what there is, whatever it is. */
import { may, type Principal } from '../access/principal.ts'
import { readViewer, type Viewer } from '../access/viewer.ts'
import type { Read } from '../db/handle.ts'
import { listColumns } from '../db/named-columns.ts'
import type { Resource, Thing } from './resource.ts'

/** Whom something is shown to. */
export interface Asker {
  principal: Principal
  viewer: Viewer
}

export async function readAsker(q: Read, principal: Principal): Promise<Asker> {
  return { principal, viewer: await readViewer(q, principal) }
}

/** Those of these things of one kind that the caller sees, by their ids. */
export async function seenOf(
  q: Read,
  { principal, viewer }: Asker,
  { visibility }: Resource,
  things: readonly Thing[],
): Promise<ReadonlySet<string>> {
  if (things.length === 0 || !visibility || !may(principal, visibility.requires)) return new Set()
  return visibility.seenBy(q, viewer, things)
}

/** Whether the caller sees all of one kind that are not in the trash, so that their rows say it. */
export function seesAllButTrash({ principal, viewer }: Asker, { visibility }: Resource): boolean {
  return viewer.seesAll && visibility?.allButTrash === true && may(principal, visibility.requires)
}

/** All of one kind that the caller sees, where that is no more than so many and cheap to say; else `null`. */
export async function fewSeenOf(
  q: Read,
  { principal, viewer }: Asker,
  { visibility }: Resource,
  most: number,
): Promise<readonly string[] | null> {
  if (!visibility?.fewSeenBy || !may(principal, visibility.requires)) return null
  return visibility.fewSeenBy(q, viewer, most)
}

/** What those of them are called that the caller sees, by their ids. */
export async function namesSeen(
  q: Read,
  asker: Asker,
  resource: Resource,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { table, name } = resource
  const things = ids.map((id) => ({ id }))
  const seen = name === undefined ? [] : [...(await seenOf(q, asker, resource, things))]
  if (name === undefined || seen.length === 0) return new Map()
  const rows = await listColumns(q, { ids: seen, length: 0 }, { table, columns: [name] })
  // It is a text, or nothing.
  return new Map(rows.flatMap((row) => (row[name] === null ? [] : [[String(row.id), String(row[name])]])))
}
