import type { Principal } from '../../access/principal.ts'
import { actorOf, readViewer } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, pageById } from '../../http/page.ts'
import { NotInOrganizationError } from '../../lib/app-error.ts'
import { assertUnchanged, ChangedMeanwhileError } from '../../lib/etag.ts'
import { newsIn } from '../../lib/news.ts'
import { assertStorable } from '../../lib/text.ts'
import { toWire } from '../../lib/to-wire.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import { countTeamMembers, putTeamMember } from './member-queries.ts'
import {
  countTeams,
  discardTeam,
  findTeam,
  insertTeam,
  listTeams as listTeamRows,
  type TeamRow,
  updateTeam,
} from './queries.ts'
import { assertMayLead } from './rules.ts'
import type { NewTeam, Team, TeamChanges, TeamsQuery } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

export async function listTeams(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  { organization_id }: Principal,
  query: TeamsQuery,
): Promise<Page<Team>> {
  const here = db.for(organization_id)
  const { member_id } = query
  return pageById(cursors, { organization_id, list: `teams of ${member_id ?? 'all'}` }, query, {
    read: (page) => here.read(async (q) => withMembers(q, await listTeamRows(q, page, member_id))),
    count: () => here.read((q) => countTeams(q, member_id)),
  })
}

/** @throws NotInOrganizationError */
export async function readTeam(
  { db }: Pick<Base, 'db'>,
  { organization_id }: Principal,
  id: string,
): Promise<Team> {
  return db.for(organization_id).read((q) => readWithin(q, id))
}

/** Makes a team. A member who makes one leads it. @throws InvalidValueError */
export async function createTeam(
  { db, clock, newId }: Needs,
  principal: Principal,
  { name, description = '' }: NewTeam,
): Promise<Team> {
  assertStorable({ name, description })
  const now = clock.now()
  const id = newId()
  return db.for(principal.organization_id).write(async (tx) => {
    await insertTeam(tx, { id, name: name.trim(), description, created_at: now, updated_at: now })
    await tx.record({ kind: 'team', id, verb: 'created' })
    if (principal.kind === 'session') {
      const { member_id } = principal
      await putTeamMember(tx, { team_id: id, member_id, role: 'lead', added_at: now })
    }
    await recordOwnActivity(tx, principal, { id: newId(), verb: 'team.created', core: false, now })
    return readWithin(tx, id)
  })
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotInOrganizationError
 * @throws ForbiddenError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function changeTeam(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  { name, description }: TeamChanges,
  ifMatch: string | null,
): Promise<Team> {
  assertStorable({ name, description })
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { team, row } = await enterAsLead(tx, principal, id)
    assertUnchanged(ifMatch, team)
    const news = newsIn(row, { name: name?.trim(), description })
    if (news === null) return team
    // No two versions share an instant, so that it tells them apart.
    const changes = { ...news, updated_at: Math.max(now, row.updated_at + 1) }
    const isDone = await updateTeam(tx, id, changes, ifMatch === null ? null : row.updated_at)
    if (!isDone) throw new ChangedMeanwhileError(await readWithin(tx, id))
    await tx.record({ kind: 'team', id, verb: 'changed' })
    return readWithin(tx, id)
  })
}

/**
 * Puts a team into the trash.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotInOrganizationError
 * @throws ForbiddenError
 * @throws ChangedMeanwhileError
 */
export async function deleteTeam(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    if (ifMatch !== null) await tx.lock('teams', [id], 'update')
    const { team } = await enterAsLead(tx, principal, id)
    assertUnchanged(ifMatch, team)
    await discardTeam(tx, { id, deleted_at: now, deleted_by: actorOf(principal) })
    await tx.record({ kind: 'team', id, verb: 'deleted' })
  })
}

/**
 * The team, for a caller who may change it.
 *
 * @throws NotInOrganizationError
 * @throws ForbiddenError
 */
export async function enterAsLead(tx: Write, principal: Principal, id: string) {
  const row = await findTeam(tx, id)
  if (!row) throw new NotInOrganizationError('team')
  assertMayLead(await readViewer(tx, principal), id)
  return { team: await readWithin(tx, id), row }
}

async function readWithin(q: Read, id: string): Promise<Team> {
  const row = await findTeam(q, id)
  if (!row) throw new NotInOrganizationError('team')
  const [team] = await withMembers(q, [row])
  if (!team) throw new NotInOrganizationError('team')
  return team
}

async function withMembers(q: Read, rows: TeamRow[]): Promise<Team[]> {
  const members = await countTeamMembers(
    q,
    rows.map(({ id }) => id),
  )
  return rows.map(({ created_at, updated_at, ...team }) =>
    toWire({ ...team, members: members.get(team.id) ?? 0, created_at, updated_at }),
  )
}
