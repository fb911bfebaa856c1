/** A number with what it counts, for lines that people read: `1 row`, `2,000 rows`, `0 people`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`
}
