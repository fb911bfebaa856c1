/**
 * Evaluates the alerts of an organization of which days have been closed since.
 *
 *   closing a day   ─► its transaction marks the alerts as due, from that day on
 *   this            ─► reads what they are judged by ─► judges ─► a transaction for each alert: firings,
 *                      notifications, no longer due
 *
 * Promises: an alert fires once for a day, through restarts, several processes and clocks that are set:
 * what fired stands in the same transaction as the notifications, and its key is the alert and the day.
 * A day that is closed anew meanwhile leaves the alert due. What fired and holds no longer is marked, and
 * stays. Nobody waits for the judging: no transaction is open meanwhile, and others have their turns.
 */
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { notify } from '../../modules/notifications/notify.ts'
import type { Mailer } from '../../operations/mailer.ts'
import { type Calendar, readCalendar } from '../read/calendar.ts'
import { LOOK_BACK_DAYS } from '../read/daily-metrics.ts'
import { type DaySeries, readDaySeries } from '../read/day-series.ts'
import { METRIC_VERSION } from '../read/definitions.ts'
import { firesOn, isComplete, MOST_QUIET_DAYS, type Telling } from './episodes.ts'
import { MOST_DAYS } from './firings.ts'
import { daysBefore, type Judge, judgeOf } from './judge.ts'
import { mailOfAlert } from './mail-of-alert.ts'
import {
  type DueAlert,
  type FiringRow,
  findLastClosed,
  insertFiring,
  listAddresses,
  listDue,
  listFiringsSince,
  setEvaluated,
  setStanding,
  setTold,
} from './queries.ts'
import type { Judgement } from './schema.ts'

/** What happened longer ago is no news, whenever it is heard of. */
const FIRES_WITHIN_DAYS = 7

type Needs = Pick<Base, 'db' | 'clock' | 'newId' | 'config'> & { mailer: Mailer }

interface Standing extends Pick<FiringRow, 'id' | 'retracted_at' | 'value_now'> {
  /** It holds no longer, and did until now. */
  is_retracted: boolean
}

interface Verdict {
  alert: DueAlert
  evaluated: Judgement
  fired: { day: number; judgement: Judgement }[]
  /** Those that fired before, and stand otherwise now. */
  moved: Standing[]
}

/** @returns How often alerts fired. */
export async function evaluateAlerts(
  context: Needs,
  organizationId: string,
  signal: AbortSignal,
): Promise<number> {
  const { db, clock } = context
  const organization = db.for(organizationId)
  const now = clock.now()
  const found = await organization.read((q) => readDue(q, now))
  if (found === null) return 0
  const judge = judgesOf(found)
  let fired = 0
  for (const alert of found.due) {
    if (signal.aborted) break
    const verdict = await verdictOf(alert, found.firings.get(alert.id) ?? [], judge, now)
    fired += await organization.write((tx) => tell(context, tx, verdict))
  }
  return fired
}

/** What is due, and all by which it is judged. */
interface Due {
  due: DueAlert[]
  /** By the alert. */
  firings: ReadonlyMap<string, FiringRow[]>
  series: DaySeries
  calendar: Calendar
}

/** @returns `null` where nothing is due, or no day was closed. */
async function readDue(q: Read, now: number): Promise<Due | null> {
  const due = await listDue(q)
  if (due.length === 0) return null
  const calendar = await readCalendar(q, now)
  const until = { metric_version: METRIC_VERSION, until_day: calendar.today - 1 }
  const last = (await q.all(findLastClosed, until))[0]?.day
  if (last === null || last === undefined) return null
  const fired = await listFiringsSince(q, last - MOST_QUIET_DAYS)
  const firings = Map.groupBy(fired, ({ alert_id }) => alert_id)
  return { due, firings, series: await seriesOf(q, calendar, last, due, fired), calendar }
}

type Judging = (by: Pick<DueAlert, 'metric' | 'condition'>) => Judge

/** What was judged once is not judged again, by whichever alert. */
function judgesOf({ series, calendar }: Due): Judging {
  const judges = new Map<string, Judge>()
  return ({ metric, condition }) => {
    const key = JSON.stringify([metric, condition])
    const known = judges.get(key) ?? judgeOf(metric, condition, series, calendar)
    judges.set(key, known)
    return known
  }
}

