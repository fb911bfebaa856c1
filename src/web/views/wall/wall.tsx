/** The overview on a wall: the sentence and the numbers, large, on a screen that stays on. */
import { useEffect } from 'preact/hooks'
import { longDay, timeIn } from '../../format/dates.ts'
import { adoptStyle } from '../../parts/adopt-style.ts'
import { now } from '../../state/clock.ts'
import { address, go } from '../../state/route.ts'
import { account, shownDay, today, zone } from '../../state/session.ts'
import style from '../../styles/wall.css' with { type: 'text' }
import { boxes } from '../../texts/boxes.ts'
import { t } from '../../texts/texts.ts'
import { Bands } from '../frame/bands.tsx'

/** As it comes to the overview itself, which would be two files if both needed parts of it. */
const { Cards, Story } = await import('../overview/overview.tsx')

adoptStyle(style)

export function Wall() {
  useScreenOn()
  useEffect(leaveByEscape, [])
  return (
    <div class="wall">
      <Bands />
      <main id="content" data-view="wall">
        <header>
          <h1>{account.value?.organization.name}</h1>
          <p data-day={shownDay.value}>
            {longDay(shownDay.value, today.value)}
            <span class="dim"> · {timeIn(zone.value, now.value)}</span>
          </p>
        </header>
        <Story />
        <Cards />
        <footer>
          <span>{t.almanac}</span>
          <span>{zone.value}</span>
          <a href={address('')}>{boxes.leaveWall}</a>
        </footer>
      </main>
    </div>
  )
}

function leaveByEscape(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') go(address(''))
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

/** Where the browser may keep the screen on (over https, or on this machine); it lets go whenever the page is hidden. */
function useScreenOn(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    const keepOn = async () => {
      if (document.hidden) return
      lock = await navigator.wakeLock?.request('screen').catch(() => undefined)
    }
    void keepOn()
    document.addEventListener('visibilitychange', keepOn)
    return () => {
      document.removeEventListener('visibilitychange', keepOn)
      void lock?.release()
    }
  }, [])
}
