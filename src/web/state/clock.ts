/** What time it is, to the minute; or what time it was, where all that is shown is of then. */
import { signal } from '@preact/signals'

export const now = signal(new Date())

/** Since when the clock stands; `null` while it goes. */
export const stoodAt = signal<Date | null>(null)

export function standStill(at: Date): void {
  stoodAt.value = at
  now.value = at
}

export function goOn(): void {
  stoodAt.value = null
  now.value = new Date()
}

function tick(): void {
  if (stoodAt.peek() === null) now.value = new Date()
  setTimeout(tick, 60_000 - (Date.now() % 60_000) + 20)
}

setTimeout(tick, 60_000 - (Date.now() % 60_000) + 20)

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && stoodAt.peek() === null) now.value = new Date()
})
