/** The files of this page: a worker keeps them, and where the server has newer ones, that is said. */
import { signal } from '@preact/signals'
import { connection } from './reading.ts'

/** Whether the server gives out another page than this one. */
export const isUpdated = signal(false)

const LOOK_EVERY_MS = 10 * 60_000
/** What is shown first does not wait for what may be needed later. */
const KEEP_AFTER_MS = 3_000

let looked_at = Date.now()

export function watchOwnFiles(): void {
  // Browsers have workers with https, and on this machine.
  setTimeout(() => void navigator.serviceWorker?.register('/service-worker.js'), KEEP_AFTER_MS)
  setInterval(lookWhenDue, 60_000)
  document.addEventListener('visibilitychange', lookWhenDue)
  // Whoever was away may have become another.
  let wasLost = false
  connection.subscribe(({ lost_at }) => {
    if (wasLost && lost_at === null) void lookForNewPage()
    wasLost = lost_at !== null
  })
}

function lookWhenDue(): void {
  if (!document.hidden && Date.now() - looked_at >= LOOK_EVERY_MS) void lookForNewPage()
}

/** Asks which page the server has now; a browser that has it is told so with an empty answer. */
export async function lookForNewPage(): Promise<void> {
  const own = document.documentElement.dataset.page
  if (isUpdated.peek() || !own) return
  looked_at = Date.now()
  const answer = await fetch('/', { cache: 'no-cache' }).catch(() => null)
  if (answer?.ok && !(await answer.text()).includes(`data-page="${own}"`)) isUpdated.value = true
}
