/** Who is signed in, and what this instance is. */
import { computed, signal } from '@preact/signals'
import type { Account, Instance, OwnOrganization } from '../../../docs/api-types.ts'
import { call, NotConnected, Refused, whenSecondFactorNeeded, whenSignedOut } from '../api/client.ts'
import { shortDay, timeIn } from '../format/dates.ts'
import { dayIn } from '../format/days.ts'
import { appear } from './appearance.ts'
import { goOn, now, standStill, stoodAt } from './clock.ts'
import { dropLastNumbers, isOfSame, keepLastNumbers, openLastNumbers } from './last-numbers.ts'
import { connection, forgetAll, readAgain } from './reading.ts'
import { pastDay } from './route.ts'

/** `undefined` until it is known, `null` where nobody is signed in. */
export const account = signal<Account | null | undefined>(undefined)
export const instance = signal<Instance | null>(null)
export const organizations = signal<OwnOrganization[]>([])
/** Whether a session that was there has ended elsewhere. */
export const wasSignedOut = signal(false)
/** Whether the organization asks for a second factor that they do not have: it is all that they can do there. */
export const needsSecondFactor = signal(false)
/** Whether the page was opened, and the server not found. */
export const isUnreachable = signal(false)

export const zone = computed(() => account.value?.organization.time_zone ?? 'UTC')
export const today = computed(() => dayIn(zone.value, now.value))
/** "14:12", or "Thu 9 Apr, 14:12" of a day before: when the numbers are of that the page opened with. */
export function offlineSince(at: Date): string {
  const [day, today] = [dayIn(zone.value, at), dayIn(zone.value, new Date())]
  const time = timeIn(zone.value, at)
  return day === today ? time : `${shortDay(day, today)}, ${time}`
}

/** The day that everything on a page of numbers is of. */
export const shownDay = computed(() => pastDay.value ?? today.value)

const RANKS = ['viewer', 'member', 'admin', 'owner']

/** Whether the role is enough. */
export function isAtLeast(role: 'member' | 'admin' | 'owner'): boolean {
  return RANKS.indexOf(account.value?.member.role ?? '') >= RANKS.indexOf(role)
}

whenSignedOut(() => {
  if (account.value) wasSignedOut.value = true
  void dropLastNumbers()
})

whenSecondFactorNeeded(() => {
  needsSecondFactor.value = true
})

const ASK_AGAIN_MS = 5_000
let askingAgain: ReturnType<typeof setTimeout> | undefined

/** Until there is an answer, what was kept of the last one is shown. */
export async function findSession(): Promise<void> {
  clearTimeout(askingAgain)
  try {
    // At once: nothing is painted before both are known.
    const [here] = await Promise.all([call('GET /api/v1/instance'), readAccount()])
    instance.value = here
    isUnreachable.value = false
  } catch (error) {
    if (!(error instanceof NotConnected)) throw error
    if (account.peek() === undefined) await openAsItWas()
    isUnreachable.value = true
    askingAgain = setTimeout(findSession, ASK_AGAIN_MS)
  }
}

async function openAsItWas(): Promise<void> {
  const last = await openLastNumbers()
  if (!last) return
  standStill(new Date(last.at))
  instance.value = last.instance
  account.value = last.account
  appear(last.account.user.preferences)
}

export async function readAccount(): Promise<void> {
  try {
    const found = await call('GET /api/v1/auth/me')
    if (stoodAt.peek() && isOfSame(account.peek(), found)) comeBack(found)
    else enter(found)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    nobodyIsThere()
  }
}

function nobodyIsThere(): void {
  goOn()
  account.value = null
  void dropLastNumbers()
}

/** After the page was opened without the server: what it shows stays until it is read. */
function comeBack({ user, organization, member }: Account): void {
  account.value = { user, organization, member }
  goOn()
  void listOrganizations()
  void readAgain()
}

/** Somebody is signed in from now on. What was read for another is forgotten. */
export function enter({ user, organization, member }: Account): void {
  forgetAll()
  void dropLastNumbers({ user, organization, member })
  goOn()
  wasSignedOut.value = false
  needsSecondFactor.value = false
  account.value = { user, organization, member }
  appear(user.preferences)
  void listOrganizations()
}

const KEEP_AFTER_MS = 2_000
let isKeeping = false

/** What is answered is what the page opens with where nothing can be reached. */
connection.subscribe(({ lost_at }) => {
  if (lost_at !== null || isKeeping) return
  isKeeping = true
  setTimeout(keepNumbers, KEEP_AFTER_MS)
})

async function keepNumbers(): Promise<void> {
  isKeeping = false
  const [who, here] = [account.peek(), instance.peek()]
  if (!who || !here || wasSignedOut.peek()) return
  await keepLastNumbers({ account: who, instance: here }, () => account.peek() === who)
}

async function listOrganizations(): Promise<void> {
  organizations.value = (await call('GET /api/v1/organizations', { query: { limit: 200 } })).items
}

export async function switchTo(organization_id: string): Promise<void> {
  enter(await call('POST /api/v1/auth/switch-organization', { body: { organization_id } }))
}

/** What is kept here goes first, whether the server can be told or not. */
export async function signOut(): Promise<void> {
  await dropLastNumbers()
  await call('POST /api/v1/auth/signout')
  forgetAll()
  nobodyIsThere()
}