/** As far back as any of them is judged by. */
function seriesOf(
  q: Read,
  calendar: Calendar,
  last: number,
  due: readonly DueAlert[],
  firings: readonly FiringRow[],
): Promise<DaySeries> {
  const reach = Math.max(...[...due, ...firings].map(({ condition }) => daysBefore(condition)))
  const first = Math.min(last - FIRES_WITHIN_DAYS, ...firings.map(({ day }) => day))
  return readDaySeries(q, calendar, first - MOST_DAYS - reach - LOOK_BACK_DAYS, last)
}

async function verdictOf(
  alert: DueAlert,
  firings: readonly FiringRow[],
  judge: Judging,
  now: number,
): Promise<Verdict> {
  const { metric, condition, again_after_days, from_day, due_from_day } = alert
  const { on, lastDay } = judge(alert)
  const isSame = (one: FiringRow) => one.metric === metric && Bun.deepEquals(one.condition, condition, true)
  const told = new Set(firings.filter(isSame).map(({ day }) => day))
  const telling: Telling = { on, told, condition, again_after_days }
  const verdict: Verdict = { alert, evaluated: await on(lastDay), fired: [], moved: [] }
  for (const firing of firings.filter(({ day }) => day >= due_from_day)) {
    const standing = await standingOf(firing, judge(firing), now)
    if (standing) verdict.moved.push(standing)
    await nextTurn()
  }
  const first = Math.max(from_day, due_from_day, lastDay - FIRES_WITHIN_DAYS + 1)
  for (let day = first; day <= lastDay; day += 1) {
    if (await firesOn(telling, day, lastDay)) {
      told.add(day)
      verdict.fired.push({ day, judgement: await on(day) })
    }
    await nextTurn()
  }
  return verdict
}

/** @returns `null` where it stands as it stood. */
async function standingOf(firing: FiringRow, { on }: Judge, now: number): Promise<Standing | null> {
  const { id, day, value, condition } = firing
  const holds = await isComplete({ on, condition }, day)
  const retracted_at = holds ? null : (firing.retracted_at ?? now)
  const current = (await on(day)).value
  const value_now = current === value ? null : current
  const isAsBefore = retracted_at === firing.retracted_at && value_now === firing.value_now
  const is_retracted = !holds && firing.retracted_at === null
  return isAsBefore ? null : { id, retracted_at, value_now, is_retracted }
}

/** @returns How often it fired. */
async function tell(context: Needs, tx: Write, verdict: Verdict): Promise<number> {
  const { alert, evaluated, moved } = verdict
  const { id, updated_at, closings } = alert
  await tx.lock('metric_alerts', [id], 'update')
  // What was changed meanwhile, or of which days were closed anew, is still due: the next run judges it.
  if ((await setEvaluated(tx, { id, updated_at, closings, evaluated })).length === 0) return 0
  for (const { is_retracted: _, ...standing } of moved) await setStanding(tx, standing)
  if (moved.some(({ is_retracted }) => is_retracted)) {
    await tx.record({ kind: 'metric_alert', id, verb: 'retracted' })
  }
  let fired = 0
  for (const { day, judgement } of verdict.fired) {
    if (await fire(context, tx, alert, day, judgement)) fired += 1
  }
  return fired
}

async function fire(context: Needs, tx: Write, alert: DueAlert, day: number, judgement: Judgement) {
  const { clock, newId } = context
  const { metric, condition, member_ids } = alert
  const { value, expected, deviation, is_level_shift } = judgement
  if (value === null || expected === null || deviation === null) return false
  const now = clock.now()
  const firing: FiringRow = {
    ...{ id: newId(), alert_id: alert.id, day, metric, condition, value, expected, deviation },
    ...{ is_level_shift, told_ids: [], fired_at: now, retracted_at: null, value_now: null },
  }
  if ((await insertFiring(tx, firing)).length === 0) return false
  await tx.record({ kind: 'metric_alert', id: alert.id, verb: 'fired' })
  await mail(context, tx, alert, judgement)
  const about = { metric_alert: alert.id }
  const act = { tx, newId, now, principal: null }
  const told_ids = await notify(act, [{ kind: 'metric_alert', to: member_ids, about }])
  await setTold(tx, { id: firing.id, told_ids })
  return true
}

async function mail({ config, mailer }: Needs, tx: Write, alert: DueAlert, judgement: Judgement) {
  if (!alert.by_mail || config.smtp_url === undefined) return
  for (const to of await listAddresses(tx, alert.member_ids)) {
    const letter = mailOfAlert(to, alert, judgement, config.public_url)
    tx.afterCommit(() => mailer.send(letter))
  }
}
