/** The last 24 hours, or the day that is looked at: how much in each hour, and the newest events. */
import { lazily, nothing } from '../../parts/lazy.tsx'
import { Num } from '../../parts/num.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { readActivity } from '../../state/numbers.ts'
import { addressOnDay, pastDay } from '../../state/route.ts'
import { overview } from '../../texts/overview.ts'
import { t } from '../../texts/texts.ts'
import { VIEWS } from '../registry.ts'

const READ = 60

/** Its words are many: they come while what they say is read. */
const Hours = lazily(
  async () => (await import('./hours-and-feed.tsx')).HoursAndFeed,
  <span class="grey" style={{ height: '300px' }} />,
  nothing,
)

export function LastHours() {
  const day = pastDay.value
  const activity = readActivity(READ, day ? { day } : {}).value
  const events = activity.value?.total ?? 0
  const right = (
    <>
      {activity.value && (
        <Num metric={day ? 'events_of_day' : 'events_of_24_hours'} value={events}>
          {t.hours.events(events)}
        </Num>
      )}
      {VIEWS.activity && <a href={addressOnDay('activity')}>{overview.all}</a>}
    </>
  )
  return (
    <Sheet title={day ? t.frame.views.activity : overview.last24} right={right}>
      <Hours activity={activity} day={day} />
    </Sheet>
  )
}
