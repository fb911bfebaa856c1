/**
 * Numbers as they are written: 0.1 and 0.3 are decimals to whoever wrote them, and 0.4 lies within 0.1
 * of 0.3, though the binary fractions behind them say otherwise.
 */

const WRITTEN = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/

/** Whether two finite numbers differ by at most a third, exactly, as decimals. */
export function liesWithin(value: number, other: number, tolerance: number): boolean {
  const all = [value, other, tolerance].map(partsOf)
  const places = Math.max(...all.map((part) => part.places))
  const [a = 0n, b = 0n, most = 0n] = all.map((part) => part.digits * 10n ** BigInt(places - part.places))
  return (a > b ? a - b : b - a) <= most
}

/** `digits` divided by ten to the power of `places`, which may be negative. */
function partsOf(number: number): { digits: bigint; places: number } {
  const [, sign, whole, fraction = '', exponent = '0'] = WRITTEN.exec(String(number)) ?? []
  if (whole === undefined) throw new RangeError(`Not a finite number: ${number}`)
  return { digits: BigInt(`${sign}${whole}${fraction}`), places: fraction.length - Number(exponent) }
}
