/** What time it is, to the minute. */
import { signal } from '@preact/signals'

export const now = signal(new Date())

function tick(): void {
  now.value = new Date()
  setTimeout(tick, 60_000 - (Date.now() % 60_000) + 20)
}

setTimeout(tick, 60_000 - (Date.now() % 60_000) + 20)

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) now.value = new Date()
})
