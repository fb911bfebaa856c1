/** Enough to bring any interval of doubles that occurs here down to neighbours. */
const HALVINGS = 100

/** Where the rising function `height` passes 0 between `low` and `high`, by halving. */
export function bisect(height: (at: number) => number, low: number, high: number): number {
  let [left, right] = [low, high]
  for (let i = 0; i < HALVINGS; i++) {
    const middle = left + (right - left) / 2
    if (middle === left || middle === right) break
    if (height(middle) < 0) left = middle
    else right = middle
  }
  return left + (right - left) / 2
}
