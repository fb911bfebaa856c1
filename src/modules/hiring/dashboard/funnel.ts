/**
 * What becomes of applications, counted. A stage is reached by whoever was ever there or further, a
 * stage that was left out included; who has withdrawn has left the funnel, and is told apart. Open
 * applications make recent days look worse than they will be: how many there are is told, too.
 */
import { percentage } from '../../../lib/rounding.ts'
import { wilsonInterval } from '../../../metrics/statistics/wilson.ts'
import { type Stage, WAY } from '../applications/stages.ts'
import type { Group } from './queries.ts'

/** Below this a share is to be read with care. */
const LOW_N = 20

export function shareOf(numerator: number, denominator: number) {
  return {
    value: percentage(numerator, denominator),
    numerator,
    denominator,
    ...(denominator < LOW_N && { low_n: true as const }),
    interval_95: denominator === 0 ? null : wilsonInterval(numerator, denominator),
  }
}

export interface Counts {
  applications: number
  withdrawn: number
  rejected: number
  open: number
}

export type Reached = Record<(typeof WAY)[number], number>

export function countsOf(groups: readonly Group[]): Counts {
  const of = (isMeant: (stage: Stage) => boolean) =>
    groups.reduce((sum, { stage, n }) => (isMeant(stage) ? sum + n : sum), 0)
  return {
    applications: of(() => true),
    withdrawn: of((stage) => stage === 'withdrawn'),
    rejected: of((stage) => stage === 'rejected'),
    open: of((stage) => !['hired', 'rejected', 'withdrawn'].includes(stage)),
  }
}

export function reachedBy(groups: readonly Group[]): Reached {
  const inFunnel = groups.filter(({ stage }) => stage !== 'withdrawn')
  const from = (place: number) =>
    inFunnel.reduce((sum, { reached, n }) => (reached >= place ? sum + n : sum), 0)
  // Each of the way has its number.
  return Object.fromEntries(WAY.map((stage, place) => [stage, from(place)])) as Reached
}

export function funnelOf(groups: readonly Group[]) {
  const reached = reachedBy(groups)
  return WAY.map((stage, place) => {
    const before = WAY[place - 1]
    return {
      stage,
      reached: reached[stage],
      current: groups.reduce((sum, one) => (one.stage === stage ? sum + one.n : sum), 0),
      conversion: before === undefined ? null : shareOf(reached[stage], reached[before]),
    }
  })
}

/** A part of them, such as those for one job. */
export function partOf(groups: readonly Group[]) {
  const reached = reachedBy(groups)
  return { ...countsOf(groups), reached, hire_rate: shareOf(reached.hired, reached.applied) }
}

/** Groups that are counted in several parts. */
export class Groups<Some extends Group> {
  readonly #all = new Map<string, Some>()

  add(some: readonly Some[]): void {
    for (const { n, ...group } of some) {
      const key = Object.values(group).join(' ')
      const before = this.#all.get(key)
      // What is left and what was taken out of it.
      this.#all.set(key, { ...group, n: n + (before?.n ?? 0) } as Some)
    }
  }

  all(): Some[] {
    return [...this.#all.values()]
  }
}
