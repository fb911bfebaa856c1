/**
 * Who presents a credential. A credential is verified once and remembered until it ends or
 * something that it rests on changes: its session, key, member, role or organization.
 *
 * Promises: what was revoked, here or by another process, is forgotten within a second; here, with
 * the commit that revoked it. While other processes are not heard, everybody is looked up. Memory is
 * bounded.
 */
import type { Base } from '../base.ts'
import type { CommitNews } from '../db/database.ts'
import { accessChangesOf, type Change } from '../db/facts.ts'
import { asPart } from '../db/time-limits.ts'
import { RecentMap } from '../lib/recent-map.ts'
import { Semaphore } from '../lib/semaphore.ts'
import type { LimitState, Limits } from './limits.ts'
import type { Permission, Principal } from './principal.ts'

const FOLLOWED_AT_ONCE = 2
/** Of each of two generations. */
const REMEMBERED = 10_000

export interface RememberedPrincipal extends Authenticated {
  limits: LimitState
}

/** How those who are not remembered are looked up. */
export interface PrincipalLookUp {
  /** @returns `null` for a credential that is wrong, over or revoked. */
  authenticate(credential: string): Promise<Authenticated | null>
  /** Whether somebody who was let in may still do something. */
  isStillAllowed(principal: Principal, permission: Permission): Promise<boolean>
  /** Who somebody who was let in is now, with the role of now; `null` where they are nobody any more. */
  present(principal: Principal): Promise<Principal | null>
}

export interface Authenticated {
  principal: Principal
  /** The plan of the organization. */
  plan: string
  /** Epoch ms after which the credential is over, or is to be looked up again. */
  ends_at: number
}

export class Principals {
  readonly #remembered = new RecentMap<string, RememberedPrincipal>(REMEMBERED)
  /** Of all whose going on is looked at, when something changes that all of them rest on, so many at a time. */
  readonly #following = new Semaphore(FOLLOWED_AT_ONCE)
  /** Moves whenever something is forgotten, so that what was being verified then is not kept. */
  #version = 0

  constructor(readonly context: Pick<Base, 'db' | 'clock'> & { limits: Limits; lookUp: PrincipalLookUp }) {
    context.db.onCommit((news) => this.#forget(news))
  }

  /**
   * Who it is, if that is known already.
   *
   * @param now Epoch ms.
   * @param ticks The same by `performance.now()`.
   */
  remembered(credential: string, now: number, ticks: number): RememberedPrincipal | undefined {
    if (!this.context.db.isHearing(ticks)) return undefined
    const known = this.#remembered.get(credential)
    if (!known || known.ends_at > now) return known
    this.#remembered.delete(credential)
    return undefined
  }

  /** @returns `null` for a credential that is wrong, over or revoked. */
  async verify(credential: string): Promise<RememberedPrincipal | null> {
    const version = this.#version
    const found = await this.context.lookUp.authenticate(credential)
    if (!found) return null
    const limits = this.context.limits.stateOf(callerOf(found.principal))
    const remembered = { ...found, limits }
    if (version === this.#version && this.context.db.isHearing()) this.#remembered.set(credential, remembered)
    return remembered
  }

  /**
   * For what takes long, such as a download or an import: to be asked between its parts whether the
   * principal may still do it. Looks that up only where something was forgotten since.
   */
  watch(principal: Principal, permission: Permission): () => Promise<boolean> {
    let version = this.#version
    return async () => {
      const asked = this.#version
      if (asked === version && this.context.db.isHearing()) return true
      const isAllowed = await asPart(() => this.context.lookUp.isStillAllowed(principal, permission))
      if (isAllowed) version = asked
      return isAllowed
    }
  }

  /**
   * For what goes on until somebody ends it: to be asked before each part who the principal is by now.
   * Looks that up only where something was forgotten since, or the time has come for it.
   *
   * @returns `null` where the principal is nobody any more.
   */
  follow(principal: Principal): (isDue?: boolean) => Promise<Principal | null> {
    let [version, present] = [this.#version, principal]
    return async (isDue = false) => {
      const asked = this.#version
      if (!isDue && asked === version && this.context.db.isHearing()) return present
      using _turn = await this.#following.next()
      const found = await asPart(() => this.context.lookUp.present(present))
      if (found) [version, present] = [asked, found]
      return found
    }
  }

  #forget(news: readonly CommitNews[] | null): void {
    if (news === null) {
      this.#version += 1
      this.#remembered.clear()
      return
    }
    for (const one of news) if (one.changes_access) this.#forgetConcerned(one)
  }

  /** Of another process's changes we know only in which organization they are. */
  #forgetConcerned({ organization_id, facts }: CommitNews): void {
    this.#version += 1
    const changes = facts?.flatMap(accessChangesOf)
    const isAll = !changes || changes.length === 0
    for (const [credential, { principal }] of this.#remembered.entries()) {
      const isOfOrganization = principal.organization_id === organization_id
      const isConcerned = isAll ? isOfOrganization : changes.some((change) => concerns(change, principal))
      if (isConcerned) this.#remembered.delete(credential)
    }
  }
}

/** Whether what a principal may do rests on what has changed. */
export function concerns({ kind, id }: Change, principal: Principal): boolean {
  if (kind === 'organization') return principal.organization_id === id
  if (principal.kind === 'api_key') return kind === 'api_key' && principal.api_key_id === id
  const { member_id, session_id, user_id } = principal
  return { member: member_id, session: session_id, user: user_id }[kind] === id
}

/** Limits count a user's sessions together: signing in again gives no new allowance. */
export function callerOf(principal: Principal): string {
  return principal.kind === 'session' ? `user:${principal.user_id}` : `key:${principal.api_key_id}`
}
