/** A caller, as far as it matters to what belongs to people and teams. */

import type { Read } from '../db/handle.ts'
import { NotFoundError } from '../lib/app-error.ts'
import { dayToDate, type LocalDays, localDays } from '../lib/time/local-days.ts'
import { may, type Principal } from './principal.ts'
import { findTimeZone, findZoneAndRoles, listTeamRoles, type TeamRole } from './viewer-queries.ts'

export interface Viewer {
  /** Admins, and keys, which act for the organization. What a key may do at all, its scopes decide. */
  seesAll: boolean
  member_id: string | null
  /** The caller's teams, and the role there; of who sees everything, none. */
  teams: ReadonlyMap<string, TeamRole>
}

export async function readViewer(q: Read, principal: Principal): Promise<Viewer> {
  const member_id = askedFor(principal)
  if (member_id === null) return seeingAll(principal)
  return { seesAll: false, member_id, teams: await listTeamRoles(q, member_id) }
}

/** The member whose teams have to be known: of who sees everything, no team gives them more. */
function askedFor(principal: Principal): string | null {
  return principal.kind === 'api_key' || seesEverything(principal) ? null : principal.member_id
}

function seeingAll(principal: Principal): Viewer {
  const member_id = principal.kind === 'api_key' ? null : principal.member_id
  return { seesAll: true, member_id, teams: NO_TEAMS }
}

const NO_TEAMS: Viewer['teams'] = new Map()

export function seesEverything(principal: Principal): boolean {
  return principal.kind === 'api_key' || may(principal, 'organization.write')
}

/** An instant, and the local date that it is then. */
export interface Moment {
  date: string
  at: number
}

/** Who asks, and when. */
export interface Perspective {
  viewer: Viewer
  days: LocalDays
  now: Moment
}

/** @param at Epoch ms. @throws NotFoundError */
export async function readPerspective(q: Read, principal: Principal, at: number): Promise<Perspective> {
  const { timeZone, viewer } = await readZoneAndViewer(q, principal)
  if (timeZone === null) throw new NotFoundError('organization')
  const days = localDays(timeZone)
  return { viewer, days, now: { date: dayToDate(days.dayOf(at)), at } }
}

/** The zone of the local days, and who asks: by one query. */
async function readZoneAndViewer(q: Read, principal: Principal) {
  const member_id = askedFor(principal)
  if (member_id === null) return { timeZone: await findTimeZone(q), viewer: seeingAll(principal) }
  const { timeZone = null, roles: teams = NO_TEAMS } = (await findZoneAndRoles(q, member_id)) ?? {}
  return { timeZone, viewer: { seesAll: false, member_id, teams } }
}

/** The member, or the key, as things remember who has done something to them. */
export function actorOf(principal: Principal): string {
  return principal.kind === 'session' ? principal.member_id : principal.api_key_id
}
