import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { type DiffPart, diffLines } from '../../src/lib/line-diff.ts'

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 14 }).map((lines) => lines.join('\n'))

/** The side of the difference that is without these parts. */
function without(parts: DiffPart[], kind: DiffPart['kind']): string {
  return parts.flatMap((part) => (part.kind === kind ? [] : part.lines)).join('\n')
}

/** By the longest common subsequence, counted the slow way. */
function fewestEdits(a: string[], b: string[]): number {
  const rows = [new Array<number>(b.length + 1).fill(0)]
  for (const [i, line] of a.entries()) {
    const row = [0]
    for (const [j, other] of b.entries()) {
      const above = rows[i] as number[]
      row.push(line === other ? above[j]! + 1 : Math.max(above[j + 1]!, row[j]!))
    }
    rows.push(row)
  }
  return a.length + b.length - 2 * (rows.at(-1)?.at(-1) ?? 0)
}

test('what is taken out and put in makes the one text of the other, in as few lines as can be', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffLines(before, after)
      expect([without(parts, 'added'), without(parts, 'removed')]).toEqual([before, after])
      const edits = parts.flatMap(({ kind, lines }) => (kind === 'same' ? [] : lines)).length
      const linesOf = (one: string) => (one === '' ? [] : one.split('\n'))
      expect(edits).toBe(fewestEdits(linesOf(before), linesOf(after)))
    }),
    { numRuns: 500 },
  )
})

test('texts that have nothing in common are replaced, however long they are', () => {
  const [before, after] = ['a', 'b'].map((name) =>
    Array.from({ length: 50_000 }, (_, i) => name + i).join('\n'),
  )
  expect(diffLines(`x\n${before}\ny`, `x\n${after}\ny`).map(({ kind }) => kind)).toEqual([
    ...['same', 'removed', 'added', 'same'],
  ] as DiffPart['kind'][])
})
