/** What may be said of a period, in sentences: or why not. */
import type { ComponentChildren } from 'preact'
import type { Statistics } from '../../../../docs/api-types.ts'
import { longDay, shortDay } from '../../format/dates.ts'
import { daysBetween } from '../../format/days.ts'
import { Rich } from '../../parts/rich.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { MOST_LABELS } from '../../plots/day-plot.ts'
import type { Reading } from '../../state/reading.ts'
import { today } from '../../state/session.ts'
import { analysis } from '../../texts/analysis.ts'
import { endsNow, isByWeek, wholeDays } from './range.ts'

export function Words({ metric, statistics }: { metric: string; statistics: Reading<Statistics> | null }) {
  const days = wholeDays.value
  if (!statistics || !days) {
    return (
      <Sheet title={analysis.words.title}>
        <p class="small dim">{analysis.words.noDays}</p>
      </Sheet>
    )
  }
  const note = analysis.explore.wholeDays(daysBetween(days.from, days.to) + 1)
  return (
    <Sheet title={analysis.words.title} right={<span class="note">{note}</span>}>
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
        <Rich text={analysis.words.unusual(s.anomalies, namesOf(s))} />
        <Comes part={s.anomalies} />
      </Line>
      <Line name={analysis.words.names.forecast}>
        {endsNow.value ? <Rich text={analysis.words.forecast(s.forecast)} /> : analysis.words.noForecast}
        {endsNow.value && <Comes part={s.forecast} />}
      </Line>
    </dl>
  )
}

/** What a day is called: where there are many, by the number that the plot has in the place of its date, too. */
function namesOf({ anomalies }: Statistics): (day: { kind: string; date: string }) => string {
  const days = (anomalies.items ?? []).flatMap(({ kind, date }) => (kind === 'day' ? [date] : []))
  return ({ kind, date }) => {
    const number =
      kind === 'day' && days.length > MOST_LABELS && !isByWeek.value ? `${days.indexOf(date) + 1} ` : ''
    return `${number}**${shortDay(date, today.value)}**`
  }
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
