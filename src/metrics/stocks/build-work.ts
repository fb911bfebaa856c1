/**
 * Builds the work of a new generation from all states that tasks and projects have had, page by page
 * in the order of their ids. How far it is stands in the organization: facts about things before that
 * go to both generations, facts about the others only to the current one, since they will be found
 * here. A page is read, counted and noted with the organization locked, so that no fact is between.
 */
import type { Write } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import type { LocalDays } from '../../lib/time/local-days.ts'
import { addDeltas } from '../record/add-deltas.ts'
import { addGeneration } from '../record/add-generation.ts'
import { DayDeltas } from '../record/day-deltas.ts'
import { listThings, readThings, type ThingStates } from './read-things.ts'
import { contributeWork } from './work-history.ts'
import { nextState, type ThingState, type WorkRow } from './work-state.ts'
import { insertStates } from './work-statements.ts'

const findUntil = statement<Record<never, never>, { until: string | null }>(
  'select next_work_until as until from organizations where id = :organization_id',
)

const putUntil = statement<{ until: string }>(
  'update organizations set next_work_until = :until where id = :organization_id',
)

/** With the organization locked. @returns Whether there may be more. */
export async function buildWorkPage(tx: Write, generation: number, days: LocalDays): Promise<boolean> {
  const ids = await listUnbuilt(tx)
  const until = ids.at(-1)
  if (until === undefined) return false
  const deltas = new DayDeltas()
  const missing: WorkRow[] = []
  for (const thing of await readThings(tx, ids)) {
    const found = missingStates(thing)
    contributeWork(deltas, days, [...thing.states, ...found])
    for (const generation of thing.generations) addGeneration(deltas, days, generation)
    missing.push(...found)
  }
  await tx.each(insertStates, missing)
  await addDeltas(tx, generation, deltas)
  await tx.all(putUntil, { until })
  return true
}

/** Some of the things that are not in the generation that is being built. */
export async function listUnbuilt(tx: Write): Promise<string[]> {
  const [found] = await tx.all(findUntil)
  return listThings(tx, found?.until ?? '')
}

/**
 * What the states lack to end with what the row says: all of them, where it is older than their
 * keeping. Then the statuses that it has had are known, and not what else has changed meanwhile.
 */
function missingStates({ id, thing, states, statuses }: ThingStates): WorkRow[] {
  const kind = thing?.kind ?? states[0]?.kind ?? 'task'
  const missing: WorkRow[] = []
  let last = states.at(-1) ?? null
  const add = (change: Omit<ThingState, 'id'>, at: number) => {
    const next = nextState(kind, last, { id, ...change }, at)
    if (next) missing.push(next)
    last = next ?? last
  }
  if (thing === null) {
    add({ is_deleted: true }, 0)
    return missing
  }
  const { status, due_on, due_at, created_at, updated_at, deleted_at } = thing
  if (last === null && statuses.length === 0) add({ status, due_on, due_at }, created_at)
  if (last === null) {
    for (const { to_status, changed_at } of statuses) add({ status: to_status, due_on, due_at }, changed_at)
  }
  add({ status, due_on, due_at, is_deleted: deleted_at !== null }, deleted_at ?? updated_at)
  return missing
}
