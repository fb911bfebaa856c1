/**
 * The windows within which what was found is ranked.
 *
 * Ranking all that hold a common word would cost by how many there are. So they are taken from the
 * newest on, as far as the caller may see them: within a window the best come first, and below its
 * last the next window begins.
 *
 *   newest ├──── window ────┤├──── window ────┤├─ …   oldest
 *           ranked in itself  ranked in itself
 *
 * Promises: nothing that may be seen is left out, whatever lies between that may not. A cursor holds
 * both ends of its window, so that what comes or goes meanwhile moves nothing from one to the next.
 */

import type { Principal } from '../../access/principal.ts'
import { seesEverything } from '../../access/viewer.ts'
import type { OrganizationDatabase } from '../../db/database.ts'
import type { Read } from '../../db/handle.ts'
import type { TextKey, TextKind, TextLookup } from '../../db/search/texts.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { InvalidCursorError, type Position } from '../../lib/paging/cursors.ts'
import { fewSeenOf, readAsker } from '../../resources/visible.ts'
import { findTextNumber } from './queries.ts'
import type { TextKinds } from './text-kinds.ts'
import { listVisible, type VisibleText } from './visible-texts.ts'

/** How many are ranked against each other. */
export const WINDOW = 200
/** How many are looked at together where few of them may be seen. */
const SLICE = 1_000

/** Where the caller sees no more than this of a kind, these are looked at and no others. */
const LITTLE = 100
const NO_LITTLE: Little = { kinds: new Set(), texts: [], lacksTexts: false }

/** Places in the index. */
type Range = Pick<TextLookup, 'from' | 'below'>
export type Rank = { score: number; number: number }

export interface Window extends Collected {
  /** Whether there are others below. */
  hasMore: boolean
  /** The last that was shown of it. */
  after: Rank | null
  /** Where its last place was when it was made; `null` for the place of its last text. */
  oldest: string | null
}

interface Collected {
  texts: VisibleText[]
  /** Whether some may be missing that wait to be indexed. */
  lacksTexts: boolean
}

/** Who looks for what, and where. */
export interface Looking extends Pick<TextLookup, 'kinds' | 'terms'> {
  here: OrganizationDatabase
  principal: Principal
  texts: TextKinds
  /** How much is read of each text. */
  length: number
}

/**
 * @param position What a cursor holds; `null` for the first window. Texts are named in it, and not
 *   their places: these would tell how much there is in the whole instance.
 * @throws InvalidCursorError where a text that it names is gone for good.
 */
export async function readWindow(looking: Looking, position: Position | null): Promise<Window> {
  if (position === null) return newWindow(looking, Number.MAX_SAFE_INTEGER)
  const [oldest, newest, score, last, hasMore] = position
  const [from, below, number] = await looking.here.read(async (q) => [
    await numberOf(q, oldest),
    newest === undefined ? 0 : await numberOf(q, newest),
    last === undefined ? 0 : await numberOf(q, last),
  ])
  if (newest === undefined) return newWindow(looking, from ?? 0)
  const collected = await collect(looking, { from: from ?? 0, below: (below ?? 0) + 1 })
  const after = { score: Number(score), number: number ?? 0 }
  return { ...collected, hasMore: hasMore === 1, after, oldest: String(oldest) }
}

/** The position within a window after a text that was shown of it. */
export function positionWithin({ texts, hasMore, oldest }: Window, last: TextKey & Rank): Position {
  const [newest] = texts
  return [oldest ?? nameOf(texts.at(-1)), nameOf(newest), last.score, nameOf(last), hasMore ? 1 : 0]
}

/** That of the next window; `null` where there is none. */
export function positionBelow({ texts, hasMore, oldest }: Window): Position | null {
  return hasMore ? [oldest ?? nameOf(texts.at(-1))] : null
}

function nameOf(text: TextKey | undefined): string {
  return `${text?.kind} ${text?.id}`
}

async function numberOf(q: Read, name: Position[number] | undefined): Promise<number> {
  const [kind = '', id = ''] = String(name).split(' ')
  const number = await findTextNumber(q, kind, id)
  if (number === null) throw new InvalidCursorError()
  return number
}

async function newWindow(looking: Looking, below: number): Promise<Window> {
  // One more tells whether there are others.
  const { texts, lacksTexts } = await collect(looking, { from: 0, below }, WINDOW + 1)
  const hasMore = texts.length > WINDOW
  return { texts: texts.slice(0, WINDOW), lacksTexts, hasMore, after: null, oldest: null }
}

/**
 * Those that the caller may see, the newest first: bit by bit, so that nobody is held for long. Of a kind
 * of which the caller sees little, that is looked through, and not what there is.
 */
async function collect(looking: Looking, range: Range, most = Number.POSITIVE_INFINITY): Promise<Collected> {
  const { here, principal, terms, length } = looking
  const little = seesEverything(principal) ? NO_LITTLE : await readLittle(looking, range)
  const kinds = looking.kinds.filter(({ kind }) => !little.kinds.has(kind))
  const texts: VisibleText[] = []
  let { lacksTexts } = little
  let { below } = range
  for (let limit = WINDOW + 1; kinds.length > 0; limit = Math.min(limit * 2, SLICE)) {
    const lookup = { kinds, terms, from: range.from, below, limit }
    const { found, seen, lacks } = await here.read(async (q) => {
      const [some, asker] = await Promise.all([q.can.findTexts(q, lookup), readAsker(q, principal)])
      const visible = await listVisible(q, looking.texts, asker, some, length)
      return { found: some, seen: visible, lacks: q.lacksTexts }
    }, 'heavy')
    texts.push(...seen)
    lacksTexts ||= lacks
    const last = found.at(-1)
    if (!last || found.length < limit || texts.length >= most) break
    below = last.number
    await nextTurn()
  }
  return { texts: inOrder([...little.texts, ...texts]).slice(0, most), lacksTexts }
}

function inOrder(texts: VisibleText[]): VisibleText[] {
  return texts.sort((a, b) => b.number - a.number)
}

interface Little extends Collected {
  kinds: ReadonlySet<string>
}

/** The kinds of which the caller sees little, and what is found in them. */
function readLittle(
  { here, principal, texts, kinds, terms, length }: Looking,
  range: Range,
): Promise<Little> {
  return here.read(async (q) => {
    const asker = await readAsker(q, principal)
    const look = async (kind: TextKind) => {
      const resource = texts.resourceOf(kind.kind)
      const ids = resource ? await fewSeenOf(q, asker, resource, LITTLE) : null
      if (ids === null) return []
      return [{ kind, found: await q.can.findTextsAmong(q, { kind, terms, ids, ...range }) }]
    }
    const little = (await Promise.all(kinds.map(look))).flat()
    const found = little.flatMap((one) => one.found)
    return {
      kinds: new Set(little.map(({ kind }) => kind.kind)),
      texts: await listVisible(q, texts, asker, found, length),
      lacksTexts: q.lacksTexts,
    }
  }, 'heavy')
}
