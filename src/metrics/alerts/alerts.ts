/** The alerts of an organization: which metrics it watches, by which conditions, and who is told. */
import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { InvalidValueError, NotFoundError } from '../../lib/app-error.ts'
import { assertUnchanged } from '../../lib/etag.ts'
import { isNews, nextVersion } from '../../lib/news.ts'
import { assertStorable } from '../../lib/text.ts'
import { localDays } from '../../lib/time/local-days.ts'
import { toWire } from '../../lib/to-wire.ts'
import { membersWithin } from '../../modules/members/members.ts'
import { DAILY_METRIC_NAMES, type DailyMetricName, isDailyCount } from '../read/daily-metrics.ts'
import { readRollupSettings } from '../record/rollup-statements.ts'
import { type Condition, conditionOf } from './condition.ts'
import { TooManyAlertsError } from './errors.ts'
import {
  type AlertRow,
  alerts,
  insertAlert,
  deleteAlert as remove,
  restartAlert,
  updateAlert,
} from './queries.ts'
import type { AlertCondition, MetricAlert, MetricAlertChanges, NewMetricAlert } from './schema.ts'

const MOST_ALERTS = 100

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

export async function listAlerts(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  { organization_id }: Principal,
  query: PageQuery,
): Promise<Page<MetricAlert>> {
  const here = db.for(organization_id)
  return pageById(cursors, { organization_id, list: 'metric alerts' }, query, {
    read: async (page) => (await here.read((q) => alerts.list(q, page))).map(toWire),
    count: () => here.read(alerts.count),
  })
}

/** @throws NotFoundError */
export async function readAlert({ db }: Pick<Base, 'db'>, by: Principal, id: string): Promise<MetricAlert> {
  return toWire(await db.for(by.organization_id).read((q) => found(q, id)))
}

/** @throws TooManyAlertsError, InvalidValueError */
export function createAlert(context: Needs, by: Principal, given: NewMetricAlert): Promise<MetricAlert> {
  const { db, clock, newId } = context
  return db.for(by.organization_id).write(async (tx) => {
    // Two who make the last one at the same time would make one too many.
    await tx.can.lockOrganization(tx)
    if ((await alerts.count(tx)) >= MOST_ALERTS) throw new TooManyAlertsError(MOST_ALERTS)
    const now = clock.now()
    const created_by = by.kind === 'session' ? by.member_id : null
    const { name, metric, condition, ...rest } = sound(given)
    const { again_after_days = null, by_mail = false, enabled = true } = rest
    const member_ids = rest.member_ids ?? (created_by === null ? [] : [created_by])
    const watched = watchable(metric, condition)
    await assertMembers(tx, member_ids)
    // In the order in which it is read, of which the tag is made.
    const row: AlertRow = {
      ...{ id: newId(), name, ...watched, again_after_days, member_ids, by_mail, enabled },
      ...{ created_by, created_at: now, updated_at: now, evaluated: null },
    }
    await insertAlert(tx, { ...row, from_day: await readToday(tx, now) })
    await tx.record({ kind: 'metric_alert', id: row.id, verb: 'created' }, { after: auditedOf(row) })
    return toWire(row)
  })
}

/** @throws NotFoundError, ChangedMeanwhileError, InvalidValueError */
export function changeAlert(
  { db, clock }: Needs,
  by: Principal,
  id: string,
  changes: MetricAlertChanges,
  ifMatch: string | null,
): Promise<MetricAlert> {
  return db.for(by.organization_id).write(async (tx) => {
    await tx.lock('metric_alerts', [id], 'update')
    const row = await found(tx, id)
    assertUnchanged(ifMatch, toWire(row))
    const { metric = row.metric, condition = row.condition, ...others } = sound(changes)
    const given = { ...others, ...watchable(metric, condition) }
    if (given.member_ids) await assertMembers(tx, given.member_ids)
    const now = clock.now()
    const after = nextVersion(row, given, now)
    if (after === null) return toWire(row)
    // What was before the new condition, or while nobody watched, is not told of any more.
    const isAnew = isNews(row, { metric: after.metric, condition: after.condition, enabled: after.enabled })
    if (isAnew) after.evaluated = null
    await updateAlert(tx, after)
    if (isAnew) await restartAlert(tx, { id, from_day: await readToday(tx, now) })
    const audited = { before: auditedOf(row), after: auditedOf(after) }
    await tx.record({ kind: 'metric_alert', id, verb: 'changed' }, audited)
    return toWire(after)
  })
}

/** With what it has told. @throws NotFoundError, ChangedMeanwhileError */
export async function deleteAlert(
  { db }: Pick<Base, 'db'>,
  by: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  await db.for(by.organization_id).write(async (tx) => {
    await tx.lock('metric_alerts', [id], 'update')
    const row = await found(tx, id)
    assertUnchanged(ifMatch, toWire(row))
    await remove(tx, { id })
    await tx.record({ kind: 'metric_alert', id, verb: 'deleted' }, { before: auditedOf(row) })
  })
}

/** @throws InvalidValueError where the metric bears no such condition. */
export function watchable(
  metric: string,
  given: AlertCondition,
): { metric: DailyMetricName; condition: Condition } {
  const condition = conditionOf(given)
  const name = DAILY_METRIC_NAMES.find((one) => one === metric)
  if (name === undefined)
    throw new InvalidValueError('metric', `must be one of ${DAILY_METRIC_NAMES.join(', ')}`)
  if (condition.kind === 'unusual' && !isDailyCount(name)) {
    const counts = DAILY_METRIC_NAMES.filter(isDailyCount).join(', ')
    throw new InvalidValueError(
      'metric',
      `has no unusual days, as it is no count of a day: take one of ${counts}`,
    )
  }
  return { metric: name, condition }
}

/** What was chosen, without what it found. */
function auditedOf({
  id: _,
  created_at,
  updated_at,
  evaluated,
  ...chosen
}: AlertRow): Record<string, unknown> {
  return chosen
}

/** @throws InvalidValueError */
function sound<Given extends MetricAlertChanges>(given: Given): Given {
  assertStorable(given)
  return {
    ...given,
    ...(given.name && { name: given.name.trim() }),
    ...(given.member_ids && { member_ids: [...new Set(given.member_ids)] }),
  }
}

/** @throws InvalidValueError */
async function assertMembers(tx: Write, ids: readonly string[]): Promise<void> {
  const members = await membersWithin(tx, new Set(ids))
  for (const [place, id] of ids.entries()) {
    if (!members.has(id))
      throw new InvalidValueError(`member_ids.${place}`, 'is no member of this organization')
  }
}

async function readToday(q: Read, now: number): Promise<number> {
  return localDays((await readRollupSettings(q)).time_zone).dayOf(now)
}

async function found(q: Read, id: string): Promise<AlertRow> {
  const row = await alerts.find(q, id)
  if (!row) throw new NotFoundError('metric_alert')
  return row
}
