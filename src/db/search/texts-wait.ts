/**
 * Texts are indexed some dozens together (see modules/search/late-indexing.ts). Who looks for texts while
 * some wait begins anew once these are indexed: `Database.onTextsWait`.
 */
import type { Read } from '../handle.ts'
import { statement } from '../statement.ts'

/**
 * More than the longest list of one request leaves there are in the queue after an update: they are the
 * job's, and nobody waits for them.
 */
const MOST_WAITED_FOR = 600

/** Ends a read, which begins anew: it reaches nobody above the database. */
export class TextsWaitError extends Error {}

const countWaiting = statement<{ most: number }, { texts: number }>(`
  select count(*) as texts from (
    select kind from search_queue where organization_id = :organization_id limit cast(:most as int)) as waiting`)

/** @throws TextsWaitError where the read can begin anew. */
export async function amongIndexed<T>(q: Read, find: () => Promise<T>): Promise<T> {
  // Asked first: what is indexed in between is found.
  const [[waiting], found] = await Promise.all([q.all(countWaiting, { most: MOST_WAITED_FOR + 1 }), find()])
  const texts = waiting?.texts ?? 0
  if (texts > 0) q.lackTexts(texts <= MOST_WAITED_FOR)
  return found
}
