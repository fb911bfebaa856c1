/**
 * Keeps every state in which a task, a project, a job or content has been, and says by which the counts have moved.
 *
 * The fact's own transaction has written the thing's row before, and holds it: of two changes to one
 * thing the later waits, and finds the state that the earlier has left.
 */
import type { Fact, WorkState } from '../../db/facts.ts'
import type { Write } from '../../db/handle.ts'
import type { WorkKind } from './stock-kinds.ts'
import { nextState, type WorkRow } from './work-state.ts'
import { asState, findLastStates, insertStates } from './work-statements.ts'

export type WorkFact = Extract<
  Fact,
  { type: 'tasks_changed' | 'projects_changed' | 'jobs_changed' | 'applications_changed' | 'content_changed' }
>

export interface WorkMove {
  before: WorkRow | null
  after: WorkRow
  /** Whether the generation that is being built beside the current one holds the thing already. */
  isBuilt: boolean
}

/** @param until Up to which thing the next generation is built. */
export async function recordWork(tx: Write, fact: WorkFact, until: string | null): Promise<WorkMove[]> {
  const [kind, changes] = changesOf(fact)
  const ids = [...new Set(changes.map(({ id }) => id))]
  const found = await tx.each(
    findLastStates,
    ids.map((thing_id) => ({ thing_id })),
    { until },
  )
  const built = new Set(found.filter((row) => row.built).map(({ id }) => id))
  const last = new Map<string, WorkRow>()
  for (const { id, built: _, ...row } of found) if (row.thing_id !== null) last.set(id, asState(row))
  const moves: WorkMove[] = []
  for (const { is_new = false, ...change } of changes) {
    const before = last.get(change.id) ?? null
    // It is older than the keeping of states: the builder begins with what its row says.
    if (before === null && !is_new) continue
    const after = nextState(kind, before, change, fact.at)
    if (after === null) continue
    last.set(change.id, after)
    moves.push({ before, after, isBuilt: built.has(change.id) })
  }
  await tx.each(
    insertStates,
    moves.map(({ after }) => after),
  )
  return moves
}

function changesOf(fact: WorkFact): [WorkKind, WorkState[]] {
  switch (fact.type) {
    case 'tasks_changed':
      return ['task', fact.tasks]
    case 'projects_changed':
      return ['project', fact.projects]
    case 'jobs_changed':
      return ['job', fact.jobs]
    case 'applications_changed':
      return ['application', fact.applications]
    case 'content_changed':
      return ['content', fact.content]
  }
}
