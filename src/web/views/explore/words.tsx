/** What may be said of a period, in sentences: or why not. */
import type { ComponentChildren } from 'preact'
import type { Statistics } from '../../../../docs/api-types.ts'
import { Rich } from '../../parts/rich.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { type DailyMetric, readStatistics } from '../../state/numbers.ts'
import { t } from '../../texts/texts.ts'
import type { Period } from './range.ts'

export function Words({ metric, period }: { metric: string; period: Period }) {
  if (period === 'range') {
    return (
      <Sheet title={t.words.title}>
        <p class="small dim">{t.words.noRange}</p>
      </Sheet>
    )
  }
  const of = period === 'year' ? '90d' : period
  // It is one of METRICS, which are those of the API.
  const statistics = readStatistics(metric as DailyMetric, of).value
  return (
    <Sheet title={t.words.title} right={<span class="note">{t.words.period(of)}</span>}>
      <Read from={statistics} height={240}>
        {(value) => <Sentences statistics={value} metric={metric} />}
      </Read>
    </Sheet>
  )
}

function Sentences({ statistics: s, metric }: { statistics: Statistics; metric: string }) {
  return (
    <dl class="words">
      <Line name={t.words.names.level}>
        <Rich text={t.words.level(metric, s.current)} />
      </Line>
      <Line name={t.words.names.change}>
        <Rich text={t.words.change(metric, s.change_of_weeks ?? s.change, s.current, s.previous)} />
      </Line>
      <Line name={t.words.names.trend}>
        <Rich text={t.words.trend(s.trend)} />
      </Line>
      <Line name={t.words.names.weekdays}>
        <Rich text={t.words.weekdays(s.seasonality)} />
      </Line>
      <Line name={t.words.names.unusual}>
        <Rich text={t.words.unusual(s.anomalies)} />
      </Line>
      <Line name={t.words.names.forecast}>
        <Rich text={t.words.forecast(s.forecast)} />
      </Line>
    </dl>
  )
}

function Line({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
