/**
 * Builds an organization's rollups anew from its raw events, while it goes on living.
 *
 *   current generation   ████████████████████████████████│ facts go on ──┐ replaced at once,
 *   next generation      ▁▂▃▄▅▆▇ person by person ▇▇▇▇▇▇▇│ ──────────────┘ then deleted
 *
 * A person is built under the person's lock. From then on facts about that person go to both
 * generations; before, only to the current one, since the builder will find them in the raw
 * events. Tasks and projects follow, page by page: see stocks/build-work.ts. When nobody is left, one update makes the next generation the one that is read. It may
 * be in another time zone. Interrupted, it is begun anew by the next call; readers never notice.
 * One runs at a time: a second is refused, and one that another process has overtaken gives up.
 */
import type { Base } from '../../base.ts'
import type { Write } from '../../db/handle.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import { asRequest } from '../../db/time-limits.ts'
import { AppError } from '../../lib/app-error.ts'
import { type LocalDays, localDays } from '../../lib/time/local-days.ts'
import { passOverClosedDays } from '../alerts/queries.ts'
import { addDeltas } from '../record/add-deltas.ts'
import { DayDeltas } from '../record/day-deltas.ts'
import {
  findPersonStates,
  putPersonDays,
  putPersonStates,
  putSessions,
  type RollupSettings,
  readRollupSettings,
} from '../record/rollup-statements.ts'
import { buildWorkPage, listUnbuilt } from '../stocks/build-work.ts'
import { listPeople, type PersonRef, readPeopleCount, readPersonHistory } from './read-person-history.ts'
import { ROLLUP_VERSION } from './rollup-version.ts'

const startGeneration = statement<{ next: number; time_zone: string }>(`
  update organizations
  set next_rollup_generation = :next, next_time_zone = :time_zone, next_work_until = null
  where id = :organization_id`)

const replaceGeneration = statement<{ version: number }>(`
  update organizations
  set rollup_generation = next_rollup_generation, time_zone = next_time_zone, rollup_version = :version,
      next_rollup_generation = null, next_time_zone = null, next_work_until = null
  where id = :organization_id`)

const countUnbuilt = statement<{ generation: number }, { people: number }>(`
  select count(*) as people from people p
  where p.organization_id = :organization_id and not exists (
    select 1 from person_states s where s.organization_id = :organization_id
      and s.generation = :generation and s.person_id = p.id)`)

const markAllStale = statement(
  'update day_snapshots set stale = true where organization_id = :organization_id and stale = false',
)

const putMessageDays = batchStatement({ person_id: 'text', day: 'int', n: 'int' })<
  never,
  { generation: number }
>(`
  insert into person_message_days (organization_id, generation, person_id, day, n)
  select :organization_id, cast(:generation as bigint), r.person_id, r.day, r.n from :rows as r`)

const others = 'where organization_id = :organization_id and generation not in (:current, :next)'
const deleteOfPerson = (table: string) =>
  batchStatement({ person_id: 'text' })<never, { current: number; next: number }>(
    `delete from ${table} ${others} and person_id in (select r.person_id from :rows as r)`,
  )
const deleteOfPeople = ['person_days', 'person_sessions', 'person_message_days', 'person_states'].map(
  deleteOfPerson,
)
const deleteOfOrganization = [
  'last_active',
  'organization_days',
  'stock_days',
  'task_times',
  'cohort_cells',
  'organization_counters',
].map((table) => statement<{ current: number; next: number }>(`delete from ${table} ${others}`))

type Needs = Pick<Base, 'db'>

export class RebuildRunningError extends AppError {
  constructor() {
    super(
      409,
      'rebuild_running',
      "This organization's metrics are being built anew, perhaps in another time zone. Try again when that is done.",
    )
  }
}

interface RebuildOptions {
  /** The zone of the new rollups; the organization's own when left out. */
  timeZone?: string
  /** Runs in the transaction that begins, with the organization locked: what it throws refuses. */
  begin?: (tx: Write) => Promise<void>
  /** Called when it has begun: from here on it goes on by itself. */
  onBegun?: () => void
}

/**
 * @param onProgress Called with the share that is done, 0 to 1.
 * @throws RebuildRunningError
 */
export async function rebuildRollups(
  { db }: Needs,
  organizationId: string,
  onProgress: (share: number) => void,
  options: RebuildOptions = {},
): Promise<void> {
  const done = await db.exclusively(`rebuild:${organizationId}`, async () => {
    await rebuildAlone({ db }, organizationId, onProgress, options)
    return true
  })
  if (!done) throw new RebuildRunningError()
}

