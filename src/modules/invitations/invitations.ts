import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Write } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NotInOrganizationError } from '../../lib/app-error.ts'
import { toWire } from '../../lib/to-wire.ts'
import type { Mailer } from '../../operations/mailer.ts'
import { hashSecret, newSecret } from '../auth/tokens.ts'
import { assertMayBeInvited, enterAsActor } from '../members/members.ts'
import { assertMayGive } from '../members/rules.ts'
import {
  countInvitations,
  deleteInvitation,
  findInvitation,
  findInvitationTo,
  type InvitationRow,
  insertInvitation,
  listInvitations as listInvitationRows,
} from './queries.ts'
import type { Invitation, InvitationCreated, NewInvitation } from './schema.ts'

const LIFETIME_MS = 7 * 86_400_000

/**
 * Invites an address, once: an earlier invitation to it no longer works. The token is in this
 * answer and in the mail to the address, and nowhere else, ever.
 *
 * @throws OwnersOnlyError
 * @throws AlreadyMemberError
 * @throws MemberSuspendedError
 */
export async function invite(
  {
    db,
    clock,
    newId,
    config,
    mailer,
  }: Pick<Base, 'db' | 'clock' | 'newId' | 'config'> & { mailer: Pick<Mailer, 'send'> },
  principal: Principal,
  { email, role }: NewInvitation,
): Promise<InvitationCreated> {
  const token = newSecret()
  const now = clock.now()
  const invitation = {
    id: newId(),
    email: email.toLowerCase(),
    role,
    invited_by: principal.kind === 'session' ? principal.member_id : principal.api_key_id,
    created_at: now,
    expires_at: now + LIFETIME_MS,
  }
  return db.for(principal.organization_id).write(async (tx) => {
    const actor = await enterAsActor(tx, principal)
    assertMayGive(actor, role)
    await assertMayBeInvited(tx, invitation.email)
    const earlier = await findInvitationTo(tx, invitation.email)
    if (earlier) {
      assertMayGive(actor, earlier.role)
      await withdraw(tx, earlier)
    }
    await insertInvitation(tx, { ...invitation, token_hash: hashSecret(token) })
    const created = { kind: 'invitation', id: invitation.id, verb: 'created' }
    await tx.record(created, { after: { email: invitation.email, role } })
    tx.afterCommit(() =>
      mailer.send(letterOf(invitation, `${config.public_url}/#/accept-invitation?token=${token}`)),
    )
    return { ...toWire(invitation), token }
  })
}

function letterOf({ email, role }: InvitationRow, link: string) {
  return {
    to: email,
    subject: 'You are invited',
    text: `You are invited to an organization on Almanac, as ${role}:\n\n${link}\n\nThe link works once, for seven days.`,
  }
}

export async function listInvitations(
  { db, clock, cursors }: Pick<Base, 'db' | 'clock' | 'cursors'>,
  { organization_id }: Principal,
  query: PageQuery,
): Promise<Page<Invitation>> {
  const here = db.for(organization_id)
  const now = clock.now()
  return pageById(cursors, { organization_id, list: 'invitations' }, query, {
    read: async (page) => (await here.read((q) => listInvitationRows(q, now, page))).map(toWire),
    count: () => here.read((q) => countInvitations(q, now)),
  })
}

/**
 * Takes an invitation back. Who could not have made it cannot.
 *
 * @throws NotInOrganizationError
 * @throws OwnersOnlyError
 */
export async function withdrawInvitation(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  id: string,
): Promise<void> {
  await db.for(principal.organization_id).write(async (tx) => {
    const actor = await enterAsActor(tx, principal)
    const invitation = await findInvitation(tx, id)
    if (!invitation) throw new NotInOrganizationError('invitation')
    assertMayGive(actor, invitation.role)
    await withdraw(tx, invitation)
  })
}

async function withdraw(tx: Write, { id, email, role }: InvitationRow): Promise<void> {
  await deleteInvitation(tx, id)
  await tx.record({ kind: 'invitation', id, verb: 'withdrawn' }, { before: { email, role } })
}
