/**
 * How many reached a stage, as a bar over those who reached the one before, and where the share of them
 * may lie, on the same scale of people.
 */
import { type Mark, rect } from './marks.ts'

export interface FunnelBar {
  /** Who came at all: the whole width. */
  all: number
  /** Who reached the stage before. */
  before: number
  reached: number
  /** Percent of those before. */
  interval: { low: number; high: number } | null
  /** Too few to be sure: outlined. */
  isFew: boolean
}

const BAR = 8
const INSET = 5

export function funnelBar({ all, before, reached, interval, isFew }: FunnelBar, width: number): Mark[] {
  const x = (people: number) => (all === 0 ? 0 : (people / all) * width)
  const at = (percent: number) => x((before * percent) / 100)
  const bar = x(reached)
  return [
    rect('p-before', 0, 0, x(before), BAR + 2 * INSET),
    ...(interval
      ? [
          rect(
            'p-band',
            at(interval.low),
            0,
            Math.max(1, at(interval.high) - at(interval.low)),
            BAR + 2 * INSET,
          ),
        ]
      : []),
    ...(reached === 0
      ? []
      : [
          isFew
            ? rect('p-part few', 0.5, INSET + 0.5, Math.max(1, bar - 1), BAR - 1)
            : rect('p-part', 0, INSET, bar, BAR),
        ]),
  ]
}
