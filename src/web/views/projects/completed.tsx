/** How many tasks of a project were done in each of the last weeks. */
import type { ListedTask } from '../../../../docs/api-types.ts'
import { dateOf } from '../../format/dates.ts'
import { type Day, dayIn, daysBetween, plusDays, weekdayOf } from '../../format/days.ts'
import { count, leastOf } from '../../format/numbers.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { type Bar, bars } from '../../plots/bars.ts'
import { reading } from '../../state/reading.ts'
import { today, zone } from '../../state/session.ts'
import { work } from '../../texts/work.ts'

const WEEKS = 12
const HEIGHT = 128
const READ = 200

export function Completed({ id }: { id: string }) {
  const { value } = reading(300_000, 'GET /api/v1/tasks', {
    query: { project_id: id, status: 'done', sort: '-updated_at', limit: READ, count: 'true' },
  }).value
  const monday = plusDays(today.value, 1 - weekdayOf(today.value))
  const first = plusDays(monday, -7 * (WEEKS - 1))
  // What was changed last comes first: of more than were read, those of the first weeks may be missing.
  const isWhole = value && (leastOf(value) <= value.items.length || isBefore(value.items.at(-1), first))
  if (!isWhole || value.items.length === 0) return null
  const all = weeksOf(value.items, first)
  const name = `${work.projects.completed}: ${all.map(({ value: n }) => count(n)).join(', ')}`
  return (
    <Sheet title={work.projects.completed} right={<span class="note">{work.projects.weeks(WEEKS)}</span>}>
      <Drawing height={HEIGHT} name={name} draw={(width) => bars(all, width, HEIGHT)} />
    </Sheet>
  )
}

function isBefore(task: ListedTask | undefined, day: Day): boolean {
  return task !== undefined && dayIn(zone.value, new Date(task.updated_at)) < day
}

function weeksOf(tasks: readonly ListedTask[], first: Day): Bar[] {
  const counts = Array.from({ length: WEEKS }, () => 0)
  for (const { completed_at } of tasks) {
    if (!completed_at) continue
    const week = Math.floor(daysBetween(first, dayIn(zone.value, new Date(completed_at))) / 7)
    if (week >= 0) counts[week] = (counts[week] ?? 0) + 1
  }
  return counts.map((value, i) => ({
    value,
    // Each third, so that they have room on a phone.
    label: i % 3 === 1 ? dateOf(plusDays(first, 7 * i), today.value) : '',
    said: value > 0 ? count(value) : '',
    ...(i === WEEKS - 1 && { tone: 'p-partial' as const }),
  }))
}
