/** What a query asks for, as the filter of a list: read once, so that lists and counts mean the same. */
import type { Moment, Perspective } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { InvalidValueError } from '../../../lib/app-error.ts'
import { tagOf } from '../../../lib/text.ts'
import { parseTextSearch } from '../../../lib/text-search.ts'
import { dayNamed, dayToDate } from '../../../lib/time/local-days.ts'
import { CLOSED, OPEN } from '../queries.ts'
import type { DueGroup, TaskCountsQuery, TaskStatus } from '../schema.ts'
import { TASK_TEXTS } from '../task-texts.ts'
import { listFew } from './access-paths.ts'
import type { TaskFilter } from './filters.ts'
import { FEW } from './selective-plan.ts'

const STATUSES: readonly TaskStatus[] = [...OPEN, ...CLOSED]
const EQUAL = ['priority', 'owner_id', 'project_id', 'team_id'] as const
const NOBODY = 'none'
/** Each costs more than one that a word's list leads to. */
const LITTLE = 100
const EVERYWHERE = { from: 0, below: Number.MAX_SAFE_INTEGER }

/** @throws InvalidValueError */
export async function filterOf(
  q: Read,
  perspective: Perspective,
  query: TaskCountsQuery,
): Promise<TaskFilter> {
  const { due_before, due_after, overdue, due, assignee_id } = query
  if (due !== undefined && (due_before ?? due_after ?? overdue) !== undefined) {
    throw new InvalidValueError('due', 'stands for itself: leave out due_before, due_after and overdue')
  }
  const { viewer, days, now } = perspective
  const border = (field: string, date: string): Moment => ({ date, at: days.startOf(dayNamed(field, date)) })
  const filter: TaskFilter = {
    ...Object.fromEntries(EQUAL.map((name) => [name, query[name]])),
    label: query.label && tagOf(query.label),
    ...statusesNamed(query.status),
    viewer,
    assignee_id: assignee_id === NOBODY ? undefined : assignee_id,
    unassigned: assignee_id === NOBODY ? true : undefined,
    due_before: due_before === undefined ? undefined : border('due_before', due_before),
    due_after: due_after === undefined ? undefined : border('due_after', due_after),
    overdue: overdue === 'true' ? now : undefined,
    ...(due && dueIn(due, perspective)),
  }
  return query.text === undefined ? filter : { ...filter, ids: await idsHolding(q, query.text, filter) }
}

/** All four are no filter. */
function statusesNamed(status: string | undefined): Pick<TaskFilter, 'status' | 'statuses'> {
  const names = status?.split(',')
  const statuses = STATUSES.filter((one) => names?.includes(one) ?? true)
  if (names && !names.every((name) => STATUSES.some((one) => one === name))) {
    throw new InvalidValueError('status', `must be some of ${STATUSES.join(', ')}, with commas between`)
  }
  if (statuses.length === STATUSES.length) return {}
  return statuses.length === 1 ? { status: statuses[0] } : { statuses }
}

/** Where the groups of due dates border on each other; what is due before the first is late. */
export interface DueBorders {
  now: Moment
  tomorrow: Moment
  /** After the seven days after today. */
  later: Moment
}

export function dueBorders({ days, now }: Perspective): DueBorders {
  const startOf = (day: number): Moment => ({ date: dayToDate(day), at: days.startOf(day) })
  const today = days.dayOf(now.at)
  return { now, tomorrow: startOf(today + 1), later: startOf(today + 8) }
}

function dueIn(group: DueGroup, perspective: Perspective): Partial<TaskFilter> {
  const { now, tomorrow, later } = dueBorders(perspective)
  const groups: Record<DueGroup, Partial<TaskFilter>> = {
    late: { overdue: now },
    today: { due_after: now, due_before: tomorrow },
    week: { due_after: tomorrow, due_before: later },
    later: { due_after: later },
    none: { never_due: true },
  }
  return groups[group]
}

/** Of little that is left by everything else, that is looked through, and not what there is. */
async function idsHolding(q: Read, text: string, rest: TaskFilter): Promise<string[]> {
  const search = parseTextSearch(text)
  if (!search) return []
  const { terms } = search
  const ids = await listFew(q, rest, LITTLE)
  const found =
    ids && ids.length <= LITTLE
      ? await q.can.findTextsAmong(q, { kind: TASK_TEXTS, terms, ids, ...EVERYWHERE })
      : await q.can.findTexts(q, { kinds: [TASK_TEXTS], terms, ...EVERYWHERE, limit: FEW })
  return found.map(({ id }) => id)
}
