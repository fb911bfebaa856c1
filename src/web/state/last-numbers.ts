/**
 * The numbers that somebody saw last, kept in their browser, so that the page opens with them where nothing
 * can be reached. They are of one person in one organization: whoever signs in, out, or is signed out
 * leaves none behind. Of work, conversations and people nothing is kept.
 */
import type { Account, Instance } from '../../../docs/api-types.ts'
import { type Answered, answersTo, connection, restoreAnswers } from './reading.ts'

export interface LastNumbers {
  /** Which page has written them: what another wrote may have another shape. */
  page: string | undefined
  at: number
  instance: Instance
  account: Account
  answers: readonly Answered[]
}

const STORE = 'numbers'
const PLACE = '/numbers'
/** That of today: without it, the rest would be of no use. */
const DASHBOARD = 'GET /api/v1/metrics/dashboard {"query":{}}'

/** Browsers have it where they have workers: with https, and on this machine. */
function store(): CacheStorage | undefined {
  return globalThis.caches
}

/** @param isStill Whether it is still the same who is there. */
export async function keepLastNumbers(
  who: Pick<LastNumbers, 'instance' | 'account'>,
  isStill: () => boolean,
): Promise<void> {
  const answers = answersTo((route) => route.includes('/api/v1/metrics/'))
  const dashboard = answers.find(([key]) => key === DASHBOARD)
  const cache = dashboard && (await store()?.open(STORE))
  if (!dashboard || !cache || !isStill()) return
  const [, , at] = dashboard
  const numbers: LastNumbers = { ...who, page: ownPage(), at, answers }
  await cache.put(PLACE, Response.json(numbers))
}

/** Shows what was kept, as it was. @returns Of whom and when it is; `null` where nothing is kept. */
export async function openLastNumbers(): Promise<LastNumbers | null> {
  const numbers = await keptNumbers()
  if (!numbers || numbers.page !== ownPage()) return null
  restoreAnswers(numbers.answers)
  connection.value = { answered_at: numbers.at, lost_at: numbers.at, limited_until: null }
  return numbers
}

/** @param account Whose stay. */
export async function dropLastNumbers(account?: Account): Promise<void> {
  if (account && isOfSame((await keptNumbers())?.account, account)) return
  await store()?.delete(STORE)
}

export function isOfSame(one: Account | null | undefined, other: Account): boolean {
  return one?.user.id === other.user.id && one.organization.id === other.organization.id
}

async function keptNumbers(): Promise<LastNumbers | undefined> {
  return (await (await store()?.open(STORE))?.match(PLACE))?.json()
}

function ownPage(): string | undefined {
  return document.documentElement.dataset.page
}
