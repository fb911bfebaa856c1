/** What was done in each hour, and lately: what one person did again and again as one line. */
import type { Activity, ActivityItem } from '../../../../docs/api-types.ts'
import { stream } from '../../api/client.ts'
import { longDate, timeIn } from '../../format/dates.ts'
import { type Day, dayIn } from '../../format/days.ts'
import { saveFile } from '../../parts/copy-text.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { Read } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { hourBars } from '../../plots/hours.ts'
import type { Reading } from '../../state/reading.ts'
import { today, zone } from '../../state/session.ts'
import { panels } from '../../texts/panels.ts'
import { t } from '../../texts/texts.ts'
import { verbs } from '../../texts/verbs.ts'
import { nameOf, runsOf } from '../activity/runs.ts'

const SHOWN = 7

export function HoursAndFeed({ activity, day }: { activity: Reading<Activity>; day: Day | null }) {
  return (
    <Read from={activity} height={day ? 84 : 300}>
      {({ items, histogram = [] }) =>
        items.length === 0 ? (
          <p class="small dim">{day ? panels.nobodyThen : panels.nobody}</p>
        ) : (
          <>
            <Drawing
              height={84}
              name={t.hours.title}
              draw={(width) => hourBars({ hours: histogram, midnight: t.hours.midnight }, width)}
            />
            <Feed items={items} />
            {day && <TakeAlong day={day} />}
          </>
        )
      }
    </Read>
  )
}

function TakeAlong({ day }: { day: Day }) {
  const save = async () => {
    try {
      const body = { format: 'csv', from: day, to: day, metric_types: ['activity'] }
      saveFile(`${day}.csv`, await (await stream('POST /api/v1/metrics/export', { body })).blob())
    } catch (error) {
      say(sentenceOf(error instanceof Error ? error : new Error(String(error))))
    }
  }
  return (
    <p class="small dim">
      <button type="button" class="link" onClick={() => void save()}>
        {panels.exportDay(longDate(day, today.value))}
      </button>
    </p>
  )
}

function Feed({ items }: { items: readonly ActivityItem[] }) {
  const runs = runsOf(items, zone.value).slice(0, SHOWN)
  return (
    <ul class="rows">
      {runs.flatMap((run, i) => {
        const day = dayIn(zone.value, new Date(run.last_at))
        const before = runs[i - 1]
        const isNewDay = before && dayIn(zone.value, new Date(before.last_at)) !== day
        const line = (
          <li key={run.id}>
            <span class="cut">{nameOf(run.person)}</span>
            <span class={run.core ? 'cut' : 'dim cut'} title={run.verb}>
              {verbs.did(run.verb)}
            </span>
            {run.count > 1 && <span class="faint nowrap">{t.hours.times(run.count)}</span>}
            <time dateTime={run.last_at}>{timeIn(zone.value, new Date(run.last_at))}</time>
          </li>
        )
        const head = (
          <li class="day" key={day}>
            {panels.yesterday}
          </li>
        )
        return isNewDay ? [head, line] : [line]
      })}
    </ul>
  )
}
