/** How many tasks of a project were completed in each of the last weeks. */
import type { ProjectWeeks } from '../../../../docs/api-types.ts'
import { dateOf } from '../../format/dates.ts'
import { count } from '../../format/numbers.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { type Bar, bars } from '../../plots/bars.ts'
import { reading } from '../../state/reading.ts'
import { today } from '../../state/session.ts'
import { work } from '../../texts/work.ts'

const HEIGHT = 128

export function Completed({ id }: { id: string }) {
  const { value } = reading(300_000, 'GET /api/v1/projects/{id}/stats/weeks', { params: { id } }).value
  if (!value?.weeks.some(({ completed }) => completed > 0)) return null
  const all = barsOf(value.weeks)
  const name = `${work.projects.completed}: ${all.map(({ value: n }) => count(n)).join(', ')}`
  return (
    <div data-completed={value.weeks.map(({ completed }) => completed).join(' ')}>
      <Sheet
        title={work.projects.completed}
        right={<span class="note">{work.projects.weeks(value.weeks.length)}</span>}
      >
        <Drawing height={HEIGHT} name={name} draw={(width) => bars(all, width, HEIGHT)} />
      </Sheet>
    </div>
  )
}

function barsOf(weeks: ProjectWeeks['weeks']): Bar[] {
  return weeks.map(({ from, completed, complete }, i) => ({
    value: completed,
    // Each third, so that they have room on a phone.
    label: i % 3 === 1 ? dateOf(from, today.value) : '',
    said: completed > 0 ? count(completed) : '',
    ...(!complete && { tone: 'p-partial' as const }),
  }))
}
