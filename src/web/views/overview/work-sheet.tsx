/** Tasks and projects: how many there are in each status, what is late, how long things take. */
import type { Dashboard } from '../../../../docs/api-types.ts'
import { count, hours, percent } from '../../format/numbers.ts'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { readDashboard } from '../../state/numbers.ts'
import { address, pastDay } from '../../state/route.ts'
import { panels } from '../../texts/panels.ts'
import { t } from '../../texts/texts.ts'
import { VIEWS } from '../registry.ts'
import { noteOf } from './notes.ts'
import { Term } from './term.tsx'

const STATUSES = [
  ['todo', 'b3'],
  ['in_progress', 'b2'],
  ['done', 'b1'],
  ['cancelled', ''],
] as const

export function WorkSheet() {
  return (
    <Sheet title={panels.work} right={VIEWS.tasks && <a href={address('tasks')}>{panels.tasks}</a>}>
      <Read from={readDashboard().value} height={190}>
        {(dashboard) => <Work {...dashboard} />}
      </Read>
    </Sheet>
  )
}

function Work({ work_metrics: work, notes }: Dashboard) {
  const { tasks_by_status: tasks } = work
  if (!tasks) return <p class="small dim">{t.reason(noteOf(notes, 'work_metrics').reason)}</p>
  const total = STATUSES.reduce((sum, [status]) => sum + tasks[status], 0)
  if (total === 0) return <p class="small dim">{panels.noTask(pastDay.value !== null)}</p>
  const done = noteOf(notes, 'completion_rate')
  const through = noteOf(notes, 'throughput')
  const cycle = noteOf(notes, 'cycle_time_hours')
  return (
    <>
      <div class="share" role="img" aria-label={panels.byStatus}>
        {STATUSES.map(([status, tone]) => (
          <i key={status} class={tone} style={{ flexGrow: tasks[status] }} />
        ))}
      </div>
      <div class="parts-of">
        {STATUSES.map(([status, tone]) => (
          <span key={status} class="nowrap">
            <i class={`swatch ${tone}`} />
            <b>
              <Num metric={`tasks_by_status.${status}`} value={tasks[status]}>
                {count(tasks[status])}
              </Num>
            </b>
            <br />
            {panels.statuses[status]}
          </span>
        ))}
      </div>
      <dl class="kv">
        <Term of="overdue">{panels.late}</Term>
        <dd class={work.overdue ? 'red' : undefined}>
          <Num metric="overdue" value={work.overdue}>
            {panels.lateTasks(work.overdue ?? 0)}
          </Num>
          <small>
            <Num metric="projects_overdue" value={work.projects_overdue}>
              {panels.lateProjects(work.projects_overdue ?? 0)}
            </Num>
          </small>
        </dd>
        <Term of="throughput">{panels.throughput}</Term>
        <dd>
          <Num metric="throughput" value={work.throughput}>
            {percent(work.throughput)}
          </Num>
          <small>
            {work.throughput === null
              ? t.reason(through.reason)
              : panels.ofCreated(through.numerator ?? 0, through.denominator ?? 0)}
          </small>
        </dd>
        <Term of="cycle_time_hours">{panels.cycleTime}</Term>
        <dd>
          <Num metric="cycle_time_hours" value={work.cycle_time_hours}>
            {hours(work.cycle_time_hours)}
          </Num>
          <small>
            {work.cycle_time_hours === null
              ? t.reason(cycle.reason)
              : panels.cycleOf(cycle.n ?? 0, hours(cycle.p85 ?? null))}
          </small>
        </dd>
        <Term of="completion_rate">{panels.doneOfAll}</Term>
        <dd>
          <Num metric="completion_rate" value={work.completion_rate}>
            {percent(work.completion_rate)}
          </Num>
          <small>
            {work.completion_rate === null
              ? t.reason(done.reason)
              : panels.ofAll(done.numerator ?? 0, done.denominator ?? 0)}
          </small>
        </dd>
      </dl>
    </>
  )
}
