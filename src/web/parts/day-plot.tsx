/**
 * A plot over days with all that belongs to it: values at a point by pointer, touch and keys, the table
 * behind it, and what may be taken along.
 */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Day } from '../format/days.ts'
import { type DayPlot, type Drawn, drawDays } from '../plots/day-plot.ts'
import { line } from '../plots/marks.ts'
import { t } from '../texts/texts.ts'
import { Marks, Svg, useWidth } from './drawing.tsx'

interface Props {
  plot: DayPlot
  height: number
  /** What it shows, for those who do not see it. */
  name: string
  /** What is known of a day, the title first. */
  about(day: Day): { title: string; lines: readonly TipLine[] }
  onChoose?(day: Day): void
  onTable?(): void
}

export interface TipLine {
  name: string
  value: string
  tone?: 'faint' | 'red'
}

const WEEK = 7

export function DayPlotView({ plot, height, name, about, onChoose, onTable }: Props) {
  const { box, width } = useWidth()
  const at = useSignal<number | null>(null)
  const drawn = useRef<Drawn | null>(null)
  drawn.current = width > 0 ? drawDays(plot, width, height) : null
  const { dates = [], left = 0, pitch = 1, top = 0, bottom = 0, marks = [] } = drawn.current ?? {}
  const index = at.value === null ? null : Math.min(dates.length - 1, at.value)
  const day = index === null ? null : dates[index]
  const point = (event: PointerEvent) => {
    const x = event.clientX - (event.currentTarget as Element).getBoundingClientRect().left
    at.value = Math.max(0, Math.min(dates.length - 1, Math.floor((x - left) / pitch)))
  }
  const onKey = (event: KeyboardEvent) => {
    const next = nextIndex(event, index ?? plot.days.length - 1, dates, plot)
    if (next !== null) {
      event.preventDefault()
      at.value = Math.max(0, Math.min(dates.length - 1, next))
    }
    if (event.key === 'Enter' && day) onChoose?.(day)
    if (event.key === 'v') onTable?.()
    if (event.key === 'Escape') at.value = null
    if (next !== null || event.key === 'v') event.stopPropagation()
  }
  const middle = index === null ? 0 : left + (index + 0.5) * pitch
  return (
    <div
      class="plot"
      ref={box}
      tabIndex={0}
      role="application"
      aria-roledescription={t.plot.role}
      aria-label={t.plot.name(name)}
      onKeyDown={onKey}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => {
        at.value = null
      }}
      onBlur={() => {
        at.value = null
      }}
      onClick={() => {
        if (day && index !== null && index < plot.days.length) onChoose?.(day)
      }}
    >
      <Svg width={width} height={height}>
        <Marks marks={marks} />
        {index !== null && <Marks marks={[line('p-cross', middle, top, middle, bottom)]} />}
      </Svg>
      {day && <Tip {...about(day)} x={middle} width={width} />}
    </div>
  )
}

function nextIndex(
  event: KeyboardEvent,
  index: number,
  dates: readonly Day[],
  { unusual = [] }: DayPlot,
): number | null {
  const by = event.shiftKey ? WEEK : 1
  if (event.key === 'ArrowLeft') return index - by
  if (event.key === 'ArrowRight') return index + by
  if (event.key === 'Home') return 0
  if (event.key === 'End') return dates.length - 1
  if (event.key !== 'u') return null
  const places = unusual.map(({ date }) => dates.indexOf(date)).filter((one) => one >= 0)
  return places.find((one) => one > index) ?? places[0] ?? null
}

function Tip({
  title,
  lines,
  x,
  width,
}: {
  title: string
  lines: readonly TipLine[]
  x: number
  width: number
}) {
  const side = x > width / 2 ? { right: `${width - x + 10}px` } : { left: `${x + 10}px` }
  return (
    <div class="tip" style={side} aria-live="polite">
      <b>{title}</b>
      {lines.map(({ name, value, tone }) => (
        <div key={name} class={tone}>
          <span>{name}</span>
          <span>{value}</span>
        </div>
      ))}
    </div>
  )
}
