/** The line of days: which day is looked at, and the way to every other. It stays while pages change. */
import { longDay, timeIn } from '../../format/dates.ts'
import type { Day } from '../../format/days.ts'
import { Marks, Svg, useWidth } from '../../parts/drawing.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Rich } from '../../parts/rich.tsx'
import { dayAt, dayStrip } from '../../plots/day-strip.ts'
import { now } from '../../state/clock.ts'
import { goToDay, step } from '../../state/go-to-day.ts'
import { readStatistics, readStrip, unusualDaysOf } from '../../state/numbers.ts'
import { pastDay } from '../../state/route.ts'
import { shownDay, today, zone } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { DayPicker } from './day-picker.tsx'

export function DayLine() {
  const isPast = pastDay.value !== null
  return (
    <>
      {isPast && <Ribbon day={shownDay.value} />}
      <section class="days" aria-label={t.days.day}>
        <div class="date" aria-live="polite">
          <b data-day={shownDay.value}>{longDay(shownDay.value, today.value)}</b>
          <span>{isPast ? t.days.asItStood : t.days.soFar(timeIn(zone.value, now.value), today.value)}</span>
        </div>
        <Strip />
        <div class="go">
          <button
            type="button"
            class="btn"
            aria-label={t.days.before}
            aria-keyshortcuts="["
            onClick={() => step(-1)}
          >
            <Icon name="back" />
          </button>
          <button
            type="button"
            class="btn"
            aria-label={t.days.after}
            aria-keyshortcuts="]"
            disabled={!isPast}
            onClick={() => step(1)}
          >
            <Icon name="forward" />
          </button>
          <DayPicker />
        </div>
      </section>
    </>
  )
}

function Ribbon({ day }: { day: Day }) {
  return (
    <div class="ribbon" role="status">
      <Icon name="clock" />
      <span>
        <Rich text={t.days.past(longDay(day, today.value), day, today.value)} />
      </span>
      <button type="button" class="btn" onClick={() => goToDay(today.value)}>
        {t.days.backToToday}
        <kbd aria-hidden="true" class="wide">
          T
        </kbd>
      </button>
    </div>
  )
}

function Strip() {
  const { box, width } = useWidth()
  const { value } = readStrip().value
  const days = value?.series.daily_active_users ?? []
  const unusual = new Set(
    unusualDaysOf(readStatistics('daily_active_users').value.value).map(({ date }) => date),
  )
  const choose = (event: PointerEvent) => {
    const { left, width: wide } = (event.currentTarget as Element).getBoundingClientRect()
    const day = dayAt(days, event.clientX - left, wide)
    if (day && day !== shownDay.value && day >= (value?.began_on ?? '')) goToDay(day)
  }
  return (
    <div
      class="strip"
      ref={box}
      onPointerDown={choose}
      onPointerMove={(event) => {
        if (event.buttons === 1) choose(event)
      }}
    >
      <Svg width={width} height={58} name={t.days.strip(days.length)}>
        {width > 0 && <Marks marks={dayStrip({ days, chosen: shownDay.value, unusual }, width)} />}
      </Svg>
    </div>
  )
}
