const UNITS = ['kB', 'MB', 'GB', 'TB']

/** For people: `812 bytes`, `19 kB`, `1.4 GB`. Units are decimal. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const exponent = Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length)
  const amount = bytes / 1000 ** exponent
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ${UNITS[exponent - 1]}`
}
