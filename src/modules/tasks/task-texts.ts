/** What tasks say, for those who see them. */

import type { Principal } from '../../access/principal.ts'
import { readViewer, type Viewer } from '../../access/viewer.ts'
import type { Read } from '../../db/handle.ts'
import { listTaskTexts } from './list/list-queries.ts'

/** Of those among them that the caller sees now, by id. */
export async function titlesSeen(
  q: Read,
  principal: Principal,
  ids: string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const viewer = await readViewer(q, principal)
  const texts = await taskTextsSeenBy(q, viewer, ids, 0)
  return new Map(texts.map(({ id, title }) => [id, title]))
}

/** The texts of those of these tasks that are seen, up to a length. */
export function taskTextsSeenBy(q: Read, viewer: Viewer, ids: string[], length: number) {
  return listTaskTexts(q, viewer, ids, length)
}
