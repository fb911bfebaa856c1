/** What is named by ids in tasks, in words. */
import type { Principal } from '../../../access/principal.ts'
import { readViewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import { batchStatement } from '../../../db/statement.ts'
import { listSeenOf } from '../../projects/list-queries.ts'
import type { Task } from '../schema.ts'

/** By id. */
export type Names = ReadonlyMap<string, string>

interface Named {
  id: string
  name: string
}

const selectMembers = batchStatement({ id: 'text' })<Named>(`
  select m.id, u.name from members m join users u on u.id = m.user_id
  where m.organization_id = :organization_id and m.id in (select r.id from :rows as r)`)

const selectTeams = batchStatement({ id: 'text' })<Named>(`
  select t.id, t.name from teams t
  where t.organization_id = :organization_id and t.id in (select r.id from :rows as r)`)

const selectProjects = batchStatement({ id: 'text' })<Named>(`
  select p.id, p.name from projects p
  where p.organization_id = :organization_id and p.id in (select r.id from :rows as r)`)

/** Of members, teams, and projects that the caller sees. */
export async function readNames(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  tasks: readonly Task[],
): Promise<Names> {
  const ids = (...names: (keyof Task & `${string}_id`)[]) => [
    ...new Set(tasks.flatMap((task) => names.map((name) => task[name]).filter((id) => id !== null))),
  ]
  const asRows = (some: readonly string[]) => some.map((id) => ({ id }))
  const found = await db.for(principal.organization_id).read(async (q) => {
    const seen = await listSeenOf(q, await readViewer(q, principal), ids('project_id'))
    return Promise.all([
      q.each(selectMembers, asRows(ids('owner_id', 'assignee_id'))),
      q.each(selectTeams, asRows(ids('team_id'))),
      q.each(selectProjects, asRows(seen)),
    ])
  })
  return new Map(found.flat().map(({ id, name }) => [id, name]))
}
