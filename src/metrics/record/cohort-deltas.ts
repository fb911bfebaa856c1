/**
 * Who comes back, kept as counts that simply add up.
 *
 * People who began in one week (or month) are a cohort. For each later week the cohort has a cell:
 *
 *   active   how many of them were active in it
 *   kept     how many of these were active in the week before, too
 *   last     how many of them have not been active since
 *
 * A day changes the cells of its own week and of the next, and no others: a week becomes active with
 * its first active day, and the nearest active days on both sides say whether it was so already,
 * whether its neighbours are, and whether anything follows.
 *
 *        week 1        week 2        week 3
 *   ──●────────────│────────────│──────●─────    the day d makes week 2 active; it is kept, since
 *     previous     │     d      │     next       week 1 was; and week 3 is kept from now on
 */
import { PERIOD_UNITS, type PeriodUnit, periodOf } from '../../lib/time/periods.ts'

export const CELL_COLUMNS = ['active', 'kept', 'last'] as const
export type CellColumn = (typeof CELL_COLUMNS)[number]
export type CohortCell = { unit: PeriodUnit; period: number; cohort: number } & Record<CellColumn, number>

const UNITS_IN_ORDER = PERIOD_UNITS.toSorted()
/** There are half as many weeks until the year 9999. */
const MORE_THAN_COHORTS = 2 ** 20

export class CohortDeltas {
  readonly #cells: Record<PeriodUnit, Map<number, CohortCell>> = { week: new Map(), month: new Map() }

  /**
   * A day on which a person became active (`by` 1) or no longer is (-1).
   *
   * @param firstDay The day on which the person began.
   * @param previous, next The person's nearest other active days, however far.
   */
  addDay(firstDay: number, day: number, previous: number | null, next: number | null, by: 1 | -1): void {
    for (const unit of PERIOD_UNITS) {
      const cohort = periodOf(unit, firstDay)
      const period = periodOf(unit, day)
      const before = previous === null ? null : periodOf(unit, previous)
      const after = next === null ? null : periodOf(unit, next)
      if (before === period) continue
      if (after === null) {
        this.#add(unit, period, cohort, 'last', by)
        if (before !== null) this.#add(unit, before, cohort, 'last', -by)
      }
      if (after === period) continue
      this.#add(unit, period, cohort, 'active', by)
      if (before === period - 1) this.#add(unit, period, cohort, 'kept', by)
      if (after === period + 1) this.#add(unit, period + 1, cohort, 'kept', by)
    }
  }

  /** All active days of a person at once, in any order. */
  addHistory(firstDay: number, days: readonly number[], by: 1 | -1): void {
    for (const unit of PERIOD_UNITS) {
      const cohort = periodOf(unit, firstDay)
      const periods = new Set(days.map((day) => periodOf(unit, day)))
      for (const period of periods) {
        this.#add(unit, period, cohort, 'active', by)
        if (periods.has(period - 1)) this.#add(unit, period, cohort, 'kept', by)
      }
      if (periods.size > 0) this.#add(unit, Math.max(...periods), cohort, 'last', by)
    }
  }

  /** Cells that change, in their order: writers that take rows in one order do not block each other. */
  rows(): CohortCell[] {
    return UNITS_IN_ORDER.flatMap((unit) =>
      [...this.#cells[unit].values()]
        .filter(({ active, kept, last }) => active !== 0 || kept !== 0 || last !== 0)
        .sort((a, b) => a.period - b.period || a.cohort - b.cohort),
    )
  }

  #add(unit: PeriodUnit, period: number, cohort: number, column: CellColumn, amount: number): void {
    const cells = this.#cells[unit]
    const key = period * MORE_THAN_COHORTS + cohort
    let cell = cells.get(key)
    if (!cell) {
      cell = { unit, period, cohort, active: 0, kept: 0, last: 0 }
      cells.set(key, cell)
    }
    cell[column] += amount
  }
}

/** Whether people who began on these two days are in the same week and in the same month. */
export function isSameCohort(oneDay: number, otherDay: number): boolean {
  return PERIOD_UNITS.every((unit) => periodOf(unit, oneDay) === periodOf(unit, otherDay))
}
