/**
 * How far the rollups were from the truth when they were last compared with it. There is no table of
 * it: it stands in what the job says of its last run, in words that are read back here.
 */
import type { Base } from '../../base.ts'
import { listRuns } from '../../jobs/queries.ts'

export const RECONCILE = 'reconcile'

export interface RollupDrift {
  /** How many organizations were compared, of how many there are. */
  compared: number
  organizations: number
  /** Rows that differed, of all organizations. */
  rows: number
  /** Of those in which any did. */
  by_organization: { id: string; rows: number }[]
}

export function driftInWords({ compared, organizations, rows, by_organization }: RollupDrift): string {
  const parts = by_organization.map((one) => `${one.id}: ${one.rows}`)
  const where = parts.length > 0 ? ` (${parts.join(', ')})` : ''
  return `compared ${compared} of ${organizations} organizations, ${rows} rows differed${where}`
}

/** @returns `null` where the words are others: the job ended before it could say any. */
export function driftFromWords(words: string): RollupDrift | null {
  const found = /^compared (\d+) of (\d+) organizations, (\d+) rows differed(?: \(([^)]*)\))?/.exec(words)
  if (!found) return null
  const [, compared, organizations, rows, where = ''] = found
  const parts = where === '' ? [] : where.split(', ')
  return {
    compared: Number(compared),
    organizations: Number(organizations),
    rows: Number(rows),
    by_organization: parts.map((part) => {
      const [id = '', count] = part.split(': ')
      return { id, rows: Number(count) }
    }),
  }
}

/** That of the last run of the job, in whatever process it ran. */
export async function readRollupDrift({ db }: Pick<Base, 'db'>) {
  const found = await db.instance.read((q) => listRuns(q))
  const last = found.find(({ name }) => name === RECONCILE)
  if (!last) return { ...NO_DRIFT_KNOWN, reason: 'not compared yet' }
  const run = {
    started_at: new Date(last.started_at).toISOString(),
    finished_at: last.finished_at === null ? null : new Date(last.finished_at).toISOString(),
    outcome: last.outcome,
  }
  const drift = driftFromWords(last.detail ?? '')
  return drift ? { ...drift, ...run } : { ...NO_DRIFT_KNOWN, ...run, reason: last.detail ?? 'it did not end' }
}

const NO_DRIFT_KNOWN = {
  compared: 0,
  organizations: null,
  rows: null,
  by_organization: null,
  started_at: null,
  finished_at: null,
  outcome: null,
}
