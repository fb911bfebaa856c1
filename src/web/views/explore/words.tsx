/** What may be said of a period, in sentences: or why not. */
import type { ComponentChildren } from 'preact'
import type { Statistics } from '../../../../docs/api-types.ts'
import { longDay } from '../../format/dates.ts'
import { Rich } from '../../parts/rich.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { type DailyMetric, readStatistics } from '../../state/numbers.ts'
import { today } from '../../state/session.ts'
import { analysis } from '../../texts/analysis.ts'
import type { Period } from './range.ts'

export function Words({ metric, period }: { metric: string; period: Period }) {
  if (period === 'range') {
    return (
      <Sheet title={analysis.words.title}>
        <p class="small dim">{analysis.words.noRange}</p>
      </Sheet>
    )
  }
  const of = period === 'year' ? '90d' : period
  // It is one of METRICS, which are those of the API.
  const statistics = readStatistics(metric as DailyMetric, of).value
  return (
    <Sheet title={analysis.words.title} right={<span class="note">{analysis.words.period(of)}</span>}>
      <Read from={statistics} height={240}>
        {(value) => <Sentences statistics={value} metric={metric} />}
      </Read>
    </Sheet>
  )
}

function Sentences({ statistics: s, metric }: { statistics: Statistics; metric: string }) {
  return (
    <dl class="words">
      <Line name={analysis.words.names.level}>
        <Rich text={analysis.words.level(metric, s.current)} />
      </Line>
      <Line name={analysis.words.names.change}>
        <Rich text={analysis.words.change(metric, s.change_of_weeks ?? s.change, s.current, s.previous)} />
      </Line>
      <Line name={analysis.words.names.trend}>
        <Rich text={analysis.words.trend(s.trend)} />
        <Comes part={s.trend} />
      </Line>
      <Line name={analysis.words.names.weekdays}>
        <Rich text={analysis.words.weekdays(s.seasonality)} />
        <Comes part={s.seasonality} />
      </Line>
      <Line name={analysis.words.names.unusual}>
        <Rich text={analysis.words.unusual(s.anomalies)} />
        <Comes part={s.anomalies} />
      </Line>
      <Line name={analysis.words.names.forecast}>
        <Rich text={analysis.words.forecast(s.forecast)} />
        <Comes part={s.forecast} />
      </Line>
    </dl>
  )
}

/** When time will have mended it. */
function Comes({ part: { available_on } }: { part: { available_on?: string } }) {
  if (!available_on) return null
  return <span class="dim"> {analysis.words.comes(longDay(available_on, today.value))}</span>
}

function Line({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
