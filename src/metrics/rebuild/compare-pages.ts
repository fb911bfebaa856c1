/** Compares rows that are too many to be read at once. */
import type { Findings } from './findings.ts'

interface Comparison<Row> {
  expected: readonly Row[]
  /** @returns The rows that are stored after this one (`null`: the first), in one order; none after the last. */
  readAfter(last: Row | null): Promise<Row[]>
  keyOf(row: Row): string
  /** A stored row that says the same as none. */
  isNothing(row: Row): boolean
  inWords(row: Row): string
}

export async function comparePages<Row extends object>(
  { expected, readAfter, keyOf, isNothing, inWords }: Comparison<Row>,
  findings: Findings,
  yieldNow: () => Promise<void>,
): Promise<void> {
  const unmet = new Map(expected.map((row) => [keyOf(row), row]))
  for (let page = await readAfter(null); page.length > 0; page = await readAfter(page.at(-1) ?? null)) {
    for (const row of page) {
      const key = keyOf(row)
      const wanted = unmet.get(key)
      if (wanted || !isNothing(row)) findings.compare(() => inWords(row), wanted, row)
      unmet.delete(key)
    }
    await yieldNow()
  }
  for (const row of unmet.values()) findings.compare(() => inWords(row), row, undefined)
}
