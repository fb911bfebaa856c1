/**
 * By which ways what has a label is read, where that is too much to sort all of it.
 *
 *   by the label  the index of labels is in the order of the ids: in that order it is read in bits until the
 *                 page is full, and in another all of it is looked at, and the first ones are kept
 *   by the order  window by window (windowed-walk.ts): each task on the way is asked for the label, by an
 *                 index alone
 *
 * The more tasks have the label, the sooner a walk has found a page, and the longer it takes to look at all of
 * them; but they may all stand at the end of a walk, as those of an old project do. Who has not found the page
 * soon goes on by both ways in turns, in a state that stays as it is meanwhile, until one of them has the page:
 * that costs at most what both cost up to there, and others have their turn in between.
 */
import type { Read } from '../../../db/handle.ts'
import { nextTurn } from '../../../lib/next-turn.ts'
import { cpuTime } from '../../../lib/time/cpu-time.ts'
import { countInStock } from '../../../metrics/read/stock-now.ts'
import { CLOSED, OPEN } from '../queries.ts'
import type { TaskFilter } from './filters.ts'
import { countLabelled, listLabelled, listPlaces, type PlacePage } from './list-queries.ts'
import { compareShown, type Order, type Place } from './order.ts'
import type { Part } from './parts.ts'
import { firstOf } from './read-parts.ts'
import { ofIds } from './selective-plan.ts'
import { WindowedWalk } from './windowed-walk.ts'

/** How many times the bit before each bit has: few queries, and not much that is read in vain. */
const GROWTH = 3
/** Into so many what is little is cut, to be read with others in between. */
const STEPS = 10
/** So many times what is little is passed in one turn, at most. */
const PASSED = 5
/** Of the process: for so long a turn goes on, where tasks take longer than they mostly do. */
const TURN_MS = 20

/** Whether the list may take many turns of the event loop: then its handle must be that of a snapshot. */
export type Patience = 'one turn' | 'many turns'

/** It takes longer than one turn should: ask again with patience. */
export class TakesLongError extends Error {}

export interface LabelQuestion {
  filter: TaskFilter
  label: string
  order: Order
  page: PlacePage
  /** What is little: see selective-plan.ts. */
  few: number
}

/** What a label comes to, were it evenly spread. */
export interface Spread {
  /** To look up all that have it costs less than a walk. */
  isLittle: boolean
  /** How many a walk passes until it has found a page. */
  passed: number
}

export async function spreadOf(q: Read, { label, page, few }: LabelQuestion): Promise<Spread> {
  if (few < 0) return { isLittle: false, passed: 0 }
  const [all, labelled] = await Promise.all([
    countInStock(q, 'task', [...OPEN, ...CLOSED]),
    countLabelled(q, label, Math.max(1, 2 * few)),
  ])
  if (all === null) return { isLittle: labelled <= few, passed: few }
  const passed = Math.ceil((page.limit * all) / Math.max(1, labelled))
  return { isLittle: labelled <= Math.min(few, passed / q.can.lookUpCost), passed }
}

/** The page, where one turn is enough for it by the order asked for. */
export function walkToLabel(
  q: Read,
  question: LabelQuestion,
  walks: readonly Part[],
  { passed }: Spread,
): Promise<Place[] | null> {
  return inOneTurn(q, walkOf(question, walks, passed), question.few * PASSED)
}

/** The same in the order of the ids, by the label. */
export function readBits(q: Read, question: LabelQuestion): Promise<Place[] | null> {
  return inOneTurn(q, new LabelBits(question), question.few)
}

interface Way {
  /** How many were passed, or looked at. */
  readonly passed: number
  /** @returns The page, once it is known. */
  step(q: Read): Promise<Place[] | null>
}

async function inOneTurn(q: Read, way: Way, most: number): Promise<Place[] | null> {
  const startedAt = cpuTime()
  while (way.passed < most && cpuTime() - startedAt < TURN_MS) {
    const page = await way.step(q)
    if (page) return page
  }
  return null
}

/** By both ways, with others between. */
export async function findLabelled(
  q: Read,
  question: LabelQuestion,
  walks: readonly Part[],
): Promise<Place[]> {
  const { by } = question.order
  const ways: Way[] = [walkOf(question, walks), new (by === 'created_at' ? LabelBits : LabelSort)(question)]
  for (; ; await nextTurn()) {
    for (const way of ways) {
      const page = await way.step(q)
      if (page) return page
    }
  }
}

function walkOf(question: LabelQuestion, walks: readonly Part[], passed = 0): WindowedWalk {
  const { filter, order, page, few } = question
  const least = stepOf(question)
  const most = Math.max(least, few)
  return new WindowedWalk(walks, filter, order, page, {
    first: Math.min(most, Math.max(least, passed)),
    most,
  })
}

function stepOf({ page, few }: LabelQuestion): number {
  return Math.max(page.limit, Math.ceil(few / STEPS))
}

/** In the order of the ids. */
class LabelBits implements Way {
  passed = 0
  readonly #question: LabelQuestion
  readonly #places: Place[] = []
  #last: string | null
  #size: number

  constructor(question: LabelQuestion) {
    const { page } = question
    this.#question = question
    this.#last = page.after?.id ?? null
    this.#size = page.limit
  }

  async step(q: Read): Promise<Place[] | null> {
    const { filter, label, order, page } = this.#question
    const size = this.#size
    return q.can.inIndexOrder(q, async () => {
      const bit = { after: this.#last, newest_first: order.isDescending, limit: size }
      const ids = await listLabelled(q, label, bit)
      const rest = { after: null, limit: page.limit - this.#places.length }
      this.#places.push(...(await listPlaces(q, ofIds(ids, 'label', filter), filter, order, rest)))
      this.passed += size
      this.#size = Math.min(size * GROWTH, stepOf(this.#question))
      this.#last = ids.at(-1) ?? null
      return this.#places.length === page.limit || ids.length < size ? this.#places : null
    })
  }
}

/** In any order: all that have the label are looked at. */
class LabelSort implements Way {
  passed = 0
  readonly #question: LabelQuestion
  #first: Place[] = []
  #last: string | null = null

  constructor(question: LabelQuestion) {
    this.#question = question
  }

  async step(q: Read): Promise<Place[] | null> {
    const { filter, label, order, page } = this.#question
    const size = stepOf(this.#question)
    const ids = await listLabelled(q, label, { after: this.#last, newest_first: false, limit: size })
    const part = { ...ofIds(ids, 'label', filter), isSorted: true }
    const places = await firstOf(q, [part], filter, order, page)
    this.#first = [...this.#first, ...places].sort((a, b) => compareShown(order, a, b)).slice(0, page.limit)
    this.passed += size
    this.#last = ids.at(-1) ?? null
    return ids.length < size ? this.#first : null
  }
}
