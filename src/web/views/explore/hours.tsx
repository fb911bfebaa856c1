/** A count by the hours of the clock: the last 24, or those of a past day, beside as many before. */
import type { Statistics } from '../../../../docs/api-types.ts'
import { count } from '../../format/numbers.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { type Bar, bars } from '../../plots/bars.ts'
import { type DailyMetric, readStatistics } from '../../state/numbers.ts'
import { pastDay } from '../../state/route.ts'
import { analysis } from '../../texts/analysis.ts'
import { metrics } from '../../texts/metrics.ts'
import { t } from '../../texts/texts.ts'
import { metric } from './range.ts'

const HEIGHT = 240

export function Hours() {
  const name = metric.value
  // It is one of METRICS, which are those of the API.
  const statistics = readStatistics(name as DailyMetric, '1d').value
  return (
    <Read from={statistics} height={HEIGHT}>
      {(value) => <OfHours statistics={value} name={metrics.name(name)} />}
    </Read>
  )
}

interface Props {
  statistics: Statistics
  name: string
}

function OfHours({ statistics, name }: Props) {
  const { hours } = statistics
  const { hoursView: said } = analysis
  const title = said.title(name)
  if (!hours?.current) {
    return (
      <Sheet title={title}>
        <p class="small dim">{hours?.code === 'no_hours' ? said.noHours : t.reason(hours?.reason)}</p>
      </Sheet>
    )
  }
  const all = barsOf(hours.current, hours.previous ?? [])
  const drawn = `${title}: ${hours.current.map(({ hour, value }) => `${clockOf(hour)} ${value ?? 0}`).join(', ')}`
  return (
    <>
      <Sheet
        title={title}
        note={pastDay.value ? said.ofDay : said.last}
        right={
          <span class="key">
            <span>
              <i class="swatch ghost" />
              {said.before}
            </span>
          </span>
        }
      >
        <Drawing height={HEIGHT} name={drawn} draw={(width) => bars(all, width, HEIGHT)} />
      </Sheet>
      <div class="cols half">
        <Sheet title={analysis.words.title}>
          <p class="small">{said.sums(count(statistics.current.sum), count(statistics.previous.sum))}</p>
          <Together statistics={statistics} />
          <p class="small dim">{said.noTrend}</p>
        </Sheet>
        <Sheet title={analysis.explore.table} isWide>
          <Table title={title} now={hours.current} before={hours.previous ?? []} />
        </Sheet>
      </div>
    </>
  )
}

/** The same person comes in several hours. */
function Together({ statistics: { distinct_people: people } }: { statistics: Statistics }) {
  if (!people || people.current === null) return null
  return (
    <p class="small">
      <Num metric="distinct_people" value={people.current}>
        {analysis.hoursView.together(people.current, people.previous)}
      </Num>
    </p>
  )
}

type Hour = NonNullable<NonNullable<Statistics['hours']>['current']>[number]

/** As it is written, with its own offset. */
function clockOf(hour: string): string {
  return hour.slice(11, 16)
}

function barsOf(now: readonly Hour[], before: readonly Hour[]): Bar[] {
  return now.map(({ hour, value }, i) => ({
    value: value ?? 0,
    before: before[i]?.value ?? 0,
    label: Number(hour.slice(11, 13)) % 6 === 0 ? clockOf(hour) : '',
    said: value ? count(value) : '',
    tone: 'p-bar',
  }))
}

function Table({ title, now, before }: { title: string; now: readonly Hour[]; before: readonly Hour[] }) {
  return (
    <table>
      <caption class="hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{analysis.hoursView.hour}</th>
          <th scope="col" class="num">
            {analysis.hoursView.number}
          </th>
          <th scope="col" class="num">
            {analysis.hoursView.before}
          </th>
        </tr>
      </thead>
      <tbody>
        {now.map(({ hour, value }, i) => (
          <tr key={hour} data-hour={hour} data-value={value ?? ''}>
            <th scope="row">{clockOf(hour)}</th>
            <td class="num">
              <b>{count(value)}</b>
            </td>
            <td class="num dim">{count(before[i]?.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
