/**
 * Keeps the index of texts in step with the texts.
 *
 * Triggers queue what came or changed, whoever wrote it. What is queued is indexed some dozens together
 * (see late-indexing.ts), and by the job what nobody has looked for meanwhile.
 */
import type { Base } from '../../base.ts'
import type { OrganizationDatabase } from '../../db/database.ts'
import type { Write } from '../../db/handle.ts'
import { SEARCH_VERSION } from '../../db/search/texts.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { forOrganizations, summaryOrFailure } from '../../jobs/every-organization.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { wordsOf } from '../../lib/words.ts'
import type { Resource } from '../../resources/resource.ts'
import { countQueued, listWaiting, queueTexts, updateSearchVersion } from './queries.ts'
import { TextKinds, type TextPlace, type TextRow } from './text-kinds.ts'

interface Searched {
  resources: readonly Resource[]
}

/** How much of a text is searched. */
export const LENGTH_INDEXED = 20_000
/** So many characters of what is queued are indexed with one fact. */
export const CHARACTERS_AT_ONCE = 200_000
/** The same of one that does nothing else, so that it holds nobody for long. */
export const SLICE = { texts: 100, characters: 50_000 }

/** What of the queue was indexed. */
export interface Indexed {
  texts: number
  /** Whether there may be more that waits. */
  hasMore: boolean
}

/** @param which Of the queue: `all` waits for those who index some of it. */
export function indexQueued(
  tx: Write,
  kinds: TextKinds,
  most: typeof SLICE,
  which: 'free' | 'all' = 'free',
): Promise<Indexed> {
  return tx.can.byLookUps(tx, () => indexByLookUps(tx, kinds, most, which))
}

async function indexByLookUps(
  tx: Write,
  kinds: TextKinds,
  most: typeof SLICE,
  which: 'free' | 'all',
): Promise<Indexed> {
  const keys = await tx.can.takeUnindexed(tx, most.texts, which)
  if (keys.length === 0) return { texts: 0, hasMore: false }
  const texts = await kinds.listTexts(tx, keys, LENGTH_INDEXED)
  const { now, later } = split(texts, most.characters)
  await queueTexts(tx, later)
  const words = now.map(({ title, body, ...key }) => ({ ...key, title: wordsOf(title), body: wordsOf(body) }))
  // In the order in which they came, which is that of their places.
  words.sort((one, other) => (one.id < other.id ? -1 : 1))
  await tx.can.indexTexts(tx, words)
  return { texts: keys.length - later.length, hasMore: keys.length === most.texts || later.length > 0 }
}

/** At least one is for now. */
function split<Text extends TextRow | TextPlace>(
  texts: Text[],
  most: number,
): { now: Text[]; later: Text[] } {
  let characters = 0
  const first = texts.findIndex((text, i) => {
    characters += 'characters' in text ? text.characters : text.title.length + text.body.length
    return i > 0 && characters > most
  })
  return first === -1 ? { now: texts, later: [] } : { now: texts.slice(0, first), later: texts.slice(first) }
}

export function indexTextsJob({ db, resources }: Pick<Base, 'db'> & Searched): CronJob {
  const kinds = new TextKinds(resources)
  return {
    name: 'index_texts',
    pattern: '* * * * *',
    run: async (signal) => {
      let indexed = 0
      const proceed = () => signal.throwIfAborted()
      const waiting = await db.instance.read(listWaiting)
      const indexing = await forOrganizations(idsOf(waiting), signal, async (id) => {
        indexed += await indexAllQueued(db.for(id), kinds, proceed)
      })
      const untidy = await db.instance.read((q) => q.can.organizationsToTidy(q))
      const tidying = await forOrganizations(idsOf(untidy), signal, (id) => tidy(db.for(id), proceed))
      return summaryOrFailure(`indexed ${indexed} texts`, [...indexing.failures, ...tidying.failures])
    },
  }
}

function idsOf(found: readonly { organization_id: string }[]): string[] {
  return found.map(({ organization_id }) => organization_id)
}

/**
 * Puts every text of an organization into the index once more, by the rules of today. It is searched
 * meanwhile as before; what comes or changes is indexed by these rules at once.
 *
 * @param show Called with the share that is done.
 */
export async function rebuildSearch(
  { db, resources }: Pick<Base, 'db'> & Searched,
  organizationId: string,
  show: (share: number) => void,
): Promise<number> {
  const here = db.for(organizationId)
  const kinds = new TextKinds(resources)
  const all = await here.read((q) => kinds.count(q))
  let done = 0
  for (const { kind } of kinds.all) {
    let page: IndexedPage = { texts: 0, last: null }
    do {
      const after = page.last
      page = await here.write((tx) => indexPage(tx, kinds, kind, after))
      done += page.texts
      show(Math.min(1, done / all))
      await nextTurn()
    } while (page.last !== null)
  }
  // Those that found no room in the transactions that wrote them.
  await indexAllQueued(here, kinds, () => {})
  await here.write((tx) => updateSearchVersion(tx, SEARCH_VERSION))
  await tidy(here, () => {})
  return done
}

/** All texts of the organization have just come, so that triggers have queued all that there is to index. */
export function relyOnQueue(tx: Write): Promise<void> {
  return updateSearchVersion(tx, SEARCH_VERSION)
}

/** Indexes what waits, as the job would. @returns How many texts. */
export function indexWaiting(
  { db, resources }: Pick<Base, 'db'> & Searched,
  organizationId: string,
  show: (share: number) => void,
): Promise<number> {
  return indexAllQueued(db.for(organizationId), new TextKinds(resources), show)
}

interface IndexedPage {
  texts: number
  /** Where there are more: those that come meanwhile are indexed already. */
  last: TextPlace | null
}

/** Through the queue, whose rows keep others from indexing the same text meanwhile. */
async function indexPage(
  tx: Write,
  kinds: TextKinds,
  kind: string,
  after: TextPlace | null,
): Promise<IndexedPage> {
  const places = await kinds.listPlaces(tx, kind, { after, count: SLICE.texts, length: LENGTH_INDEXED })
  const page = split(places, SLICE.characters).now
  await queueTexts(tx, page)
  await indexQueued(tx, kinds, { texts: page.length, characters: CHARACTERS_AT_ONCE })
  const isLast = places.length < SLICE.texts && page.length === places.length
  return { texts: page.length, last: isLast ? null : (page.at(-1) ?? null) }
}

async function tidy(here: OrganizationDatabase, proceed: () => void): Promise<void> {
  while ((await here.write((tx) => tx.can.byLookUps(tx, () => tx.can.tidyTexts(tx)))) > 0) {
    proceed()
    await nextTurn()
  }
}

/** In short transactions. @returns How many texts. */
async function indexAllQueued(
  here: OrganizationDatabase,
  kinds: TextKinds,
  show: (share: number) => void,
): Promise<number> {
  const all = await here.read(countQueued)
  for (let done = 0; ; ) {
    const { texts } = await here.write((tx) => indexQueued(tx, kinds, SLICE))
    if (texts === 0) return done
    done += texts
    show(Math.min(1, done / all))
    await nextTurn()
  }
}
