import type { Principal } from '../../../access/principal.ts'
import { type Perspective, seesEverything } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Serialised } from '../../../cache/serialised.ts'
import type { UnchangedAnswers } from '../../../changes/unchanged-answers.ts'
import { serialiserOf } from '../../../http/serialise.ts'
import type { TaskRow } from '../queries.ts'
import { Tasks, TasksQuery } from '../schema.ts'
import { beginPage, completePage, finishPage } from './list-tasks.ts'

type Needs = Pick<Base, 'db' | 'cursors'> & { unchanged: UnchangedAnswers }

const serialise = serialiserOf(Tasks)
/** In one order: a question is the same however its parts are ordered. */
const ASKED = Object.keys(TasksQuery.properties) as (keyof TasksQuery)[]

/** A page of the tasks that the caller may see, kept for as long as nothing changes. */
export function serveTasks(
  { db, cursors, unchanged }: Needs,
  principal: Principal,
  query: TasksQuery,
): Promise<Serialised> {
  return unchanged.get(principal.organization_id, nameOf(principal, query), {
    read: (q, now) => beginPage({ cursors }, q, { principal, query, now }),
    write: async (begun, now) => {
      const question = { principal, query, now }
      const read = await finishPage({ db, cursors }, begun, question)
      return {
        body: serialise(await completePage({ db }, read, question)),
        holds_until: goesOn(query) ? now : holdsUntil(read.page.items, read.perspective),
      }
    },
  })
}

/** Whether tasks may leave it, or come into it, as time passes. */
export function goesOn({ overdue, due }: Pick<TasksQuery, 'overdue' | 'due'>): boolean {
  return overdue === 'true' || due === 'late' || due === 'today'
}

function nameOf(principal: Principal, query: TasksQuery): string {
  return `tasks ${whoSees(principal)} ${JSON.stringify(ASKED.map((name) => query[name]))}`
}

/** Whoever sees everything sees the same. */
export function whoSees(principal: Principal): string {
  return principal.kind === 'api_key' || seesEverything(principal) ? 'all' : `member ${principal.member_id}`
}

/** When the first of them is late, or the local day ends: until then time alone changes nothing. */
export function holdsUntil(rows: readonly TaskRow[], { days, now }: Perspective): number {
  const dues = rows.flatMap(({ due_at }) => (due_at !== null && due_at >= now.at ? due_at + 1 : []))
  return Math.min(days.startOf(days.dayOf(now.at) + 1), ...dues)
}
