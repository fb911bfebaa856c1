/** The way to any day; its calendar comes when it is opened. */
import { Icon } from '../../parts/icon.tsx'
import { lazily } from '../../parts/lazy.tsx'
import { Menu } from '../../parts/menu.tsx'
import { t } from '../../texts/texts.ts'

const Calendar = lazily(async () => (await import('./calendar.tsx')).Calendar)

export function DayPicker() {
  const button = (
    <>
      <Icon name="calendar" />
      <span class="wide-text">{t.days.goTo}</span>
      <kbd class="wide" aria-hidden="true">
        D
      </kbd>
    </>
  )
  return (
    <Menu is_labelled label={t.days.goTo} className="btn go-to-day" button={button} isPanel>
      <Calendar />
    </Menu>
  )
}
