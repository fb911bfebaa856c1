/**
 * A list that is merged of walks, one for each status, read window by window in the order asked for.
 *
 * A walk by itself ends where it has found a page, and one on which nothing matches only where its status
 * does: of a label that is on nothing but what is done, all that is to do would be passed. So the walks go
 * on together, all to the same border, and no further once the page is full:
 *
 *   to do  ──────────┊────────     ● matches
 *   done   ──●──●──●─┊──●─●──●     ┊ the border: no walk has passed more than `size` tasks before it
 *
 * What a page costs is then told by how many tasks stand before its end in that order, whatever their status.
 */
import type { Read } from '../../../db/handle.ts'
import { cpuTime } from '../../../lib/time/cpu-time.ts'
import type { TaskFilter } from './filters.ts'
import { findPlace, type PlacePage } from './list-queries.ts'
import { compare, type Order, type Place } from './order.ts'
import type { Part } from './parts.ts'
import { merged, type Stage, stagesOf } from './read-parts.ts'

/** How many times the window before each window has, unless that took long. */
const GROWTH = 5
const LONG_MS = 8

export interface WindowSizes {
  first: number
  most: number
}

export class WindowedWalk {
  /** How many tasks each walk has passed at most. */
  passed = 0
  readonly #filter: TaskFilter
  readonly #order: Order
  readonly #limit: number
  readonly #sizes: WindowSizes
  readonly #stages: Stage[]
  readonly #found: Place[] = []
  #size: number

  constructor(
    parts: readonly Part[],
    filter: TaskFilter,
    order: Order,
    { after, limit }: PlacePage,
    sizes: WindowSizes,
  ) {
    this.#filter = filter
    this.#order = order
    this.#limit = limit
    this.#sizes = sizes
    this.#stages = stagesOf(parts, filter, order, after)
    this.#size = sizes.first
  }

  /** The next window. @returns The page, once it is known. */
  step(q: Read): Promise<Place[] | null> {
    return q.can.inIndexOrder(q, () => this.#step(q))
  }

  async #step(q: Read): Promise<Place[] | null> {
    const [stage] = this.#stages
    if (!stage) return this.#found
    const startedAt = cpuTime()
    const until = await this.#borderOf(q, stage)
    const parts = stage.parts.map((part) => within(part, this.#order, stage.after, until))
    const page = { after: stage.after, until, limit: this.#limit - this.#found.length }
    const places = await merged(q, parts, this.#filter, this.#order, page)
    this.#found.push(...places)
    this.passed += this.#size
    const isLong = cpuTime() - startedAt > LONG_MS
    this.#size = Math.min(isLong ? Math.ceil(this.#size / GROWTH) : this.#size * GROWTH, this.#sizes.most)
    if (until) stage.after = until
    else this.#stages.shift()
    return this.#found.length === this.#limit || this.#stages.length === 0 ? this.#found : null
  }

  /** Up to where no walk passes more than it should; `null` where all of them end before. */
  async #borderOf(q: Read, { parts, after }: Stage): Promise<Place | null> {
    const borders = await Promise.all(
      parts.map((part) => {
        const rest = within(part, this.#order, after, null)
        return findPlace(q, rest, this.#filter, this.#order, { after, passed: this.#size - 1 })
      }),
    )
    const [first = null] = borders.filter((one) => one !== null).sort((a, b) => compare(this.#order, a, b))
    return first
  }
}

/** An end of a part's range that a place takes over: of two an engine may search by the wrong one. */
function within(part: Part, { by, isDescending }: Order, after: Place | null, until: Place | null): Part {
  if (by !== 'due') return part
  const { due_from, due_below, due, ...only } = part.only
  const [from, below] = isDescending ? [until, after] : [after, until]
  return {
    ...part,
    only: {
      ...only,
      ...(due_from !== undefined && !from && { due_from }),
      ...(due_below !== undefined && !below && { due_below }),
      ...(due && !(due === 'once' && below) && { due }),
    },
  }
}
