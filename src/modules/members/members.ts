import { NotSignedInError } from '../../access/errors.ts'
import { may, type Principal, type Role, type SessionPrincipal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NotInOrganizationError } from '../../lib/app-error.ts'
import { toWire } from '../../lib/to-wire.ts'
import type { Resource } from '../../resources/resource.ts'
import { AlreadyMemberError, MemberSuspendedError } from './errors.ts'
import { changeMembership, endMembership } from './membership.ts'
import {
  asListed,
  countMembers,
  findMember,
  findMemberByEmail,
  findMemberEver,
  findMemberOfUser,
  listMemberIds,
  listMembers as listMemberRows,
  type MemberRow,
} from './queries.ts'
import { actingRole, assertMayChange, assertMayGive } from './rules.ts'
import type { ListedMember, Member, MemberChanges } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock'>
type NeedsToRemove = Needs & { resources: readonly Resource[] }

export async function listMembers(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  query: PageQuery,
): Promise<Page<ListedMember>> {
  const { organization_id } = principal
  const here = db.for(organization_id)
  // Whose account is guarded less is for nobody else to know.
  const isTold = may(principal, 'members.write')
  return pageById(cursors, { organization_id, list: 'members' }, query, {
    async read(page) {
      const rows = await here.read(async (q) => asListed(q, await listMemberRows(q, page)))
      return rows.map((row) => toWire({ ...row, has_second_factor: isTold ? row.has_second_factor : null }))
    },
    count: () => here.read(countMembers),
  })
}

/**
 * Also one who was removed: what they did, wrote and were assigned keeps their id, and whoever reads it
 * asks whose it is.
 *
 * @throws NotInOrganizationError
 */
export async function readMember(
  { db }: Pick<Base, 'db'>,
  { organization_id }: Principal,
  id: string,
): Promise<Member> {
  const member = await db.for(organization_id).read((q) => findMemberEver(q, id))
  if (!member) throw new NotInOrganizationError('member')
  return toWire(member)
}

/** Whether there is such a member, suspended or not. */
export async function isMemberWithin(q: Read, id: string): Promise<boolean> {
  return (await findMember(q, id)) !== null
}

/** Those of them who are members, suspended or not. */
export async function membersWithin(q: Read, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  return ids.size === 0 ? ids : new Set(await listMemberIds(q, [...ids]))
}

/** A member, for another change in the same transaction. @throws NotInOrganizationError */
export async function memberWithin(q: Read, id: string): Promise<MemberRow> {
  const member = await findMember(q, id)
  if (!member) throw new NotInOrganizationError('member')
  return member
}

/**
 * Changes a member's role, or suspends or reinstates one.
 *
 * @throws NotInOrganizationError
 * @throws OwnersOnlyError
 * @throws LastOwnerError
 */
export async function changeMember(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  changes: MemberChanges,
): Promise<Member> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const actor = await enterAsActor(tx, principal)
    const member = await findMember(tx, id)
    if (!member) throw new NotInOrganizationError('member')
    const after = { role: changes.role ?? member.role, status: changes.status ?? member.status }
    assertMayChange(actor, member)
    assertMayGive(actor, after.role)
    await changeMembership(tx, member, after, now)
    return toWire({ ...member, ...after })
  })
}

/**
 * Removes a member. What they did stays, and keeps its author.
 *
 * @throws NotInOrganizationError
 * @throws OwnersOnlyError
 * @throws LastOwnerError
 */
export async function removeMember(
  { db, clock, resources }: NeedsToRemove,
  principal: Principal,
  id: string,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const actor = await enterAsActor(tx, principal)
    const member = await findMember(tx, id)
    if (!member) throw new NotInOrganizationError('member')
    assertMayChange(actor, member)
    await endMembership(tx, resources, member, now)
  })
}

/** @throws LastOwnerError */
export async function leave(
  { db, clock, resources }: NeedsToRemove,
  principal: SessionPrincipal,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    await tx.can.lockOrganization(tx)
    const member = await findMember(tx, principal.member_id)
    if (member?.status !== 'active') throw new NotSignedInError()
    await endMembership(tx, resources, member, now)
  })
}

/**
 * Locks the organization, and looks up what the principal may do in it now. First in its
 * transaction: whoever shares the organization already cannot lock it.
 */
export async function enterAsActor(tx: Write, principal: Principal): Promise<Role> {
  await tx.can.lockOrganization(tx)
  const standing = principal.kind === 'session' ? await findMember(tx, principal.member_id) : null
  return actingRole(principal, standing)
}

/**
 * Whoever is to be invited must not be a member.
 *
 * @throws AlreadyMemberError
 * @throws MemberSuspendedError
 */
export async function assertMayBeInvited(tx: Write, email: string): Promise<void> {
  refuseMember(await findMemberByEmail(tx, email))
}

/** One who was a member before. @throws AlreadyMemberError, MemberSuspendedError for one who is. */
export async function findFormerMember(tx: Write, userId: string): Promise<MemberRow | null> {
  const member = await findMemberOfUser(tx, userId)
  refuseMember(member)
  return member
}

function refuseMember(member: MemberRow | null): void {
  if (member?.status === 'active') throw new AlreadyMemberError()
  if (member?.status === 'suspended') throw new MemberSuspendedError()
}
