/** The triangle of cohorts. Its darkness is a share; few are outlined, what is not over yet is hatched. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Cohorts } from '../../../../docs/api-types.ts'
import { shortMonthAndYear } from '../../format/calendar.ts'
import { dateOf } from '../../format/dates.ts'
import { count, percent } from '../../format/numbers.ts'
import { analysis } from '../../texts/analysis.ts'
import type { Kind, Show, Unit } from './shown.ts'

type Cohort = Cohorts['cohorts'][number]
type Period = Cohort['periods'][number]

const FEW = 20

interface Props {
  cohorts: Cohorts
  unit: Unit
  kind: Kind
  show: Show
}

export function CohortTable({ cohorts: { cohorts, averages, began_on }, unit, kind, show }: Props) {
  const table = useRef<HTMLTableElement>(null)
  const card = useCard()
  const rows = cohorts.filter(({ to }) => to >= began_on)
  const columns = Math.max(0, ...rows.map(({ periods }) => periods.length)) - 1
  const numbers = Array.from({ length: Math.max(0, columns) }, (_, i) => i + 1)
  const total = rows.reduce((sum, { size }) => sum + size, 0)
  return (
    <div class="heat-box" {...card.watched}>
      <table class="heat" ref={table} onKeyDown={(event) => walk(table.current, event)}>
        <caption class="hidden">{analysis.retention.table(unit)}</caption>
        <thead>
          <tr>
            <th scope="col">{analysis.retention.began}</th>
            <th scope="col" class="size">
              {analysis.retention.people}
            </th>
            {numbers.map((k) => (
              <th key={k} scope="col">
                {k}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cohort) => (
            <Row
              key={cohort.from}
              cohort={cohort}
              numbers={numbers}
              isFirst={cohort === rows[0]}
              {...{ unit, kind, show }}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{analysis.retention.together}</th>
            <td class="size">{count(total)}</td>
            {numbers.map((k) => {
              const average = averages.find(({ period }) => period === k)
              const share = average && (kind === 'classic' ? average.retention : average.unbounded_retention)
              const text =
                show === 'people' ? count(share?.numerator) : percent(share?.value).replace('%', '')
              return (
                <td key={k} data-average={k} data-value={share?.value ?? ''}>
                  {text}
                </td>
              )
            })}
          </tr>
        </tfoot>
      </table>
      {card.shown.value && <Card {...card.shown.value} />}
    </div>
  )
}

interface Shown {
  said: string
  /** From the corner of the table's box, pixels. */
  x: number
  y: number
  width: number
}

/** What a cell says, while it is pointed at or has the focus. Where a pointer rests hides nothing that keys have shown. */
function useCard() {
  const shown = useSignal<Shown | null>(null)
  const show = ({ target, currentTarget, type }: Event) => {
    if (!(currentTarget instanceof Element)) return
    const isCome = type === 'mouseover' || type === 'focusin'
    const come = isCome && target instanceof Element ? target.closest('[data-said]') : null
    const cell = come ?? currentTarget.querySelector('[data-said]:focus')
    shown.value = cell && cardOf(cell, currentTarget)
  }
  return { shown, watched: { onMouseOver: show, onFocusIn: show, onMouseLeave: show, onFocusOut: show } }
}

function cardOf(cell: Element, box: Element): Shown {
  const [inner, outer] = [cell.getBoundingClientRect(), box.getBoundingClientRect()]
  const place = { x: inner.left - outer.left, y: inner.bottom - outer.top, width: outer.width }
  return { said: cell.getAttribute('data-said') ?? '', ...place }
}

/** On the side with more room. */
function Card({ said, x, y, width }: Shown) {
  const side = x > width / 2 ? { right: `${Math.max(0, width - x - 40)}px` } : { left: `${x}px` }
  return (
    <div class="tip" aria-hidden="true" style={{ ...side, top: `${y + 4}px` }}>
      {said}
    </div>
  )
}

function Row({
  cohort,
  numbers,
  isFirst,
  unit,
  kind,
  show,
}: { cohort: Cohort; numbers: number[]; isFirst: boolean } & Omit<Props, 'cohorts'>) {
  const began = nameOf(cohort, unit)
  return (
    <tr>
      <th scope="row">{began}</th>
      <td class="size">
        {count(cohort.size)}
        {!cohort.complete && <span class="note"> {analysis.retention.soFar}</span>}
      </td>
      {numbers.map((k) => {
        const period = cohort.periods[k]
        if (!period) return <td key={k} aria-hidden="true" />
        // The others are reached from it by arrows.
        const tabIndex = isFirst && k === 1 ? 0 : -1
        return <Cell key={k} {...{ period, cohort, began, tabIndex, unit, kind, show }} />
      })}
    </tr>
  )
}

function Cell({
  period,
  cohort,
  began,
  tabIndex,
  unit,
  kind,
  show,
}: { period: Period; cohort: Cohort; began: string; tabIndex: number } & Omit<Props, 'cohorts'>) {
  const {
    value,
    numerator = 0,
    denominator = 0,
    interval_95,
  } = kind === 'classic' ? period.retention : period.unbounded_retention
  if (value === null) {
    const said = analysis.retention.openCell(began, period.period, unit)
    return (
      <td class={cohort.size > 0 ? 'cell open' : 'cell'} tabIndex={tabIndex} data-said={said}>
        <span class="hidden">{said}</span>
      </td>
    )
  }
  const said = analysis.retention.cell(began, period.period, unit, numerator, denominator, value, interval_95)
  const isFew = denominator < FEW
  const depth = (value / 100) ** 0.55
  const look = value === 0 ? 'cell' : isFew ? 'cell few' : depth > 0.6 ? 'cell some dark' : 'cell some'
  const colour =
    value > 0 && !isFew
      ? { backgroundColor: `color-mix(in oklch, var(--blue) ${Math.round(depth * 100)}%, var(--paper))` }
      : {}
  return (
    <td
      class={look}
      style={colour}
      tabIndex={tabIndex}
      aria-label={said}
      data-said={said}
      data-cell={`${cohort.from}+${period.period}`}
      data-value={value}
    >
      {show === 'people' ? count(numerator) : Math.round(value)}
    </td>
  )
}

function nameOf({ from }: Cohort, unit: Unit): string {
  return unit === 'month' ? shortMonthAndYear(from) : dateOf(from)
}

const STEPS: Record<string, readonly [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Arrows go from cell to cell; what a cell says is read out. */
function walk(table: HTMLTableElement | null, event: KeyboardEvent): void {
  const step = STEPS[event.key]
  const cell = document.activeElement
  if (!step || !table || !(cell instanceof HTMLTableCellElement)) return
  event.preventDefault()
  const row = cell.parentElement instanceof HTMLTableRowElement ? cell.parentElement.rowIndex : 0
  table.rows[row + step[0]]?.cells[cell.cellIndex + step[1]]?.focus()
}