async function rebuildAlone(
  { db }: Needs,
  organizationId: string,
  onProgress: (share: number) => void,
  options: RebuildOptions,
): Promise<void> {
  const organization = db.for(organizationId)
  const begin = () => organization.write((tx) => beginGeneration(tx, options))
  // Somebody waits to hear whether it begins.
  const { next, days } = await (options.onBegun ? asRequest(performance.now(), begin) : begin())
  options.onBegun?.()
  // What an interrupted rebuild left behind.
  await deleteUnusedGenerations({ db }, organizationId)
  const total = await organization.read(readPeopleCount)
  do {
    let done = 0
    await eachPage({ db }, organizationId, async (page) => {
      for (const person of page) await organization.write((tx) => buildPerson(tx, next, days, person))
      done += page.length
      onProgress(Math.min(1, done / total))
    })
    // Between two pages others have their turn.
    while (await organization.write((tx) => buildSomeWork(tx, next, days))) await Bun.sleep(0)
  } while (!(await organization.write((tx) => replaceIfComplete(tx, next))))
  await deleteUnusedGenerations({ db }, organizationId)
}

async function beginGeneration(tx: Write, { timeZone, begin }: RebuildOptions) {
  await tx.can.lockOrganization(tx)
  await begin?.(tx)
  const settings = await readRollupSettings(tx)
  const next = Math.max(settings.rollup_generation, settings.next_rollup_generation ?? 0) + 1
  const time_zone = timeZone ?? settings.time_zone
  await tx.all(startGeneration, { next, time_zone })
  return { next, days: localDays(time_zone) }
}

async function buildPerson(tx: Write, generation: number, days: LocalDays, person: PersonRef): Promise<void> {
  const person_id = person.id
  await tx.can.shareOrganization(tx)
  await assertNotOvertaken(tx, generation)
  await tx.lock('people', [person_id], 'update')
  const [state] = await tx.each(findPersonStates, [{ person_id }], { generation })
  if (!state || state.built) return
  const history = await readPersonHistory(tx, person, days)
  const ofPerson = <T>(row: T) => ({ person_id, ...row })
  await tx.each(putPersonStates, [{ person_id, first_day: history.firstDay }], { generation })
  await tx.each(putPersonDays, [...history.days.values()].map(ofPerson), { generation })
  await tx.each(putSessions, history.sessions.map(ofPerson), { generation })
  await tx.each(putMessageDays, history.messageDays.map(ofPerson), { generation })
  const deltas = new DayDeltas()
  history.contribute(deltas)
  await addDeltas(tx, generation, deltas)
}

/** @returns Whether there may be more. */
async function buildSomeWork(tx: Write, generation: number, days: LocalDays): Promise<boolean> {
  await tx.can.lockOrganization(tx)
  await assertNotOvertaken(tx, generation)
  return buildWorkPage(tx, generation, days)
}

/** @returns Whether everybody and everything was built, and the new generation has taken the place of the old. */
async function replaceIfComplete(tx: Write, generation: number): Promise<boolean> {
  await tx.can.lockOrganization(tx)
  const { time_zone, next_time_zone } = await assertNotOvertaken(tx, generation)
  const [unbuilt] = await tx.all(countUnbuilt, { generation })
  if (unbuilt?.people !== 0 || (await listUnbuilt(tx)).length > 0) return false
  await tx.all(replaceGeneration, { version: ROLLUP_VERSION })
  await tx.all(markAllStale)
  await tx.all(passOverClosedDays)
  const organization = { kind: 'organization', id: tx.organization_id }
  if (next_time_zone !== null) {
    const audited = { before: { time_zone }, after: { time_zone: next_time_zone } }
    await tx.record({ ...organization, verb: 'time_zone_changed' }, audited)
  }
  await tx.record({ ...organization, verb: 'metrics_rebuilt' })
  return true
}

/** Another process has begun a generation since; the lock keeps others from doing so meanwhile. */
async function assertNotOvertaken(tx: Write, generation: number): Promise<RollupSettings> {
  const settings = await readRollupSettings(tx)
  if (settings.next_rollup_generation !== generation) throw new RebuildRunningError()
  return settings
}

/** Deletes what is neither read nor being built. */
async function deleteUnusedGenerations({ db }: Needs, organizationId: string): Promise<void> {
  const organization = db.for(organizationId)
  await eachPage({ db }, organizationId, (page) =>
    organization.write(async (tx) => {
      const used = await generationsInUse(tx)
      const rows = page.map(({ id }) => ({ person_id: id }))
      for (const deleteRows of deleteOfPeople) await tx.each(deleteRows, rows, used)
    }),
  )
  await organization.write(async (tx) => {
    const used = await generationsInUse(tx)
    for (const deleteRows of deleteOfOrganization) await tx.all(deleteRows, used)
  })
}

/** They stay as they are until the transaction ends. */
async function generationsInUse(tx: Write) {
  await tx.can.shareOrganization(tx)
  const { rollup_generation, next_rollup_generation } = await readRollupSettings(tx)
  return { current: rollup_generation, next: next_rollup_generation ?? rollup_generation }
}

async function eachPage({ db }: Needs, organizationId: string, fn: (page: PersonRef[]) => Promise<void>) {
  const next = (afterId: string) => db.for(organizationId).read((q) => listPeople(q, afterId))
  for (let page = await next(''); page.length > 0; page = await next(page.at(-1)?.id ?? '')) {
    await fn(page)
    await Bun.sleep(0)
  }
}
