/**
 * A count of thousandths or millionths as a decimal fraction: `decimal(1234, 3)` is `1.234`. For
 * whole numbers from 0 on; several times faster than `toFixed`.
 */
export function decimal(count: number, places: 3 | 6): string {
  const one = places === 3 ? 1e3 : 1e6
  const whole = Math.floor(count / one)
  // The leading 1 keeps the zeros behind it.
  return `${whole}.${`${one + (count - whole * one)}`.slice(1)}`
}
