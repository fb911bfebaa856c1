/**
 * Sessions: maximal runs of one person's actions with gaps of at most 30 minutes (inclusive). No
 * longest length, no cut at midnight; a session belongs to the local day of its start.
 *
 * Merging is independent of order: whatever arrives, runs closer than the gap become one.
 */
export const SESSION_GAP_MS = 30 * 60_000

export interface Run {
  start_at: number
  end_at: number
  /** How many actions. */
  n: number
}

/** Joins runs that are at most a session gap apart. The answer is sorted and disjoint. */
export function mergeRuns(runs: Run[]): Run[] {
  const sorted = runs.toSorted((a, b) => a.start_at - b.start_at)
  const merged: Run[] = []
  for (const run of sorted) {
    const last = merged.at(-1)
    if (last && run.start_at - last.end_at <= SESSION_GAP_MS) {
      last.end_at = Math.max(last.end_at, run.end_at)
      last.n += run.n
    } else {
      merged.push({ ...run })
    }
  }
  return merged
}

/** The runs of single actions. */
export function runsOf(instants: number[]): Run[] {
  return mergeRuns(instants.map((at) => ({ start_at: at, end_at: at, n: 1 })))
}

/** Adds an action that is no earlier than those of the runs, which are in their order. */
export function addToRuns(runs: Run[], at: number): void {
  const last = runs.at(-1)
  if (last && at - last.end_at <= SESSION_GAP_MS) {
    last.end_at = at
    last.n += 1
  } else {
    runs.push({ start_at: at, end_at: at, n: 1 })
  }
}
