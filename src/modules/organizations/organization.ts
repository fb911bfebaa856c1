/** The organization that a principal works in. */
import { getLogger } from '@logtape/logtape'
import type { Principal, Role, SessionPrincipal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { InvalidValueError, NotFoundError } from '../../lib/app-error.ts'
import { endsWithin } from '../../lib/ends-within.ts'
import { assertUnchanged } from '../../lib/etag.ts'
import { newsIn } from '../../lib/news.ts'
import { timeZoneNamed } from '../../lib/time/local-days.ts'
import { rebuildRollups } from '../../metrics/rebuild/rebuild-rollups.ts'
import { SecondFactorOffError } from '../auth/errors.ts'
import { isGuarded } from '../auth/second-factor/second-factor.ts'
import { OwnersDecideError } from './errors.ts'
import {
  countOrganizationsOf,
  findOrganization,
  listOrganizationsOf,
  type OrganizationRow,
  updateSettings,
} from './queries.ts'
import type { Organization, OrganizationChanges, OrganizationSettings, OwnOrganization } from './schema.ts'

type Needs = Pick<Base, 'db'>

const ANSWER_WITHIN_MS = 5_000
const log = getLogger(['almanac', 'organizations'])

export async function readOrganization(
  { db }: Needs,
  { organization_id }: Principal,
): Promise<OrganizationSettings> {
  return db.for(organization_id).read(readWithin)
}

/**
 * Changes the name, the time zone, or the colour. Another zone moves every local day: the metrics are
 * built anew beside the old ones, which are read until they are replaced at once. Where that takes
 * long, it goes on after the answer.
 *
 * @returns The organization as it is now, and whether all is done.
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ChangedMeanwhileError
 * @throws RebuildRunningError
 * @throws InvalidValueError for a time zone that does not exist.
 * @throws OwnersDecideError
 * @throws SecondFactorOffError for whoever requires of others what they do not have.
 */
export async function changeOrganization(
  { db }: Needs,
  principal: Principal,
  changes: OrganizationChanges,
  ifMatch: string | null,
  answerWithin_ms = ANSWER_WITHIN_MS,
): Promise<{ organization: OrganizationSettings; isDone: boolean }> {
  const answerAt = performance.now() + answerWithin_ms
  const timeZone = changes.time_zone === undefined ? undefined : timeZoneNamed(changes.time_zone)
  if (timeZone === null) {
    throw new InvalidValueError(
      'time_zone',
      `"${changes.time_zone}" is not an IANA time zone such as Europe/Berlin`,
    )
  }
  const id = principal.organization_id
  await refuseToRequire({ db }, principal, changes)
  const begin = (tx: Write) => changeSettings(tx, changes, ifMatch)
  const organization = await readOrganization({ db }, principal)
  let isDone = true
  if (timeZone !== undefined && timeZone !== organization.time_zone) {
    isDone = await moveTo({ db }, id, { timeZone, begin }, answerAt)
  } else {
    await db.for(id).write(async (tx) => {
      await tx.can.lockOrganization(tx)
      await begin(tx)
    })
  }
  return { organization: await readOrganization({ db }, principal), isDone }
}

/** @returns Whether it was done in time; else it goes on. */
async function moveTo(
  { db }: Needs,
  organization_id: string,
  move: { timeZone: string; begin: (tx: Write) => Promise<void> },
  answerAt: number,
): Promise<boolean> {
  const { promise: begun, resolve: onBegun } = Promise.withResolvers<void>()
  const moving = rebuildRollups({ db }, organization_id, () => {}, { ...move, onBegun })
  // What refuses it is thrown here.
  await Promise.race([begun, moving])
  if (await endsWithin(answerAt - performance.now(), moving)) {
    await moving
    return true
  }
  moving.catch((error) =>
    log.error('The time zone of {organization_id} was not changed: {error}', { organization_id, error }),
  )
  return false
}

/** The organization is locked, so that of two who saw the same version one is refused. */
async function changeSettings(
  tx: Write,
  { name, color, requires_second_factor }: OrganizationChanges,
  ifMatch: string | null,
): Promise<void> {
  const organization = await readWithin(tx)
  assertUnchanged(ifMatch, organization)
  const news = newsIn(organization, { name: name?.trim(), color, requires_second_factor })
  if (!news) return
  const { name: given, color: shown, requires_second_factor: required } = organization
  const after = { name: given, color: shown, requires_second_factor: required, ...news }
  await updateSettings(tx, after)
  // The members' access rests on the one, and on nothing else of it.
  const verb = news.requires_second_factor === undefined ? 'changed' : 'second_factor_rule_changed'
  const changed = { kind: 'organization', id: tx.organization_id, verb }
  const fields = Object.keys(news) as (keyof typeof after)[]
  const of = (one: typeof after) => Object.fromEntries(fields.map((field) => [field, one[field]]))
  await tx.record(changed, { before: of(organization), after: of(after) })
}

/** Who requires it has one: nobody locks themselves out. */
async function refuseToRequire(
  { db }: Needs,
  principal: Principal,
  { requires_second_factor }: OrganizationChanges,
): Promise<void> {
  if (requires_second_factor === undefined) return
  if (principal.kind !== 'session' || principal.role !== 'owner') throw new OwnersDecideError()
  if (requires_second_factor && !(await isGuarded({ db }, principal))) {
    throw new SecondFactorOffError()
  }
}

/** Those in which a user is an active member. */
export async function listOwnOrganizations(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  { user_id, organization_id }: SessionPrincipal,
  query: PageQuery,
): Promise<Page<OwnOrganization>> {
  const list = { organization_id, list: `organizations of ${user_id}` }
  return pageById(cursors, list, query, {
    async read(page) {
      const rows = await db.instance.read((q) => listOrganizationsOf(q, user_id, page))
      // The column is a text; only the words of the rules are ever written there.
      return rows.map((row) => ({ ...toWire(row), member_id: row.member_id, role: row.role as Role }))
    },
    count: () => db.instance.read((q) => countOrganizationsOf(q, user_id)),
  })
}

async function readWithin(q: Read): Promise<OrganizationSettings> {
  const row = await findOrganization(q)
  if (!row) throw new NotFoundError('organization')
  const { color, requires_second_factor } = row
  return { ...toWire(row), color, requires_second_factor }
}

function toWire({
  id,
  name,
  slug,
  time_zone,
  plan,
  created_at,
}: Pick<OrganizationRow, 'id' | 'name' | 'slug' | 'time_zone' | 'plan' | 'created_at'>): Organization {
  return { id, name, slug, time_zone, plan, created_at: new Date(created_at).toISOString() }
}
