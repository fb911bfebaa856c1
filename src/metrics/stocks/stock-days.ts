/**
 * By how much stocks change, day by day. A stock at the end of a day is what there is now without what
 * came after that day, which may be years: so each difference stands twice, in a row of its day and in
 * one of a span of days, and a sum takes single days only up to the end of their span.
 *
 *      asked for ▼
 *   ├────────────┼─·─·─·─·─┼───────────────────┼───────────────────┤ now
 *                  by day    by span
 */
import { noStocks, STOCK_KEYS, type StockKey, type Stocks } from './stock-kinds.ts'

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

export class StockDays {
  readonly #spans = [1, LONG_SPAN].map((span) => ({ span, days: new Map<number, Stocks>() }))
  /** By how much the stocks change in the end. Most facts, as an app's events, change none. */
  #totals: Stocks | null = null

  add(day: number, key: StockKey, by: number): void {
    for (const { span, days } of this.#spans) stocksOf(days, startOf(span, day))[key] += by
    this.#totals ??= noStocks()
    this.#totals[key] += by
  }

  /** What changes, in one order: writers that take rows in the same order do not block each other. */
  rows(): StockDay[] {
    return this.#spans.flatMap(({ span, days }) =>
      [...days]
        .sort(([one], [other]) => one - other)
        .flatMap(([day, stocks]) => changesOf(stocks).map((change) => ({ span, day, ...change }))),
    )
  }

  /** The stocks that change, in one order. */
  totals(): StockChange[] {
    return this.#totals ? changesOf(this.#totals) : []
  }
}

type StockChange = Pick<StockDay, 'key' | 'amount'>

function startOf(span: number, day: number): number {
  return Math.floor(day / span) * span
}

function stocksOf(days: Map<number, Stocks>, day: number): Stocks {
  const known = days.get(day)
  if (known) return known
  const stocks = noStocks()
  days.set(day, stocks)
  return stocks
}

function changesOf(stocks: Stocks): StockChange[] {
  return STOCK_KEYS.map((key) => ({ key, amount: stocks[key] })).filter(({ amount }) => amount !== 0)
}
