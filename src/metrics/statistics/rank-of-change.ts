/** Whether something has changed more than it usually does from one week to the next. */

/** With twenty before it, the largest of all changes is one in twenty-one: below 5 %. */
export const CHANGES_BEFORE = 20
const ROUNDING = 1e-9

/**
 * How many of so many changes, this one among them, were as large, either way: were the last like
 * those before it, its rank would be any with the same chance. Nothing is assumed of how large
 * changes are. Source: Vovk et al., Algorithmic Learning in a Random World, 2005, chapter 2.
 *
 * @param values one of each week, the oldest first: `CHANGES_BEFORE + 2` of them
 * @returns above 0, up to 1
 */
export function rankOfChange(values: readonly number[]): number {
  const changes = values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0)))
  const last = changes.at(-1) ?? 0
  return changes.filter((size) => size >= last * (1 - ROUNDING)).length / changes.length
}
