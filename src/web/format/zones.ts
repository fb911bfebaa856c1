/** All time zones, and one that may be missing in the browser's list. */
export function zones(also: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), also, 'UTC'])].sort()
}
