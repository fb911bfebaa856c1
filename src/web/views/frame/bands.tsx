/** What everybody has to know at once: no connection, limits, the past. */
import { timeIn } from '../../format/dates.ts'
import { Icon } from '../../parts/icon.tsx'
import { connection, readAgain } from '../../state/reading.ts'
import { zone } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'

export function Bands() {
  const { lost_at, limited_until } = connection.value
  const at = (ms: number) => timeIn(zone.value, new Date(ms))
  return (
    <div aria-live="polite">
      {lost_at !== null && (
        <div class="band amber">
          <span class="dot amber" />
          <span>{t.frame.lost(at(lost_at))}</span>
          <button type="button" class="btn" onClick={() => void readAgain()}>
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
    </div>
  )
}
