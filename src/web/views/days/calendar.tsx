/** A calendar, with a bar under each day for how many were active, and a field for those who know the date. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { monthAndYear, shortWeekday } from '../../format/calendar.ts'
import { longDate } from '../../format/dates.ts'
import { type Day, dayOf, numberOf, plusDays, weekdayOf } from '../../format/days.ts'
import { readDay } from '../../format/read-day.ts'
import { Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { goToDay } from '../../state/go-to-day.ts'
import { readStrip } from '../../state/numbers.ts'
import { reading } from '../../state/reading.ts'
import { account, shownDay, today } from '../../state/session.ts'
import { boxes } from '../../texts/boxes.ts'

const WEEKS_SHOWN = 6

export function Calendar() {
  const month = useSignal(`${shownDay.value.slice(0, 7)}-01`)
  useEffect(() => {
    month.value = `${shownDay.value.slice(0, 7)}-01`
  }, [shownDay.value, month])
  const first = plusDays(month.value, 1 - weekdayOf(month.value))
  const days = Array.from({ length: WEEKS_SHOWN * 7 }, (_, i) => plusDays(first, i))
  const began_on = readStrip().value.value?.began_on ?? '0000-01-01'
  const active = useActive(days)
  return (
    <div class="calendar">
      <div class="month">
        <button
          type="button"
          class="icon"
          aria-label={boxes.calendar.monthBefore}
          onClick={() => turn(month, -1)}
        >
          <Icon name="back" />
        </button>
        <b aria-live="polite">{monthAndYear(month.value)}</b>
        <button
          type="button"
          class="icon"
          aria-label={boxes.calendar.monthAfter}
          onClick={() => turn(month, 1)}
        >
          <Icon name="forward" />
        </button>
      </div>
      <div class="grid">
        {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
          <span class="h" key={weekday}>
            {shortWeekday(weekday).slice(0, 2)}
          </span>
        ))}
        {days.map((day) => (
          <button
            key={day}
            type="button"
            class={day.slice(0, 7) === month.value.slice(0, 7) ? 'd' : 'd out'}
            aria-label={longDate(day, today.value)}
            aria-pressed={day === shownDay.value}
            disabled={day > today.value || day < began_on}
            onClick={() => goToDay(day)}
          >
            <span>{Number(day.slice(8))}</span>
            <svg width="14" height="14" aria-hidden="true">
              <rect width="14" height={active(day)} y={14 - active(day)} />
            </svg>
          </button>
        ))}
      </div>
      <TypedDay began_on={began_on} />
      <p class="note">
        {boxes.calendar.range(longDate(began_on, today.value), account.value?.organization.name ?? '')}
      </p>
    </div>
  )
}

/** @returns Of a day, the height of its bar. */
function useActive(days: readonly Day[]): (day: Day) => number {
  const [from = ''] = days
  const last = days.at(-1) ?? ''
  const to = last < today.value ? last : today.value
  const query = { from: from < to ? from : to, to, metric: 'daily_active_users' }
  const points =
    reading(null, 'GET /api/v1/metrics/trends', { query }).value.value?.series.daily_active_users ?? []
  const values = new Map(points.map(({ date, value }) => [date, value ?? 0]))
  const most = Math.max(1, ...values.values())
  return (day) => Math.round(((values.get(day) ?? 0) / most) * 13)
}

function turn(month: { value: Day }, by: number): void {
  const middle = numberOf(month.value) + 14 + by * 30
  month.value = `${dayOf(middle).slice(0, 7)}-01`
}

function TypedDay({ began_on }: { began_on: Day }) {
  const typed = useSignal('')
  const wrong = useSignal<string | undefined>(undefined)
  const submit = (event: Event) => {
    event.preventDefault()
    const day = readDay(typed.value, today.value)
    const isThere = day !== null && day >= began_on && day <= today.value
    wrong.value = isThere ? undefined : boxes.calendar.noSuchDay
    if (isThere && day) goToDay(day)
  }
  return (
    <form onSubmit={submit}>
      <Field
        label={boxes.calendar.typeDate}
        value={typed.value}
        onValue={(value) => {
          typed.value = value
        }}
        wrong={wrong.value}
        placeholder={shownDay.value}
      />
    </form>
  )
}
