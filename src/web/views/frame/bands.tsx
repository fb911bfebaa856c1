/** What everybody has to know at once: no connection, a newer page, limits. */
import { useEffect } from 'preact/hooks'
import { timeIn } from '../../format/dates.ts'
import { Icon } from '../../parts/icon.tsx'
import { stoodAt } from '../../state/clock.ts'
import { isUpdated } from '../../state/own-files.ts'
import { connection, readAgain } from '../../state/reading.ts'
import { changed, place, replace } from '../../state/route.ts'
import { account, findSession, offlineSince, organizations, switchTo, zone } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'

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
      <OfAnother />
    </div>
  )
}

function tryNow(): void {
  void (stoodAt.value ? findSession() : readAgain())
}

/** A link that somebody copied names its organization; it may be another than one is in. */
function OfAnother() {
  const slug = place.value.query.get('org')
  const isHere = slug === account.value?.organization.slug
  useEffect(() => {
    if (slug !== null && isHere) replace(changed({ org: null }))
  }, [slug, isHere])
  const meant = organizations.value.find((one) => one.slug === slug)
  if (slug === null || isHere || !meant) return null
  return (
    <div class="band blue">
      <span>{t.frame.linkOf(meant.name)}</span>
      <button type="button" class="btn" onClick={() => void switchTo(meant.id)}>
        {t.frame.switchTo(meant.name)}
      </button>
    </div>
  )
}
