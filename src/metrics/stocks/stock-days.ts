/**
 * By how much stocks change, day by day. A stock at the end of a day is what there is now without what
 * came after that day, which may be years: so each difference stands twice, in a row of its day and in
 * one of a span of days, and a sum takes single days only up to the end of their span.
 *
 *      asked for ▼
 *   ├────────────┼─·─·─·─·─┼───────────────────┼───────────────────┤ now
 *                  by day    by span
 */
import type { StockKey } from './stock-kinds.ts'

/** In days. It balances the days within a span against the spans within some years. */
export const LONG_SPAN = 32

export interface StockDay {
  /** How many days the row is of: 1 or `LONG_SPAN`. */
  span: number
  /** The first of them. */
  day: number
  key: StockKey
  amount: number
}

/** The first day after those that are in one span with this day. */
export function nextSpanAfter(day: number): number {
  return startOf(LONG_SPAN, day) + LONG_SPAN
}

/** Of the many stocks a fact changes one or two. */
type Amounts = Map<StockKey, number>

export class StockDays {
  readonly #spans = [1, LONG_SPAN].map((span) => ({ span, days: new Map<number, Amounts>() }))
  /** By how much the stocks change in the end. */
  readonly #totals: Amounts = new Map()

  add(day: number, key: StockKey, by: number): void {
    for (const { span, days } of this.#spans) addTo(amountsOf(days, startOf(span, day)), key, by)
    addTo(this.#totals, key, by)
  }

  /** What changes, in one order: writers that take rows in the same order do not block each other. */
  rows(): StockDay[] {
    return this.#spans.flatMap(({ span, days }) =>
      [...days]
        .sort(([one], [other]) => one - other)
        .flatMap(([day, amounts]) => changesOf(amounts).map((change) => ({ span, day, ...change }))),
    )
  }

  /** The stocks that change, in one order. */
  totals(): StockChange[] {
    return changesOf(this.#totals)
  }
}

type StockChange = Pick<StockDay, 'key' | 'amount'>

function startOf(span: number, day: number): number {
  return Math.floor(day / span) * span
}

function amountsOf(days: Map<number, Amounts>, day: number): Amounts {
  const known = days.get(day)
  if (known) return known
  const amounts: Amounts = new Map()
  days.set(day, amounts)
  return amounts
}

function addTo(amounts: Amounts, key: StockKey, by: number): void {
  amounts.set(key, (amounts.get(key) ?? 0) + by)
}

function changesOf(amounts: Amounts): StockChange[] {
  return Array.from(amounts, ([key, amount]) => ({ key, amount }))
    .filter(({ amount }) => amount !== 0)
    .sort((one, other) => (one.key < other.key ? -1 : 1))
}
