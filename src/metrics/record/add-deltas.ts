import type { Write } from '../../db/handle.ts'
import { addWork } from '../stocks/work-statements.ts'
import type { DayDeltas } from './day-deltas.ts'
import { addLastActive } from './last-active.ts'
import { addToCohorts, addToCounters, addToDays } from './rollup-statements.ts'

/** Adds what was gathered to one generation, in the order in which everybody does: all of it is sent at once. */
export async function addDeltas(tx: Write, generation: number, deltas: DayDeltas): Promise<void> {
  const users = deltas.users === 0 ? [] : [{ key: 'users', amount: deltas.users }]
  await Promise.all([
    tx.each(addToDays, deltas.rows(), { generation }),
    tx.each(addToCohorts, deltas.cohorts.rows(), { generation }),
    addLastActive(tx, generation, deltas.lastActive),
    addWork(tx, generation, deltas.work),
    tx.each(addToCounters, [...deltas.work.stocks.totals(), ...users], { generation }),
  ])
}
