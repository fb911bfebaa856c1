/**
 * What is told of many things, kept by ranges of their ids: after a change those ranges are read anew in
 * which something changed, and not everything.
 *
 *   ids   ├─── range ───┼─── range ───┼─── range ── …      the last one has no end
 *                              ▲
 *                the log of changes: this one changed
 *
 * Promises: what is told is of one state, that of the transaction which asks, since the log is asked in
 * it and moves in the transaction of what it tells (db/change-log.ts). Whatever changes a thing of the
 * kind so that it counts in another way stands in the log under its id. What is kept has bounded memory:
 * who asks for more than fits, or beside others who do, is told all the same.
 */
import { LRUCache } from 'lru-cache'
import type { Database } from '../db/database.ts'
import type { Read } from '../db/handle.ts'
import { findLastSeq, listChangedThings } from './log-queries.ts'

const MAX_BYTES = 8 * 2 ** 20
/** So many things are in a range, when it is made. */
const SIZE = 500
/** So many are read at once: others wait as long for their turn. */
const AT_ONCE = 2_500
/** After more changes than this, everything is read. */
const MOST_CHANGES = 2_000
const BEGINNING = ''

/** Ids after the one, up to the other and including it; `null` for no end. */
export interface IdRange {
  after: string
  until: string | null
}

export interface RangeReading<Thing extends { id: string }, Told> {
  /** As the log names them. */
  kind: string
  /** In the order of their ids, no more than so many. */
  read(range: IdRange, limit: number): Promise<Thing[]>
  /** How many times as many that looks at, at the most. */
  parts: number
  /** It holds as long as nothing changes, but no longer than it says: epoch ms. */
  tell(things: readonly Thing[]): { told: Told; holds_until: number }
  /** How much what is told has in memory, about. */
  bytesOf(told: Told): number
}

interface Kept extends IdRange {
  /** `null` where it has to be read. */
  known: { told: unknown; bytes: number; from: number; until: number } | null
}

/** What somebody has read so far, by its name: theirs until they are told, whatever is kept of it. */
export type Begun = Map<string, Entry>

interface Entry {
  /** The state that it is known of. */
  seq: number
  ranges: readonly Kept[]
  /** After how many replacements of the database it was read. */
  replacements: number
}

export class KeptRanges {
  readonly #size: number
  readonly #atOnce: number
  readonly #entries: LRUCache<string, Entry>
  #replacements = 0

  constructor(
    { db }: { db: Pick<Database, 'onCommit'> },
    { size = SIZE, atOnce = AT_ONCE, bytes = MAX_BYTES } = {},
  ) {
    this.#size = size
    this.#atOnce = atOnce
    this.#entries = new LRUCache({
      maxSize: bytes,
      sizeCalculation: ({ ranges }, name) =>
        ranges.reduce((sum, { known }) => sum + (known?.bytes ?? 0) + 256, 2 * name.length + 256),
    })
    // A database may have been put in the place of another, and its log may end where that did.
    db.onCommit((news) => {
      if (news !== null) return
      this.#replacements += 1
      this.#entries.clear()
    })
  }

  /**
   * @param name Tells it from the organization's others.
   * @param begun The same each time that it is asked for again.
   * @returns What is told of each range; `null` where so much has to be read that others should have
   *   their turn first. It is then asked for again, in another transaction.
   */
  async read<Thing extends { id: string }, Told>(
    q: Read,
    name: string,
    now: number,
    reading: RangeReading<Thing, Told>,
    begun: Begun,
  ): Promise<Told[] | null> {
    const key = `${q.organization_id} ${name}`
    const replacements = this.#replacements
    const own = begun.get(key)
    const kept = own?.replacements === replacements ? own : this.#entries.get(key)
    const entry = await this.#entryNow(q, kept, now, reading.kind)
    if (entry === null) return null
    const ranges = await this.#withUnknown(entry.ranges, now, reading)
    const read: Entry = { seq: entry.seq, ranges, replacements }
    begun.set(key, read)
    // What lacks texts would lack them for as long as nothing else changes.
    if (replacements === this.#replacements && !q.lacksTexts) this.#entries.set(key, read)
    // What is kept under this name was told by this reading.
    const told = ranges.flatMap(({ known }) => (known === null ? [] : [known.told as Told]))
    return told.length === ranges.length ? told : null
  }

  /** What is kept, without what no longer holds; `null` where it is of a later state than this transaction's. */
  async #entryNow(q: Read, kept: Entry | undefined, now: number, kind: string) {
    const after = kept?.seq ?? Number.MAX_SAFE_INTEGER
    const [ends, changes] = await Promise.all([
      q.all(findLastSeq),
      q.all(listChangedThings, { after, limit: MOST_CHANGES }),
    ])
    const seq = ends[0]?.seq ?? 0
    if (!kept || seq - kept.seq !== changes.length) {
      return kept && seq < kept.seq ? null : { seq, ranges: [UNKNOWN] }
    }
    const changed = changes.filter((change) => change.kind === kind).map(({ id }) => id)
    return { seq, ranges: withoutStale(kept.ranges, changed, now) }
  }

  async #withUnknown<Thing extends { id: string }, Told>(
    ranges: readonly Kept[],
    now: number,
    reading: RangeReading<Thing, Told>,
  ): Promise<Kept[]> {
    const all: Kept[] = []
    // No less than a range, which else would fall apart.
    let left = Math.max(Math.ceil(this.#atOnce / reading.parts), this.#size + 1)
    for (const range of ranges) {
      if (range.known !== null || left <= 0) {
        all.push(range)
        continue
      }
      const things = await reading.read(range, left)
      all.push(...this.#cut(range, things, things.length < left, now, reading))
      left -= Math.max(things.length, 1)
    }
    return all
  }

  /** @param isAll Whether these are all that the range has. */
  #cut<Thing extends { id: string }, Told>(
    { after, until }: IdRange,
    things: readonly Thing[],
    isAll: boolean,
    now: number,
    reading: RangeReading<Thing, Told>,
  ): Kept[] {
    const cut: Kept[] = []
    let begin = after
    let from = 0
    do {
      const some = things.slice(from, from + this.#size)
      from += this.#size
      const isLast = isAll && from >= things.length
      const end = isLast ? until : (some.at(-1)?.id ?? until)
      const { told, holds_until } = reading.tell(some)
      const known = { told, bytes: reading.bytesOf(told), from: now, until: holds_until }
      cut.push({ after: begin, until: end, known })
      begin = end ?? begin
    } while (from < things.length)
    return isAll ? cut : [...cut, { after: begin, until, known: null }]
  }
}

const UNKNOWN: Kept = { after: BEGINNING, until: null, known: null }

function withoutStale(ranges: readonly Kept[], changed: string[], now: number): Kept[] {
  const ids = changed.sort()
  let next = 0
  return ranges.map((range) => {
    const { until, known } = range
    const first = next
    while (next < ids.length && (until === null || (ids[next] ?? '') <= until)) next += 1
    const holds = known !== null && now >= known.from && (now < known.until || now === known.from)
    return next === first && holds ? range : { ...range, known: null }
  })
}
