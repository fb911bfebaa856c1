/**
 * What changed from one text to another, line by line: Myers' greedy search for the shortest way
 * (Algorithmica 1986), on what is left between the lines that both begin and end with.
 *
 * Promises: applied to the first text, the changes give the second. They are as few as can be, unless
 * the texts differ in more than `MOST_EDITS` lines: then all between is replaced, so that no text makes
 * this long work.
 */
export interface DiffPart {
  kind: 'same' | 'removed' | 'added'
  lines: string[]
}

const MOST_EDITS = 300

export function diffLines(before: string, after: string): DiffPart[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  const start = commonLength(a, b, 0)
  const end = commonLength(a.slice(start).toReversed(), b.slice(start).toReversed(), 0)
  const middle = [a.slice(start, a.length - end), b.slice(start, b.length - end)] as const
  const parts = new Parts()
  parts.add('same', a.slice(0, start))
  const trace = searchWay(...middle)
  if (trace === null) {
    parts.add('removed', middle[0])
    parts.add('added', middle[1])
  } else for (const [kind, line] of walkBack(trace, ...middle)) parts.add(kind, [line])
  parts.add('same', a.slice(a.length - end))
  return parts.all
}

/** An empty text has no lines. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

function commonLength(a: readonly string[], b: readonly string[], from: number): number {
  let length = from
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}

/** How far each diagonal reaches after each number of edits; `null` where there are too many. */
function searchWay(a: readonly string[], b: readonly string[]): Map<number, number>[] | null {
  const trace: Map<number, number>[] = []
  const reach = new Map([[1, 0]])
  for (let edits = 0; edits <= Math.min(a.length + b.length, MOST_EDITS); edits += 1) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = isDown(reach, diagonal, edits) ? at(reach, diagonal + 1) : at(reach, diagonal - 1) + 1
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1
      reach.set(diagonal, x)
      if (x >= a.length && x - diagonal >= b.length) return [...trace, new Map(reach)]
    }
    trace.push(new Map(reach))
  }
  return null
}

/** Whether the last edit on the way to a diagonal adds a line of `b`; else it removes one of `a`. */
function isDown(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  return diagonal === -edits || (diagonal !== edits && at(reach, diagonal - 1) < at(reach, diagonal + 1))
}

function at(reach: ReadonlyMap<number, number>, diagonal: number): number {
  return reach.get(diagonal) ?? -1
}

function walkBack(trace: Map<number, number>[], a: readonly string[], b: readonly string[]) {
  const steps: [DiffPart['kind'], string][] = []
  let [x, y] = [a.length, b.length]
  const keepDownTo = (start: number) => {
    while (x > start) {
      x -= 1
      y -= 1
      steps.push(['same', a[x] ?? ''])
    }
  }
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const before = trace[edits - 1] ?? new Map<number, number>()
    const diagonal = x - y
    const isAdded = isDown(before, diagonal, edits)
    const from = at(before, isAdded ? diagonal + 1 : diagonal - 1)
    keepDownTo(isAdded ? from : from + 1)
    if (isAdded) y -= 1
    else x -= 1
    steps.push(isAdded ? ['added', b[y] ?? ''] : ['removed', a[x] ?? ''])
  }
  keepDownTo(0)
  return steps.reverse()
}

/** Lines of one kind in a row are one part. */
class Parts {
  readonly all: DiffPart[] = []

  add(kind: DiffPart['kind'], lines: readonly string[]): void {
    if (lines.length === 0) return
    const last = this.all.at(-1)
    if (last?.kind === kind) last.lines.push(...lines)
    else this.all.push({ kind, lines: [...lines] })
  }
}
