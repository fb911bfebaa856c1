/** What everybody has to know at once: no connection, a newer page, limits. */
import { timeIn } from '../../format/dates.ts'
import { Icon } from '../../parts/icon.tsx'
import { lazily } from '../../parts/lazy.tsx'
import { stoodAt } from '../../state/clock.ts'
import { isUpdated } from '../../state/own-files.ts'
import { connection, readAgain } from '../../state/reading.ts'
import { place } from '../../state/route.ts'
import { findSession, offlineSince, zone } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'

const OfAnother = lazily(async () => (await import('./of-another.tsx')).OfAnother)

export function Bands() {
  const { lost_at, limited_until } = connection.value
  const at = (ms: number) => timeIn(zone.value, new Date(ms))
  return (
    <div aria-live="polite">
      {isUpdated.value && (
        <div class="band blue">
          <span>{t.frame.updated}</span>
          <button type="button" class="btn" onClick={() => location.reload()}>
            {t.frame.loadNew}
          </button>
        </div>
      )}
      {lost_at !== null && (
        <div class="band amber">
          <span class="dot amber" />
          <span>
            {stoodAt.value ? t.frame.offlineRests(offlineSince(stoodAt.value)) : t.frame.lost(at(lost_at))}
          </span>
          <button type="button" class="btn" onClick={tryNow}>
            {t.frame.tryNow}
          </button>
        </div>
      )}
      {limited_until !== null && (
        <div class="band blue">
          <Icon name="clock" />
          <span>{t.frame.limited(at(limited_until))}</span>
        </div>
      )}
      {place.value.query.has('org') && <OfAnother />}
    </div>
  )
}

function tryNow(): void {
  void (stoodAt.value ? findSession() : readAgain())
}
