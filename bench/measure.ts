/** Rounds that take turns, what is in the middle of them, and the table that a benchmark prints. */

/** Machines are shared and noisy: everything is measured this often, in turns. */
export const ROUNDS = 5

/** Runs each contender once a round, so that a noisy minute is everybody's. */
export async function takeTurns<Name extends string, Result>(
  contenders: Record<Name, () => Promise<Result>>,
  rounds = ROUNDS,
): Promise<Record<Name, Result[]>> {
  const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, []])) as unknown as Record<
    Name,
    Result[]
  >
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(contenders) as Name[]) results[name].push(await contenders[name]())
  }
  return results
}

export function median(values: number[]): number {
  return percentile(values, 50)
}

/** The nearest rank. */
export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** The median of what each round has, such as the share of a reference in the same round. */
export function medianOf<Result>(
  results: Result[],
  value: (result: Result, round: number) => number,
): number {
  return median(results.map(value))
}

export function printTable(title: string, header: string[], rows: (string | number)[][]): void {
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`
  console.log(`\n### ${title}\n`)
  console.log(line(header))
  console.log(line(header.map((_, i) => (i === 0 ? '---' : '---:'))))
  for (const row of rows) console.log(line(row))
}

export function perSecond(rate: number): string {
  return `${Math.round(rate).toLocaleString('en')}/s`
}

export function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(ms < 0.1 ? 3 : 2) : ms.toFixed(0)} ms`
}

export function share(part: number): string {
  return `${(part * 100).toFixed(0)} %`
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`
}
