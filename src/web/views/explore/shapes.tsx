/** How the days of a period lie: by weekday, and by their number. */
import type { Point, Statistics } from '../../../../docs/api-types.ts'
import { shortWeekday } from '../../format/calendar.ts'
import { isCounted } from '../../format/metrics.ts'
import { count, toTenth } from '../../format/numbers.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { type Bar, bars } from '../../plots/bars.ts'
import { analysis } from '../../texts/analysis.ts'
import { metrics } from '../../texts/metrics.ts'

const HEIGHT = 128
const MOST_BARS = 24

export function Weekdays({ statistics }: { statistics: Statistics | undefined }) {
  const weekdays = statistics?.seasonality.weekdays
  if (!weekdays) return null
  const differ = statistics.seasonality.significant === true
  const all: Bar[] = weekdays.map(({ weekday, index }) => ({
    value: Math.max(0, index),
    label: shortWeekday(weekday),
    said: toTenth(index),
    tone: differ && index >= 1.5 ? 'p-bar' : 'p-bar-2',
  }))
  const name = `${analysis.explore.weekdays}: ${all.map(({ label, said }) => `${label} ${said}`).join(', ')}`
  return (
    <Sheet title={analysis.explore.weekdays} right={<span class="note">{analysis.explore.average}</span>}>
      <Drawing height={HEIGHT} name={name} draw={(width) => bars(all, width, HEIGHT, 1)} />
    </Sheet>
  )
}

/** How many days had none, one, two: of counts, and of whole days. */
export function Distribution({ points, metric }: { points: readonly Point[]; metric: string }) {
  const values = points.flatMap(({ value, complete }) => (complete && value !== null ? [value] : []))
  if (!isCounted(metric) || values.length === 0) return null
  const most = Math.max(...values)
  const size = Math.max(1, Math.ceil((most + 1) / MOST_BARS))
  const all: Bar[] = Array.from({ length: Math.floor(most / size) + 1 }, (_, i) => {
    const days = values.filter((value) => Math.floor(value / size) === i).length
    const every = most / size > 12 ? 5 : 1
    return { value: days, label: i % every === 0 ? count(i * size) : '', said: days > 0 ? count(days) : '' }
  })
  const title = analysis.explore.daysBy(metrics.name(metric))
  const name = `${title}: ${all.map(({ value }, i) => `${i * size}: ${value}`).join(', ')}`
  return (
    <Sheet title={title} right={<span class="note">{analysis.explore.wholeDays(values.length)}</span>}>
      <Drawing height={HEIGHT} name={name} draw={(width) => bars(all, width, HEIGHT)} />
    </Sheet>
  )
}
