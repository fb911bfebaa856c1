/**
 * What a number was before, in one line: with a verdict only where chance alone would hardly make the
 * difference, and with both numbers and no verdict where that is not tested.
 */
import type { Changes } from '../../../../docs/api-types.ts'
import { shortDay } from '../../format/dates.ts'
import type { Day } from '../../format/days.ts'
import { overview } from '../../texts/overview.ts'

type Change = Changes[keyof Changes]
/** How far before: the week before, the 30 days before, or the same 30 days earlier. */
export type Before = 'week' | 'month' | 'monthAgo'

interface Shown {
  before: Before
  /** As figures are written on the card. */
  write: (value: number) => string
  /** The figure, where it may be of another day than what is compared: of today, as far as it has gone. */
  figure?: number | null
  today: Day
}

/** `null` where there is no value before, and no day on which there will be one. */
export function changeLine(change: Change, { before, write, figure, today }: Shown): string | null {
  const { value, value_before, significant, available_on } = change
  if (value === null || value_before === null) {
    return available_on === undefined ? null : overview.change.from(shortDay(available_on, today))
  }
  const [now, then] = [write(value), write(value_before)]
  const line = () => {
    if (now === then) return overview.change.same(now, before)
    if (!significant) return overview.change.even(then, before, significant === false)
    return overview.change.moved(value > value_before ? '↑' : '↓', then, before)
  }
  const isOther = figure !== undefined && figure !== null && write(figure) !== now
  return isOther ? overview.change.toYesterday(now, line()) : line()
}
