/** Compares every rollup of an organization with a recount from its raw events. */
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { asLongWork } from '../../db/time-limits.ts'
import { dayToDate, localDays } from '../../lib/time/local-days.ts'
import { firstDayOf } from '../../lib/time/periods.ts'
import { yieldingEvery } from '../../lib/yielding.ts'
import { CELL_COLUMNS, type CohortCell, type CohortDeltas } from '../record/cohort-deltas.ts'
import { DAY_COLUMNS, DayDeltas, type DayRow } from '../record/day-deltas.ts'
import { type LastActiveRow, listLastActive, MINUTE_MS } from '../record/last-active.ts'
import { readRollupSettings } from '../record/rollup-statements.ts'
import { compareWork, expectWork } from '../stocks/check-work.ts'
import { STOCK_KEYS } from '../stocks/stock-kinds.ts'
import { listCounters } from '../stocks/work-statements.ts'
import { comparePages } from './compare-pages.ts'
import { type CheckReport, Findings } from './findings.ts'
import type { HistoryDay, HistorySession, PersonHistory } from './person-history.ts'
import { listPeople, readPeopleCount, readPersonHistory } from './read-person-history.ts'

/** A long history has a hundred thousand of them. */
const CELLS_AT_ONCE = 2_000

type OfPerson = { generation: number; person_id: string }
type OfGeneration = { generation: number }
type CellName = { unit: string; period: number; cohort: number }

/** Before all others. */
const FIRST_CELL: CellName = { unit: '', period: 0, cohort: 0 }

const where = 'where organization_id = :organization_id and generation = :generation'
const listDays = statement<OfPerson, HistoryDay>(
  `select day, n, core_n, first_at, last_at from person_days ${where} and person_id = :person_id`,
)
const listSessions = statement<OfPerson, HistorySession>(
  `select start_at, end_at, n, start_day from person_sessions ${where} and person_id = :person_id`,
)
const findState = statement<OfPerson, { first_day: number | null }>(
  `select first_day from person_states ${where} and person_id = :person_id`,
)
const listOrganizationDays = statement<OfGeneration, DayRow>(
  `select day, ${DAY_COLUMNS.join(', ')} from organization_days ${where}`,
)
const listCellsAfter = statement<OfGeneration & CellName, CohortCell>(`
  select unit, period, cohort, ${CELL_COLUMNS.join(', ')} from cohort_cells ${where}
    and (unit, period, cohort) > (:unit, :period, :cohort)
  order by unit, period, cohort limit ${CELLS_AT_ONCE}`)
const listMessageDays = statement<OfPerson, { day: number; n: number }>(
  `select day, n from person_message_days ${where} and person_id = :person_id`,
)
const countRows = statement<OfGeneration, { rows: number }>(`
  select (select count(*) from person_days ${where}) + (select count(*) from person_sessions ${where})
    + (select count(*) from person_message_days ${where}) as rows`)

/** @param onProgress Called with the share that is done, 0 to 1. */
export async function checkRollups(
  { db }: Pick<Base, 'db'>,
  organizationId: string,
  onProgress: (share: number) => void,
): Promise<CheckReport> {
  return asLongWork(() => db.for(organizationId).snapshot((q) => compareAll(q, onProgress), 'heavy'))
}

async function compareAll(q: Read, onProgress: (share: number) => void): Promise<CheckReport> {
  const { rollup_generation: generation, time_zone } = await readRollupSettings(q)
  const days = localDays(time_zone)
  const total = await readPeopleCount(q)
  const findings = new Findings()
  const expected = new DayDeltas()
  const yieldNow = yieldingEvery()
  let after = ''
  for (let page = await listPeople(q, after); page.length > 0; page = await listPeople(q, after)) {
    for (const person of page) {
      const history = await readPersonHistory(q, person, days, yieldNow)
      history.contribute(expected)
      await comparePerson(q, { generation, person_id: person.id }, history, findings)
      findings.people += 1
      after = person.id
    }
    onProgress(findings.people / total)
  }
  await expectWork(q, days, expected, findings, yieldNow)
  await compareRowCount(q, generation, findings)
  await compareOrganization(q, generation, expected, findings)
  await compareCells(q, generation, expected.cohorts, findings, yieldNow)
  await compareLastActive(q, generation, expected, findings, yieldNow)
  await compareWork(q, generation, expected, findings, yieldNow)
  return findings.report()
}

