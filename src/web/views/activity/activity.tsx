/** The last 24 hours, or a past day, all of it: how much in each hour, and what happened, by person and by kind. */
import { useSignal } from '@preact/signals'
import type { ActivityItem } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { longDay, timeIn } from '../../format/dates.ts'
import { type Day, dayIn, plusDays } from '../../format/days.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { ChoiceField } from '../../parts/field.tsx'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { hourBars } from '../../plots/hours.ts'
import { type ActivityFilter, readActivity, readActivityCounts, readStrip } from '../../state/numbers.ts'
import { changed, pastDay, place, replace } from '../../state/route.ts'
import { shownDay, today, zone } from '../../state/session.ts'
import { analysis } from '../../texts/analysis.ts'
import { t } from '../../texts/texts.ts'
import { verbs } from '../../texts/verbs.ts'
import { nameOf, type Run, runsOf } from './runs.ts'

const PAGE = 200

export function ActivityView() {
  const filter = asked()
  const first = readActivity(PAGE, filter).value
  const older = useSignal<{
    after: string
    items: readonly ActivityItem[]
    next_cursor: string | null
  } | null>(null)
  const cursor = first.value?.next_cursor ?? null
  // What is older belongs to the page after which it was read.
  const more = older.value && older.value.after === cursor ? older.value : null
  const all = [...(first.value?.items ?? []), ...(more?.items ?? [])]
  const next = more ? more.next_cursor : cursor
  const readOlder = async () => {
    if (!next || !cursor) return
    const query = { limit: PAGE, cursor: next, ...filter }
    const page = await call('GET /api/v1/metrics/activity', { query })
    older.value = {
      after: cursor,
      items: [...(more?.items ?? []), ...page.items],
      next_cursor: page.next_cursor,
    }
  }
  const histogram = first.value?.histogram ?? []
  const events = first.value?.total ?? 0
  const title = pastDay.value ? longDay(shownDay.value, today.value) : analysis.activity.title
  return (
    <div class="body">
      <Sheet
        title={title}
        right={
          first.value && (
            <Num metric="events_shown" value={events}>
              {t.hours.events(events)}
            </Num>
          )
        }
      >
        <Read from={first} height={84}>
          {() => (
            <Drawing
              height={84}
              name={t.hours.title}
              draw={(width) => hourBars({ hours: histogram, midnight: t.hours.midnight }, width)}
            />
          )}
        </Read>
      </Sheet>
      <Filters filter={filter} />
      <Sheet title={t.frame.views.activity}>
        <Read from={first} height={300}>
          {() => (
            <>
              {all.length === 0 && <Nothing isFiltered={Boolean(filter.person_id || filter.verb)} />}
              <Runs runs={runsOf(all, zone.value)} />
              {next && (
                <button type="button" class="btn" onClick={() => void readOlder()}>
                  {analysis.activity.older}
                </button>
              )}
            </>
          )}
        </Read>
      </Sheet>
    </div>
  )
}

/** As the address says. */
function asked(): ActivityFilter {
  const { query } = place.value
  const [person_id, verb] = [query.get('person'), query.get('what')]
  const day = pastDay.value
  return { ...(person_id && { person_id }), ...(verb && { verb }), ...(day && { day }) }
}

function Filters({ filter }: { filter: ActivityFilter }) {
  const { person_id = '', verb = '' } = filter
  const counts = readActivityCounts(filter).value.value
  const people = (counts?.people ?? []).map((one): Option => [one.person.id, nameOf(one.person), one.count])
  const kinds = (counts?.verbs ?? []).map((one): Option => [one.verb, verbs.did(one.verb), one.count])
  return (
    <div class="bar-row filters">
      <Filter
        name="person"
        label={analysis.activity.person}
        all={analysis.activity.everybody}
        chosen={person_id}
        options={people}
      />
      <Filter
        name="what"
        label={analysis.activity.verb}
        all={analysis.activity.everything}
        chosen={verb}
        options={kinds}
      />
    </div>
  )
}

type Option = [value: string, label: string, count: number]

interface FilterProps {
  name: string
  label: string
  all: string
  chosen: string
  options: Option[]
}

function Filter({ name, label, all, chosen, options }: FilterProps) {
  const known = options.some(([one]) => one === chosen)
  const texts = options.map(([one, text, count]): [string, string] => [
    one,
    analysis.activity.option(text, count),
  ])
  return (
    <ChoiceField
      label={label}
      value={chosen}
      onValue={(value) => replace(changed({ [name]: value || null }))}
      // What is asked for stays to be seen, though nobody did it.
      options={[['', all], ...texts, ...(chosen && !known ? [[chosen, chosen] as [string, string]] : [])]}
    />
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { empty, emptySince, emptyDay, noMatch, clear } = analysis.activity
  if (!isFiltered) {
    const last = lastActiveDay()
    const since = last ? emptySince(longDay(last, today.value)) : empty
    return <p class="small dim">{pastDay.value ? emptyDay : since}</p>
  }
  return (
    <p class="small dim">
      {noMatch}{' '}
      <button type="button" class="link" onClick={() => replace(changed({ person: null, what: null }))}>
        {clear}
      </button>
    </p>
  )
}

/** Of those that the line of days shows. */
function lastActiveDay(): Day | undefined {
  const days = readStrip().value.value?.series.daily_active_users
  return days?.findLast(({ value }) => value !== null && value > 0)?.date
}

function Runs({ runs }: { runs: readonly Run[] }) {
  const days = Map.groupBy(runs, ({ last_at }) => dayIn(zone.value, new Date(last_at)))
  return (
    <ul class="rows">
      {[...days].map(([day, some]) => (
        <>
          <li class="day" key={day}>
            {day === today.value
              ? analysis.activity.today
              : day === plusDays(today.value, -1)
                ? analysis.activity.yesterday
                : longDay(day, today.value)}
          </li>
          {some.map((run) => (
            <RunLine key={run.id} run={run} />
          ))}
        </>
      ))}
    </ul>
  )
}

/** What was done again and again is one line, which says each time when it is opened. */
function RunLine({ run }: { run: Run }) {
  const isOpen = useSignal(false)
  const at = (time: string) => timeIn(zone.value, new Date(time))
  return (
    <>
      <li>
        <b class="cut">{nameOf(run.person)}</b>
        <span class={run.core ? 'nowrap' : 'dim nowrap'} title={run.verb}>
          {verbs.did(run.verb)}
        </span>
        {run.count > 1 && (
          <button
            type="button"
            class="link nowrap"
            aria-expanded={isOpen.value}
            onClick={() => {
              isOpen.value = !isOpen.value
            }}
          >
            {t.hours.times(run.count)}
          </button>
        )}
        <time dateTime={run.last_at}>{analysis.activity.span(at(run.first_at), at(run.last_at))}</time>
      </li>
      {isOpen.value && <li class="faint">{run.times.map(at).join(' · ')}</li>}
    </>
  )
}
