/** For each week: above the line those who came, by why; below it those who stayed away. */
import { line, type Mark, rect, text } from './marks.ts'
import { axisTo } from './ticks.ts'

export interface Week {
  label: string
  returning: number
  back: number
  new: number
  /** `null` while it runs: whoever has not come may still come. */
  away: number | null
  complete: boolean
}

const TOP = 12
const BELOW = 26

export function cameAndStayed(weeks: readonly Week[], width: number, height: number): Mark[] {
  const left = 30
  const most = Math.max(1, ...weeks.map((one) => one.returning + one.back + one.new))
  const least = Math.max(0, ...weeks.map(({ away }) => away ?? 0))
  const above = axisTo(most)
  const below = least === 0 ? 0 : axisTo(least).top
  const scale = (height - TOP - BELOW) / (above.top + below)
  const zero = TOP + above.top * scale
  const pitch = (width - left) / Math.max(1, weeks.length)
  const wide = pitch * 0.66
  const every = Math.ceil(62 / pitch)
  return [
    ...above.ticks
      .filter((tick) => tick > 0)
      .flatMap((tick) => gridLine(tick, zero - tick * scale, left, width)),
    ...(below > 0 ? gridLine(below, zero + below * scale, left, width) : []),
    ...weeks.flatMap((week, i) => {
      const x = left + i * pitch + (pitch - wide) / 2
      const label = i % every === 0 ? [text(week.label, left + i * pitch, height - 8)] : []
      return [...columnOf(week, x, wide, zero, scale), ...label]
    }),
    line('p-base', left, Math.round(zero) + 0.5, width, Math.round(zero) + 0.5),
  ]
}

function gridLine(tick: number, y: number, left: number, width: number): Mark[] {
  const at = Math.round(y) + 0.5
  return [line('p-grid', left, at, width, at), text(String(tick), left - 8, at + 4, { anchor: 'end' })]
}

function columnOf(week: Week, x: number, wide: number, zero: number, scale: number): Mark[] {
  const marks: Mark[] = []
  let y = zero
  for (const [className, value] of [
    ['p-bar', week.returning],
    ['p-bar-2', week.back],
    ['p-bar-3', week.new],
  ] as const) {
    if (value === 0) continue
    const height = value * scale
    y -= height
    marks.push(
      week.complete
        ? rect(className, x, y, wide, Math.max(1, height - 1))
        : rect('p-partial', x, y, wide, height),
    )
  }
  if (week.away) marks.push(rect('p-ghost', x, zero, wide, week.away * scale))
  return marks
}
