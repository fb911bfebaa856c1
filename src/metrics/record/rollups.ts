import type { Activity } from '../../db/facts.ts'
import type { Write } from '../../db/handle.ts'
import type { Sent } from '../../lib/sent.ts'
import type { LocalDays } from '../../lib/time/local-days.ts'
import type { DayDeltas } from './day-deltas.ts'

/** One generation of an organization's rollups, open for a change. */
export interface Rollups {
  readonly tx: Write
  readonly generation: number
  readonly days: LocalDays
  readonly deltas: DayDeltas
  /** Rows of people that are written and that nothing reads which is gathered meanwhile. */
  readonly sent: Sent
  /** Whether it is the one that is read: then people who are not in it yet are to be added to it. */
  readonly isCurrent: boolean
}

/** One who is in this generation, and what leaves. */
export interface BuiltPerson {
  person_id: string
  tracked: boolean
  first_day: number | null
  last_at: number | null
  activities: Activity[]
}
