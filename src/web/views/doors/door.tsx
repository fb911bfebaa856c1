/** What all doors have: the day, as a mark on the year, and a foot. Nobody's data. */
import type { ComponentChildren } from 'preact'
import { wholeDay } from '../../format/calendar.ts'
import { dayIn } from '../../format/days.ts'
import { isLanguage, LANGUAGES } from '../../format/locale.ts'
import { adoptStyle } from '../../parts/adopt-style.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { Brand } from '../../parts/icon.tsx'
import { yearRuler } from '../../plots/year-ruler.ts'
import { now } from '../../state/clock.ts'
import { keepLanguage } from '../../state/language.ts'
import { instance } from '../../state/session.ts'
import styles from '../../styles/doors.css' with { type: 'text' }
import { doors } from '../../texts/doors.ts'
import { language, speak, t } from '../../texts/texts.ts'

adoptStyle(styles)

interface Props {
  view: string
  /** In the place of the date. */
  title?: string
  children: ComponentChildren
}

export function Door({ view, title, children }: Props) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const today = dayIn(zone, now.value)
  const date = wholeDay(today)
  return (
    <div class="door" data-view={view}>
      <div class="inner">
        <header class="brand">
          <Brand />
        </header>
        <main>
          <div>
            <div class="date">
              <h1>{title ?? date}</h1>
              <span class="note">
                {title ? doors.door.dateAndDay(date, today) : doors.door.dayAndWeek(today)}
              </span>
            </div>
            <div class="ruler">
              <Drawing
                height={74}
                name={doors.door.dayOfYear(today)}
                draw={(width) => yearRuler(today, width)}
              />
            </div>
          </div>
          {children}
        </main>
        <footer>
          <span>{instance.value && t.version(instance.value.version)}</span>
          <span>{doors.door.servedFromHere}</span>
          <Languages />
          <a href="/docs">{t.apiDocuments}</a>
        </footer>
      </div>
    </div>
  )
}

/** Each in its own words. */
function Languages() {
  return (
    <span role="group" aria-label={t.frame.otherLanguage}>
      {Object.entries(LANGUAGES)
        .filter(([one]) => one !== language.value)
        .map(([one, name]) => (
          <button
            key={one}
            type="button"
            class="link"
            lang={one}
            onClick={() => isLanguage(one) && void speak(keepLanguage(one))}
          >
            {name}
          </button>
        ))}
    </span>
  )
}