async function comparePerson(
  q: Read,
  of: OfPerson,
  history: PersonHistory,
  findings: Findings,
): Promise<void> {
  const person = `person ${of.person_id}`
  const [state] = await q.all(findState, of)
  findings.compare(
    () => `${person}, first day`,
    { first_day: history.firstDay },
    { first_day: state?.first_day ?? null },
  )
  const days = await q.all(listDays, of)
  findings.compareRows(`${person}, day`, [...history.days.values()], days, ({ day }) => dayToDate(day))
  const sessions = await q.all(listSessions, of)
  findings.compareRows(`${person}, session`, history.sessions, sessions, ({ start_at }) =>
    new Date(start_at).toISOString(),
  )
  const messages = await q.all(listMessageDays, of)
  findings.compareRows(`${person}, messages of`, history.messageDays, messages, ({ day }) => dayToDate(day))
}

/** Finds rows of people who do not exist. */
async function compareRowCount(q: Read, generation: number, findings: Findings): Promise<void> {
  const [stored] = await q.all(countRows, { generation })
  findings.compare(
    () => 'days and sessions of people',
    { rows: findings.personRows },
    { rows: Number(stored?.rows) },
  )
}

async function compareOrganization(
  q: Read,
  generation: number,
  expected: DayDeltas,
  findings: Findings,
): Promise<void> {
  const stored = (await q.all(listOrganizationDays, { generation })).filter((row) =>
    DAY_COLUMNS.some((column) => row[column] !== 0),
  )
  findings.compareRows('day of the organization', expected.rows(), stored, ({ day }) => dayToDate(day))
  const counters = new Map((await q.all(listCounters, { generation })).map(({ key, value }) => [key, value]))
  const totals = new Map<string, number>(
    expected.work.stocks.totals().map(({ key, amount }) => [key, amount]),
  )
  for (const key of ['users', ...STOCK_KEYS]) {
    const value = key === 'users' ? expected.users : (totals.get(key) ?? 0)
    findings.compare(() => `number of ${key}`, { value }, { value: counters.get(key) ?? 0 })
  }
}

async function compareCells(
  q: Read,
  generation: number,
  expected: CohortDeltas,
  findings: Findings,
  yieldNow: () => Promise<void>,
): Promise<void> {
  const cells = {
    expected: expected.rows(),
    readAfter: (last: CohortCell | null) =>
      q.all(listCellsAfter, { generation, ...(last ? nameOf(last) : FIRST_CELL) }),
    keyOf: ({ unit, period, cohort }: CohortCell) => `${unit} ${period} ${cohort}`,
    isNothing: (cell: CohortCell) => CELL_COLUMNS.every((column) => cell[column] === 0),
    inWords,
  }
  await comparePages(cells, findings, yieldNow)
}

async function compareLastActive(
  q: Read,
  generation: number,
  { lastActive }: DayDeltas,
  findings: Findings,
  yieldNow: () => Promise<void>,
): Promise<void> {
  const rows = {
    expected: lastActive.rows(),
    readAfter: (last: LastActiveRow | null) => listLastActive(q, generation, last),
    keyOf: ({ span, minute }: LastActiveRow) => `${span} ${minute}`,
    isNothing: ({ people }: LastActiveRow) => people === 0,
    inWords: ({ span, minute }: LastActiveRow) =>
      `people active last in the ${span === 1 ? 'minute' : 'hour'} of ${new Date(minute * MINUTE_MS).toISOString()}`,
  }
  await comparePages(rows, findings, yieldNow)
}

function nameOf({ unit, period, cohort }: CellName): CellName {
  return { unit, period, cohort }
}

function inWords({ unit, period, cohort }: CohortCell): string {
  const [began, then] = [cohort, period].map((one) => dayToDate(firstDayOf(unit, one)))
  return `cohort of the organization that began in the ${unit} of ${began}, in that of ${then}`
}
