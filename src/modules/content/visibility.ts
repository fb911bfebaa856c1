/** What others ask about content: what it is, whose, and whether it is open to all. */
import type { Read } from '../../db/handle.ts'
import { type ContentPlace, listContentPlaces } from './queries.ts'

/** Those of them that are not in the trash, whoever may see them. */
export async function contentWithin(
  q: Read,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ContentPlace>> {
  return new Map((await listContentPlaces(q, ids)).map((row) => [row.id, row]))
}
