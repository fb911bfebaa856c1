/** The same by job, by where people came from, and by the month in which they came. */
import type { ComponentChildren } from 'preact'
import type { HiringDashboard } from '../../../../../docs/api-types.ts'
import { shortMonthAndYear } from '../../../format/calendar.ts'
import { count, MISSING, percent } from '../../../format/numbers.ts'
import { Sheet } from '../../../parts/sheet.tsx'
import { address } from '../../../state/route.ts'
import { h } from '../../../texts/hiring.ts'

type Row = Omit<HiringDashboard['by_source'][number], 'source'>

export function ByJob({ rows }: { rows: HiringDashboard['by_job'] }) {
  return (
    <Breakdown
      title={h.byJob}
      head={h.job}
      rows={rows}
      nameOf={({ job_id, title }) =>
        title ? <a href={address(`hiring/jobs/${job_id}`)}>{title}</a> : h.deletedJob
      }
    />
  )
}

export function BySource({ rows }: { rows: HiringDashboard['by_source'] }) {
  return <Breakdown title={h.bySource} head={h.source} rows={rows} nameOf={({ source }) => source} />
}

export function ByMonth({ rows }: { rows: HiringDashboard['by_month'] }) {
  return (
    <Breakdown
      title={h.byMonth}
      head={h.month}
      rows={rows}
      nameOf={({ month }) => shortMonthAndYear(`${month}-01`)}
    />
  )
}

interface Props<T extends Row> {
  title: string
  head: string
  rows: readonly T[]
  nameOf(row: T): ComponentChildren
}

function Breakdown<T extends Row>({ title, head, rows, nameOf }: Props<T>) {
  return (
    <Sheet title={title} isWide>
      <table class="breakdown">
        <caption class="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" class="num">
              {h.applied}
            </th>
            <th scope="col" class="num wide">
              {h.stages.interview}
            </th>
            <th scope="col" class="num">
              {h.hired}
            </th>
            <th scope="col" class="num">
              {h.hireRate}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // Rows of one answer: their place is their identity.
            <tr key={`${i}`}>
              <th scope="row">{nameOf(row)}</th>
              <td class="num">{count(row.applications)}</td>
              <td class="num wide">{count(row.reached.interview)}</td>
              <td class="num">{count(row.reached.hired)}</td>
              <td class="num">
                <Rate of={row.hire_rate} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}

function Rate({ of: { value, interval_95 } }: { of: Row['hire_rate'] }) {
  if (value === null) return <>{MISSING}</>
  return (
    <>
      {percent(value)}
      {interval_95 && (
        <span class="note wide">
          {' '}
          {percent(interval_95.low)}–{percent(interval_95.high)}
        </span>
      )}
    </>
  )
}
