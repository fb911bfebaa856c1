/** How long an attempt still goes, by the server's clock: the one here may be wrong. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call } from '../../api/client.ts'
import { k } from '../../texts/knowledge.ts'

/** At these many seconds it is said to those who do not see it. */
const SAID_AT = [300, 60, 10]

export function TimeLeft({ ends_at, onTimeUp }: { ends_at: string; onTimeUp(): Promise<void> }) {
  const seconds = useSignal<number | null>(null)
  const said = useSignal('')
  useEffect(() => {
    let ahead_ms = 0
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const left = Math.ceil((Date.parse(ends_at) - Date.now() - ahead_ms) / 1000)
      seconds.value = Math.max(0, left)
      if (SAID_AT.includes(left)) said.value = k.timeLeft(written(left))
      if (left <= 0) void onTimeUp()
      else timer = setTimeout(tick, 1_000)
    }
    // Where it does not say what time it is, the clock here has to do.
    void serverAhead()
      .then((ms) => {
        ahead_ms = ms
      })
      .catch(() => {})
      .then(tick)
    return () => clearTimeout(timer)
  }, [ends_at])
  if (seconds.value === null) return null
  return (
    <>
      <span class={seconds.value <= 60 ? 'time red' : 'time'} role="timer" data-left={seconds.value}>
        {k.timeLeft(written(seconds.value))}
      </span>
      <span class="hidden" role="status">
        {said.value}
      </span>
    </>
  )
}

/** By how much the clock of the server is ahead of this one, to half of the way there and back. */
async function serverAhead(): Promise<number> {
  const sent = Date.now()
  const { time } = await call('GET /api/v1/health')
  return Date.parse(time) - (sent + Date.now()) / 2
}

/** "9:05", "1:09:05" */
function written(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
