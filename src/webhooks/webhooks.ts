/** Who outside is told what happens: webhooks of an organization, which its admins look after. */
import type { Principal } from '../access/principal.ts'
import type { Base } from '../base.ts'
import { findLastSeq } from '../changes/log-queries.ts'
import type { Read, Write } from '../db/handle.ts'
import { currentOrigin } from '../db/origin.ts'
import { type Page, type PageQuery, pageById } from '../http/page.ts'
import { InvalidValueError, NotInOrganizationError } from '../lib/app-error.ts'
import { assertUnchanged } from '../lib/etag.ts'
import { nextVersion } from '../lib/news.ts'
import { UnreachableError } from '../lib/outgoing/errors.ts'
import type { Outgoing } from '../lib/outgoing/outgoing.ts'
import type { Sealing } from '../lib/sealed-text.ts'
import { assertStorable } from '../lib/text.ts'
import { toWire } from '../lib/to-wire.ts'
import type { Resource } from '../resources/resource.ts'
import { MOST_WEBHOOKS, TooManyWebhooksError } from './errors.ts'
import { assertEvents, EVERYTHING, toldKinds } from './events.ts'
import {
  countWebhooks,
  deletePlace,
  endPending,
  findWebhook,
  insertDeliveries,
  insertPlace,
  insertWebhook,
  listWebhooks as listRows,
  type PlacedWebhook,
  deleteWebhook as remove,
  updateFailing,
  updateWebhook,
} from './queries.ts'
import type { NewWebhook, Webhook, WebhookChanges, WebhookWithSecret } from './schema.ts'
import { newWebhookSecret } from './secrets.ts'

export type WebhookNeeds = Pick<Base, 'db' | 'clock' | 'newId'> & {
  outgoing: Outgoing
  webhookSecrets: Sealing
  resources: readonly Resource[]
}

const CHECK_MS = 5_000
/** For how long deliveries are signed by the secret before, too. */
const PREVIOUS_MS = 86_400_000

/** Of an address nothing is held against another. */
const NOT_FAILING = { failures: 0, failing_since_at: null, resting_until_at: null }

export const SWITCHED_OFF = 'switched_off'

/**
 * Its secret is in this answer, and in no other.
 *
 * @throws ForbiddenAddressError, InvalidValueError, TooManyWebhooksError
 */
export async function createWebhook(
  context: WebhookNeeds,
  by: Principal,
  given: NewWebhook,
): Promise<WebhookWithSecret> {
  const { url, description = '', events = [EVERYTHING], enabled = true } = given
  await assertSound(context, { url, description, events })
  return context.db.for(by.organization_id).write(async (tx) => {
    // Of two at once both may pass: it is a bound on what there is to do, and no promise.
    if ((await countWebhooks(tx)) >= MOST_WEBHOOKS) throw new TooManyWebhooksError()
    const now = context.clock.now()
    const secret = newWebhookSecret()
    const row = {
      ...{ id: context.newId(), url, description, events: distinct(events) },
      ...{ sealed_secret: context.webhookSecrets.seal(secret), previous_sealed_secret: null },
      ...{ previous_until_at: null, stopped_reason: enabled ? null : SWITCHED_OFF },
      created_by: by.kind === 'session' ? by.member_id : null,
      ...{ created_at: now, updated_at: now },
    }
    await insertWebhook(tx, row)
    if (enabled) await beginAtEnd(tx, row.id)
    await tx.record({ kind: 'webhook', id: row.id, verb: 'created' }, { after: auditedOf(row, enabled) })
    return { ...toWebhook(await found(tx, row.id), now), secret }
  })
}

export async function listWebhooks(
  { db, cursors, clock }: Pick<Base, 'db' | 'cursors' | 'clock'>,
  { organization_id }: Principal,
  query: PageQuery,
): Promise<Page<Webhook>> {
  const here = db.for(organization_id)
  return pageById(cursors, { organization_id, list: 'webhooks' }, query, {
    read: async (page) =>
      (await here.read((q) => listRows(q, page))).map((row) => toWebhook(row, clock.now())),
    count: () => here.read(countWebhooks),
  })
}

/** @throws NotInOrganizationError */
export async function readWebhook(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  { organization_id }: Principal,
  id: string,
): Promise<Webhook> {
  return toWebhook(await db.for(organization_id).read((q) => found(q, id)), clock.now())
}

/**
 * One that is switched on begins with what happens from then on, and is told first that it has missed something.
 * Where another address is given, what the one before did not take does not count any more.
 *
 * @throws NotInOrganizationError, ForbiddenAddressError, InvalidValueError, ChangedMeanwhileError
 */
export async function changeWebhook(
  context: WebhookNeeds,
  by: Principal,
  id: string,
  { enabled, ...changes }: WebhookChanges,
  ifMatch: string | null,
): Promise<Webhook> {
  await assertSound(context, changes)
  const given = { ...changes, ...(changes.events && { events: distinct(changes.events) }) }
  return context.db.for(by.organization_id).write(async (tx) => {
    const now = context.clock.now()
    const row = await lockedWebhook(tx, id)
    assertUnchanged(ifMatch, toWebhook(row, now))
    const isOn = row.seq !== null
    const reason = enabled === undefined || enabled === isOn ? {} : reasonOf(enabled)
    const after = nextVersion(row, { ...given, ...reason }, now)
    if (after === null) return toWebhook(row, now)
    await updateWebhook(tx, after)
    if (enabled === true && !isOn) await switchOn(context, tx, id, now)
    if (enabled === false && isOn) await stopDeliveries(tx, id)
    if (after.url !== row.url) await updateFailing(tx, { webhook_id: id, ...NOT_FAILING })
    const audited = { before: auditedOf(row, isOn), after: auditedOf(after, enabled ?? isOn) }
    await tx.record({ kind: 'webhook', id, verb: 'changed' }, audited)
    return toWebhook(await found(tx, id), now)
  })
}

