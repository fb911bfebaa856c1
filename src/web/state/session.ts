/** Who is signed in, and what this instance is. */
import { computed, signal } from '@preact/signals'
import type { Account, Instance, OwnOrganization } from '../../../docs/api-types.ts'
import { call, NotConnected, Refused, whenSignedOut } from '../api/client.ts'
import { dayIn } from '../format/days.ts'
import { appear } from './appearance.ts'
import { now } from './clock.ts'
import { forgetAll } from './reading.ts'
import { pastDay } from './route.ts'

/** `undefined` until it is known, `null` where nobody is signed in. */
export const account = signal<Account | null | undefined>(undefined)
export const instance = signal<Instance | null>(null)
export const organizations = signal<OwnOrganization[]>([])
/** Whether a session that was there has ended elsewhere. */
export const wasSignedOut = signal(false)

export const zone = computed(() => account.value?.organization.time_zone ?? 'UTC')
export const today = computed(() => dayIn(zone.value, now.value))
/** The day that everything on a page of numbers is of. */
export const shownDay = computed(() => pastDay.value ?? today.value)

const RANKS = ['viewer', 'member', 'admin', 'owner']

/** Whether the role is enough. */
export function isAtLeast(role: 'member' | 'admin' | 'owner'): boolean {
  return RANKS.indexOf(account.value?.member.role ?? '') >= RANKS.indexOf(role)
}

whenSignedOut(() => {
  if (account.value) wasSignedOut.value = true
})

export async function findSession(): Promise<void> {
  try {
    instance.value = await call('GET /api/v1/instance')
    if (instance.value.first_run && !instance.value.demo) {
      account.value = null
      return
    }
    await readAccount()
  } catch (error) {
    if (!(error instanceof NotConnected)) throw error
    setTimeout(findSession, 2_000)
  }
}

export async function readAccount(): Promise<void> {
  try {
    enter(await call('GET /api/v1/auth/me'))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    account.value = null
  }
}

/** Somebody is signed in from now on. What was read for another is forgotten. */
export function enter({ user, organization, member }: Account): void {
  forgetAll()
  wasSignedOut.value = false
  account.value = { user, organization, member }
  appear(user.preferences)
  void listOrganizations()
}

async function listOrganizations(): Promise<void> {
  organizations.value = (await call('GET /api/v1/organizations', { query: { limit: 200 } })).items
}

export async function switchTo(organization_id: string): Promise<void> {
  enter(await call('POST /api/v1/auth/switch-organization', { body: { organization_id } }))
}

export async function signOut(): Promise<void> {
  await call('POST /api/v1/auth/signout')
  forgetAll()
  account.value = null
}
