/** Counts a text that a model has made, or has failed to make, on the local day on which it was done. */
import type { LocalDays } from '../../lib/time/local-days.ts'
import type { DayDeltas } from './day-deltas.ts'

/** Instants are epoch ms. */
export interface Generation {
  started_at: number
  finished_at: number
  ok: boolean
}

export function addGeneration(deltas: DayDeltas, days: LocalDays, generation: Generation): void {
  const { started_at, finished_at, ok } = generation
  const day = days.dayOf(finished_at)
  if (!ok) {
    deltas.add(day, 'generations_failed', 1)
    return
  }
  deltas.add(day, 'generations_ok', 1)
  deltas.add(day, 'generation_ms', finished_at - started_at)
  deltas.work.addGeneration(day, finished_at - started_at)
}