/** @throws NotInOrganizationError, ChangedMeanwhileError */
export async function deleteWebhook(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  by: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  await db.for(by.organization_id).write(async (tx) => {
    const row = await lockedWebhook(tx, id)
    assertUnchanged(ifMatch, toWebhook(row, clock.now()))
    await remove(tx, { id })
    await tx.record({ kind: 'webhook', id, verb: 'deleted' }, { before: auditedOf(row, row.seq !== null) })
  })
}

/**
 * Another secret; deliveries are signed by the one before, too, for a day.
 *
 * @throws NotInOrganizationError
 */
export async function rotateSecret(
  { db, clock, webhookSecrets }: Pick<WebhookNeeds, 'db' | 'clock' | 'webhookSecrets'>,
  by: Principal,
  id: string,
): Promise<WebhookWithSecret> {
  return db.for(by.organization_id).write(async (tx) => {
    const now = clock.now()
    const row = await lockedWebhook(tx, id)
    const secret = newWebhookSecret()
    await updateWebhook(tx, {
      ...row,
      ...{ sealed_secret: webhookSecrets.seal(secret), previous_sealed_secret: row.sealed_secret },
      ...{ previous_until_at: now + PREVIOUS_MS, updated_at: Math.max(now, row.updated_at + 1) },
    })
    await tx.record({ kind: 'webhook', id, verb: 'secret_rotated' }, {})
    return { ...toWebhook(await found(tx, id), now), secret }
  })
}

/** Nothing is sent any more. */
export async function stopDeliveries(tx: Write, webhook_id: string): Promise<void> {
  await deletePlace(tx, { webhook_id })
  await endPending(tx, { webhook_id, error: 'The webhook was switched off.' })
}

/** Others who write to it, or to its deliveries, wait. @throws NotInOrganizationError */
export async function lockedWebhook(tx: Write, id: string): Promise<PlacedWebhook> {
  await tx.lock('webhooks', [id], 'update')
  return found(tx, id)
}

/** Without what is secret: an address may have a token in it. */
export function auditedOf({ url, events }: Pick<PlacedWebhook, 'url' | 'events'>, enabled: boolean) {
  return { origin: new URL(url).origin, events, enabled }
}

/** @throws NotInOrganizationError */
export async function found(q: Read, id: string): Promise<PlacedWebhook> {
  const row = await findWebhook(q, id)
  if (!row) throw new NotInOrganizationError('webhook')
  return row
}

/** @throws ForbiddenAddressError, InvalidValueError */
async function assertSound({ outgoing, resources }: WebhookNeeds, given: WebhookChanges): Promise<void> {
  const { url, events } = given
  assertStorable(given)
  if (events) assertEvents(events, toldKinds(resources))
  if (url === undefined) return
  if (!URL.canParse(url)) throw new InvalidValueError('url', 'must be an address such as https://example.com')
  try {
    await outgoing.check(new URL(url), CHECK_MS)
  } catch (error) {
    if (error instanceof UnreachableError) throw new InvalidValueError('url', error.message)
    throw error
  }
}

function distinct(events: readonly string[]): string[] {
  return [...new Set(events)]
}

function reasonOf(enabled: boolean): Pick<PlacedWebhook, 'stopped_reason' | 'seq'> {
  // A place of its own comes with being switched on: here it stands for being so.
  return { stopped_reason: enabled ? null : SWITCHED_OFF, seq: enabled ? 0 : null }
}

async function beginAtEnd(tx: Write, webhook_id: string): Promise<number> {
  const [last] = await tx.all(findLastSeq)
  const seq = last?.seq ?? 0
  await insertPlace(tx, { webhook_id, seq })
  return seq
}

async function switchOn({ newId }: Pick<Base, 'newId'>, tx: Write, id: string, now: number): Promise<void> {
  const seq = await beginAtEnd(tx, id)
  const data = { seq, reason: 'was_off' }
  const { correlation_id } = currentOrigin()
  const reset = { id: newId(), type: 'reset', data, correlation_id, happened_at: now }
  await insertDeliveries(tx, id, [reset], now)
}

function toWebhook(row: PlacedWebhook, now: number): Webhook {
  const { id, url, description, events, created_by, created_at, updated_at } = row
  const enabled = row.seq !== null
  const hasPrevious = row.previous_until_at !== null && row.previous_until_at > now
  return toWire({
    ...{ id, url, description, events, enabled },
    // What is in the column is what is written here.
    disabled_reason: (enabled ? null : (row.stopped_reason ?? 'moved')) as Webhook['disabled_reason'],
    failing_since_at: row.failing_since_at,
    previous_until_at: hasPrevious ? row.previous_until_at : null,
    ...{ created_by, created_at, updated_at },
  })
}
