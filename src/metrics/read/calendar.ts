/** Which day it is for an organization, when it began, and which of its rollups are read. */
import type { Read } from '../../db/handle.ts'
import { type LocalDays, localDays } from '../../lib/time/local-days.ts'
import { readRollupSettings } from '../record/rollup-statements.ts'
import { readFirstDay } from './day-series.ts'

export interface Calendar {
  readonly days: LocalDays
  readonly today: number
  /** The local day on which the organization began. */
  readonly firstDay: number
  /** When today is over, epoch ms: another day is complete from then on. */
  readonly ends_at: number
  readonly generation: number
  /** Of what those rollups are made: see rollup-version.ts. */
  readonly version: number
}

/** @param now Epoch ms. */
export async function readCalendar(q: Read, now: number): Promise<Calendar> {
  const {
    time_zone,
    rollup_generation: generation,
    created_at,
    rollup_version: version,
  } = await readRollupSettings(q)
  const days = localDays(time_zone)
  const today = days.dayOf(now)
  const firstDay = await readFirstDay(q, generation, days.dayOf(created_at))
  return { days, today, firstDay, ends_at: days.endOf(today), generation, version }
}
