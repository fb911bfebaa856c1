import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { mergeRuns, type Run, runsOf, SESSION_GAP_MS } from '../src/metrics/record/session-runs.ts'

const MINUTE = 60_000

/** `12:30` as milliseconds of a day. */
function at(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number)
  return (hours * 60 + minutes) * MINUTE + seconds * 1000
}

test('runs of actions are those of the session windows that Spark documents, with a gap of 30 minutes for its 5', () => {
  const sixTimes = (clock: string) => 6 * at(clock)
  expect(runsOf(['00:00:00', '00:04:30', '00:10:00'].map(sixTimes))).toEqual([
    // It ends with its last action; theirs a gap later.
    { start_at: 0, end_at: at('00:27'), n: 2 },
    { start_at: at('01:00'), end_at: at('01:00'), n: 1 },
  ])
  expect(runsOf([sixTimes('00:01:00')])).toEqual([{ start_at: at('00:06'), end_at: at('00:06'), n: 1 }])
})

test('a gap of exactly 30 minutes belongs to the run, and a millisecond more ends it', () => {
  expect(runsOf([0, SESSION_GAP_MS])).toEqual([{ start_at: 0, end_at: 1_800_000, n: 2 }])
  expect(runsOf([0, SESSION_GAP_MS + 1])).toHaveLength(2)
})

test('runs come out the same in whatever order and parts they are merged', () => {
  const instants = fc.array(fc.nat(600 * MINUTE), { minLength: 1, maxLength: 40, size: 'max' })
  fc.assert(
    fc.property(instants, fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }), (all, parts) => {
      let merged: Run[] = []
      for (const part of [0, 1, 2, 3]) {
        const late = all.filter((_, i) => parts[i] === part)
        merged = mergeRuns([...runsOf(late.toReversed()), ...merged])
      }
      expect(merged).toEqual(cutWhereLong(all))
    }),
  )
})

function cutWhereLong(instants: readonly number[]): Run[] {
  const runs: Run[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const now of instants.toSorted((a, b) => a - b)) {
    const run = now - last > SESSION_GAP_MS ? undefined : runs.at(-1)
    if (run) Object.assign(run, { end_at: now, n: run.n + 1 })
    else runs.push({ start_at: now, end_at: now, n: 1 })
    last = now
  }
  return runs
}
