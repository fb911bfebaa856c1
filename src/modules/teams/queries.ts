import { and, count, eq, inArray, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'

export interface TeamRow {
  id: string
  name: string
  description: string
  created_at: number
  updated_at: number
}

/** Those that are not in the trash. @param memberId Only those in which this member is. */
export async function listTeams(q: Read, page: IdPage, memberId: string | undefined): Promise<TeamRow[]> {
  const [values, variant] = pageOf(page)
  const [of, whose] = ofMember(memberId)
  return selectPage(q, { ...values, ...of }, { ...variant, ...whose })
}

const selectPage = query((q, slots: Slots<PageValues & OfMember>, variant: PageVariant & Whose) => {
  const { unseen, order } = inPage(q.tables.teams.id, slots, variant)
  return selectTeams(q)
    .where(and(liveTeams(q), isIn(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countTeams(q: Read, memberId: string | undefined): Promise<number> {
  const [row] = await selectTotal(q, ...ofMember(memberId))
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<OfMember>, variant: Whose) => {
  const { teams } = q.tables
  return q
    .select({ total: count() })
    .from(teams)
    .where(and(liveTeams(q), isIn(q, slots, variant)))
})

interface OfMember {
  member_id: string
}

interface Whose {
  of_member: boolean
}

function ofMember(memberId: string | undefined): [OfMember, Whose] {
  return [{ member_id: memberId ?? '' }, { of_member: memberId !== undefined }]
}

function isIn(q: Reading, { member_id }: Slots<OfMember>, { of_member }: Whose) {
  const { teams, team_members } = q.tables
  const ofMember = q
    .select({ id: team_members.team_id })
    .from(team_members)
    .where(and(q.mine(team_members), eq(team_members.member_id, member_id)))
  return of_member ? inArray(teams.id, ofMember) : undefined
}

export async function findTeam(q: Read, id: string): Promise<TeamRow | null> {
  const [row] = await selectTeam(q, { id })
  return row ?? null
}

const selectTeam = query((q, { id }: Slots<{ id: string }>) =>
  selectTeams(q).where(and(liveTeams(q), eq(q.tables.teams.id, id))),
)

/** Those of them that are there, and not in the trash. */
export async function listTeamIds(q: Read, ids: readonly string[]): Promise<string[]> {
  return (await selectIds(q, { ids })).map(({ id }) => id)
}

const selectIds = query((q, { ids }: Slots<{ ids: readonly string[] }>) => {
  const { teams } = q.tables
  return q
    .select({ id: teams.id })
    .from(teams)
    .where(and(liveTeams(q), q.can.oneOf(teams.id, ids)))
})

function selectTeams(q: Reading) {
  const { teams } = q.tables
  const { id, name, description, created_at, updated_at } = teams
  return q.select({ id, name, description, created_at, updated_at }).from(teams)
}

function liveTeams(q: Reading) {
  const { teams } = q.tables
  return and(q.mine(teams), isNull(teams.deleted_at))
}

export const insertTeam = mutation((q, team: Slots<TeamRow>) => {
  const { id, name, description, created_at, updated_at } = team
  const values = { id, name, description, created_at, updated_at }
  return q.insert(q.tables.teams).values({ ...values, organization_id: q.organization_id })
})

export interface ChangedTeam {
  name?: string | undefined
  description?: string | undefined
  updated_at: number
}

/**
 * Only what is given: what others change of it meanwhile stays.
 *
 * @param seenAt The `updated_at` of the only version that is to be changed; `null` for any.
 * @returns Whether there was such a version.
 */
export async function updateTeam(
  tx: Write,
  id: string,
  { name, description, updated_at }: ChangedTeam,
  seenAt: number | null,
): Promise<boolean> {
  const values = {
    id,
    name: name ?? '',
    description: description ?? '',
    updated_at,
    seen_at: seenAt ?? 0,
  }
  const variant = {
    name: name !== undefined,
    description: description !== undefined,
    is_seen: seenAt !== null,
  }
  return (await setTeam(tx, values, variant)).length > 0
}

type Change = Omit<TeamRow, 'created_at'> & { seen_at: number }

const setTeam = mutation(
  (q, slots: Slots<Change>, given: { name: boolean; description: boolean; is_seen: boolean }) => {
    const { teams } = q.tables
    const { id, name, description, updated_at, seen_at } = slots
    const isSeen = given.is_seen ? eq(teams.updated_at, seen_at) : undefined
    return q
      .update(teams)
      .set({ ...(given.name && { name }), ...(given.description && { description }), updated_at })
      .where(and(q.mine(teams), eq(teams.id, id), isSeen))
      .returning({ id: teams.id })
  },
)

/** Puts it into the trash. */
export const discardTeam = mutation(
  (q, slots: Slots<{ id: string; deleted_at: number; deleted_by: string }>) => {
    const { teams } = q.tables
    const { id, deleted_at, deleted_by } = slots
    return q
      .update(teams)
      .set({ deleted_at, deleted_by })
      .where(and(q.mine(teams), eq(teams.id, id)))
  },
)
