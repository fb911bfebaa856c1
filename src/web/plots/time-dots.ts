/** How long requests take, on a scale of powers of ten: half of them within, 95 %, and 99 %. */
import { circle, line, type Mark, text } from './marks.ts'

export interface Times {
  p50_ms: number
  p95_ms: number
  p99_ms: number
}

/** From there on people notice. */
export const SLOW_MS = 500
const DECADES = [1, 10, 100, 1_000, 10_000] as const
const SIDE = 8
export const HEIGHT = 20

export function timeDots({ p50_ms, p95_ms, p99_ms }: Times, width: number): Mark[] {
  const middle = HEIGHT / 2
  const half = xOf(p50_ms, width)
  const most = xOf(p95_ms, width)
  const nearlyAll = xOf(p99_ms, width)
  const tone = (ms: number) => (ms > SLOW_MS ? ' slow' : '')
  return [
    ...DECADES.map((ms) => line('p-grid', xOf(ms, width), 4, xOf(ms, width), HEIGHT - 4)),
    line(`t-span${tone(p95_ms)}`, half, middle, Math.max(most, nearlyAll), middle),
    line(`t-most${tone(p99_ms)}`, nearlyAll, middle - 5, nearlyAll, middle + 5),
    circle(`t-dot${tone(p95_ms)}`, most, middle, 3.5),
    circle(`t-half${tone(p50_ms)}`, half, middle, 3),
  ]
}

/** Above them. @param say A number, as the reader writes it. */
export function timeScale(width: number, say: (ms: number) => string): Mark[] {
  return DECADES.slice(0, -1).map((ms) => text(say(ms), xOf(ms, width), 14, { anchor: 'middle' }))
}

function xOf(ms: number, width: number): number {
  const share = Math.log10(Math.min(Math.max(ms, 1), 10_000)) / 4
  return SIDE + share * (width - 2 * SIDE)
}
