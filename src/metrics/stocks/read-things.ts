/** Walks through an organization's tasks, projects and content, and reads what is known of each. */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import type { Generation } from '../record/add-generation.ts'
import { STOCK_KINDS, type StockKind, type WorkKind } from './stock-kinds.ts'
import type { WorkRow } from './work-state.ts'
import { asState, STATE_COLUMNS, type Stored } from './work-statements.ts'

const THINGS_AT_ONCE = 100
/** Read and counted in one go. */
const STATES_AT_ONCE = 2_000

const idsAfter = (table: string, id: string, only = '') => `
  select * from (
    select ${id} as id from ${table} where organization_id = :organization_id and ${id} > :after_id${only}
    order by ${id} limit ${THINGS_AT_ONCE}) as of_${table}`

const listIdsAfter = statement<{ after_id: string }, { id: string; states: number | null }>(`
  select id, (
    select max(c.number) from work_changes c
    where c.organization_id = :organization_id and c.thing_id = things.id) as states
  from (${STOCK_KINDS.map(({ plural }) => idsAfter(plural, 'id')).join('\n  union')}
  union${idsAfter('work_changes', 'thing_id', ' and number = 1')}) as things
  order by id limit ${THINGS_AT_ONCE}`)

/** The next tasks and projects in the order of their ids, gone ones too; an empty list after the last. */
export async function listThings(q: Read, after_id: string): Promise<string[]> {
  const found = await q.all(listIdsAfter, { after_id })
  let states = 0
  const enough = found.findIndex((thing) => {
    states += thing.states ?? 1
    return states >= STATES_AT_ONCE
  })
  return (enough === -1 ? found : found.slice(0, enough + 1)).map(({ id }) => id)
}

/** A task, a project or content as it is now. */
export interface Thing {
  id: string
  kind: WorkKind
  status: string
  due_on: string | null
  due_at: number | null
  created_at: number
  updated_at: number
  deleted_at: number | null
}

const things = ({ kind, plural, status = 'status', due }: StockKind) => `
  select t.id, '${kind}' as kind, t.${status} as status, ${due ? `t.${due.on}` : 'cast(null as text)'} as due_on,
    ${due?.at ? `t.${due.at}` : 'cast(null as bigint)'} as due_at, t.created_at, t.updated_at, t.deleted_at
  from ${plural} t
  where t.organization_id = :organization_id and t.id between :from_id and :to_id`

type Range = { from_id: string; to_id: string }

const listThingsBetween = statement<Range, Thing>(STOCK_KINDS.map(things).join('\n  union all'))

const listStatesBetween = statement<Range, Stored<WorkRow>>(`
  select thing_id, kind, ${STATE_COLUMNS.join(', ')} from work_changes
  where organization_id = :organization_id and thing_id between :from_id and :to_id
  order by thing_id, number`)

const listStatusesBetween = statement<Range, { task_id: string; to_status: string; changed_at: number }>(`
  select task_id, to_status, changed_at from (
    select task_id, to_status, changed_at, id from task_status_changes
    where organization_id = :organization_id and task_id between :from_id and :to_id
    union all
    select t.id, coalesce((
        select s.from_status from task_status_changes s
        where s.organization_id = :organization_id and s.task_id = t.id order by s.id limit 1), t.status),
      t.created_at, t.id
    from tasks t
    where t.organization_id = :organization_id and t.id between :from_id and :to_id and t.created_by is not null
  ) as statuses
  order by task_id, changed_at, id`)

const listGenerationsBetween = statement<
  Range,
  Omit<Generation, 'ok'> & { content_id: string; ok: boolean | number }
>(`
  select content_id, started_at, finished_at, ok from content_generations
  where organization_id = :organization_id and content_id between :from_id and :to_id
    and finished_at is not null
  order by content_id, id`)

export interface ThingStates {
  id: string
  /** `null` once it is deleted for good. */
  thing: Thing | null
  states: WorkRow[]
  /** Of a task, those that it has had; they are fewer, but older. */
  statuses: { to_status: string; changed_at: number }[]
  /** Of content, the texts that a model has finished. */
  generations: Generation[]
}

/** @param ids A page of `listThings`. */
export async function readThings(q: Read, ids: readonly string[]): Promise<ThingStates[]> {
  const range = { from_id: ids[0] ?? '', to_id: ids.at(-1) ?? '' }
  const things = new Map((await q.all(listThingsBetween, range)).map((thing) => [thing.id, thing]))
  const states = Map.groupBy((await q.all(listStatesBetween, range)).map(asState), (row) => row.thing_id)
  const isUnknown = ids.some((id) => !states.has(id))
  const statuses = Map.groupBy(isUnknown ? await q.all(listStatusesBetween, range) : [], (row) => row.task_id)
  const generations = Map.groupBy(await q.all(listGenerationsBetween, range), (row) => row.content_id)
  return ids.map((id) => ({
    id,
    thing: things.get(id) ?? null,
    states: states.get(id) ?? [],
    statuses: statuses.get(id) ?? [],
    generations: (generations.get(id) ?? []).map((row) => ({ ...row, ok: Boolean(row.ok) })),
  }))
}
