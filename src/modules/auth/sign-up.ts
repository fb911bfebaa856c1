import type { Context } from '../../context.ts'
import { UniqueViolationError } from '../../db/errors.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { isTimeZone } from '../../metrics/local-days.ts'
import { recordMemberActivity } from '../events/record-activity.ts'
import { addMemberAsPerson } from '../people/people.ts'
import { EmailTakenError } from './errors.ts'
import { hashPassword } from './passwords.ts'
import { findSlugs, hasUsers, insertMember, insertOrganization, insertUser } from './queries.ts'
import type { SignedIn, SignUp } from './schema.ts'
import { answerSignedIn, openSession } from './sessions.ts'

type Needs = Pick<Context, 'db' | 'clock' | 'newId' | 'tokens'>

/**
 * Makes a user and an organization that the user owns, and signs in. The first user of all is the
 * instance's administrator.
 *
 * @throws EmailTakenError
 * @throws InvalidValueError for a time zone that does not exist.
 */
export async function signUp(
  context: Needs,
  { email, password, name, organization }: SignUp,
): Promise<SignedIn> {
  const { db, clock, newId } = context
  if (!isTimeZone(organization.time_zone)) {
    throw new InvalidValueError(
      'organization.time_zone',
      `"${organization.time_zone}" is not an IANA time zone such as Europe/Berlin`,
    )
  }
  const password_hash = await hashPassword(password)
  const now = clock.now()
  const [user_id, organization_id, member_id] = [newId(), newId(), newId()]
  const session = await db.instance
    .write(async (instance) => {
      await insertUser(instance, {
        id: user_id,
        email: email.toLowerCase(),
        name: name.trim(),
        password_hash,
        is_instance_admin: !(await hasUsers(instance)),
        created_at: now,
      })
      await insertOrganization(instance, {
        id: organization_id,
        name: organization.name.trim(),
        slug: await freeSlug(instance, organization.name),
        time_zone: organization.time_zone,
        created_at: now,
      })
      const tx = instance.within(organization_id)
      await addMemberAsPerson(tx, { id: member_id, name: name.trim(), created_at: now })
      await insertMember(tx, { id: member_id, user_id, role: 'owner', status: 'active', joined_at: now })
      await tx.record({ type: 'member_joined', person_id: member_id, joined_at: now })
      await recordMemberActivity(tx, { id: newId(), member_id, verb: 'sign_in', core: false, now })
      return openSession(instance, { id: newId(), user_id, organization_id, now })
    })
    .catch((error) => {
      throw error instanceof UniqueViolationError && error.isAbout('email') ? new EmailTakenError() : error
    })
  return answerSignedIn(context, { session_id: session, organization_id, member_id })
}

/** A readable name for the command line and links: `bluebird`, then `bluebird-2`. */
async function freeSlug(instance: InstanceWrite, name: string): Promise<string> {
  const base =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'organization'
  for (let from = 1; ; from += 20) {
    const candidates = Array.from({ length: 20 }, (_, i) => (from + i === 1 ? base : `${base}-${from + i}`))
    const taken = await findSlugs(instance, candidates)
    const free = candidates.find((candidate) => !taken.has(candidate))
    if (free) return free
  }
}
