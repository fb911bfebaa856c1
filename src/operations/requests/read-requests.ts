/**
 * How the requests of the last 60 minutes went, in all processes: what they have written, and what
 * this one has not written yet. The running minute is the last of the 60.
 */
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import { MINUTE_MS } from './request-minute.ts'
import { listInstanceMinutes, listRequestMinutes, type MinuteRow } from './request-minute-statements.ts'
import type { HeldMinute, RequestMinutes } from './request-minutes.ts'
import { RequestTally } from './request-tally.ts'

export const WINDOW_MINUTES = 60

/** Of an organization. */
export async function readRequests(
  q: Read,
  { requests }: { requests: RequestMinutes },
  now: number,
): Promise<RequestTally> {
  const rows = await q.all(listRequestMinutes, windowAt(now))
  return merged(rows, requests.held(q.organization_id), now)
}

/** Of everybody on the instance: for its administrators only. */
export async function readInstanceRequests(
  { db, requests }: Pick<Base, 'db'> & { requests: RequestMinutes },
  now: number,
): Promise<RequestTally> {
  const rows = await db.instance.read((q) => q.all(listInstanceMinutes, windowAt(now)))
  return merged(rows, requests.held(), now)
}

function windowAt(now: number) {
  const to_minute = Math.floor(now / MINUTE_MS)
  return { from_minute: to_minute - WINDOW_MINUTES + 1, to_minute }
}

function merged(rows: MinuteRow[], held: HeldMinute[], now: number): RequestTally {
  const { from_minute, to_minute } = windowAt(now)
  const total = new RequestTally()
  for (const { minute, tally } of held) {
    if (minute >= from_minute && minute <= to_minute) total.add(tally.tallied)
  }
  // What is held knows at least as much as the row that was written of it.
  const written = rows.filter(
    (row) => !held.some(({ minute, process_id }) => minute === row.minute && process_id === row.process_id),
  )
  for (const row of written) total.add({ ...row, durations: JSON.parse(row.durations) })
  return total
}
