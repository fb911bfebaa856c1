/** Which labels the tasks have that somebody sees: a label tells nobody of a task that they do not see. */
import type { Principal } from '../../../access/principal.ts'
import { readPerspective, type Viewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { OrganizationDatabase } from '../../../db/database.ts'
import type { Read } from '../../../db/handle.ts'
import { type Page, pageBy } from '../../../http/page.ts'
import { nextTurn } from '../../../lib/next-turn.ts'
import { listLabelled, listSeenOf } from '../list/list-queries.ts'
import type { TaskLabel, TaskLabelsQuery } from '../schema.ts'
import { labelsAfter, newestLabelled } from './queries.ts'

/** A label that none of its newest tasks shows to somebody is left out: to look at all might take long. */
const LOOKED_AT = 200

type Needs = Pick<Base, 'db' | 'clock' | 'cursors'>

export async function listTaskLabels(
  { db, clock, cursors }: Needs,
  principal: Principal,
  query: TaskLabelsQuery,
): Promise<Page<TaskLabel>> {
  const { organization_id } = principal
  const name = { organization_id, list: 'labels of tasks', sort: 'label' }
  const here = db.for(organization_id)
  const viewer = await here.read(async (q) => (await readPerspective(q, principal, clock.now())).viewer)
  return pageBy(cursors, name, query, {
    read: ({ after, limit }) => listSeen(here, viewer, after ? String(after[0]) : '', limit),
    positionOf: ({ label }) => [label],
  })
}

/** What is not seen is passed over, bit by bit, so that nobody is held for long. */
async function listSeen(
  here: OrganizationDatabase,
  viewer: Viewer,
  after: string,
  limit: number,
): Promise<TaskLabel[]> {
  const found: string[] = []
  for (let last: string | undefined = after; last !== undefined; await nextTurn()) {
    const { labels, seen } = await here.read((q) => step(q, viewer, last ?? '', limit))
    for (const label of labels) {
      if (seen.has(label) || (await isSeen(here, viewer, label))) found.push(label)
    }
    if (found.length >= limit || labels.length < limit) break
    last = labels.at(-1)
  }
  return found.slice(0, limit).map((label) => ({ label }))
}

/** The next labels, and which of them the newest task shows that has each. */
async function step(q: Read, viewer: Viewer, after: string, limit: number) {
  const labels = await labelsAfter(q, after, limit)
  const newest = await newestLabelled(q, labels)
  const tasks = new Set(await listSeenOf(q, viewer, [...new Set(newest.map(({ task_id }) => task_id))]))
  const seen = new Set(newest.filter(({ task_id }) => tasks.has(task_id)).map(({ label }) => label))
  return { labels, seen }
}

async function isSeen(here: OrganizationDatabase, viewer: Viewer, label: string): Promise<boolean> {
  return here
    .read(async (q) => {
      const ids = await listLabelled(q, label, { after: null, newest_first: true, limit: LOOKED_AT })
      return (await listSeenOf(q, viewer, ids)).length > 0
    })
    .finally(nextTurn)
}
