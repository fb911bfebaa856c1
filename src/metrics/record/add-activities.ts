/**
 * Adds activities to one generation of rollups: the people's days, the rolling counts, the first
 * days and the sessions. Order does not matter, and late ones are as good as others.
 *
 * The people are locked by the caller, and each activity's raw event was not there before.
 */
import type { Activity } from '../../db/facts.ts'
import type { Write } from '../../db/handle.ts'
import { addSessions } from './add-sessions.ts'
import { type ArrivingDay, type ArrivingPerson, arrivingPeople } from './arriving.ts'
import type { DayDeltas } from './day-deltas.ts'
import { sessionOf } from './find-sessions.ts'
import { type KeptDay, keptDays, type LastDay } from './kept-days.ts'
import { type MovedPerson, moveCohorts } from './move-cohorts.ts'
import { CORE_WINDOWS, WINDOW_LENGTHS, windowDifferences } from './rolling-distinct.ts'
import {
  type ActingPerson,
  findActingNow,
  findActingPeople,
  putPersonDays,
  putPersonStates,
  type SessionFound,
  unpacked,
} from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'

/** @param acting Those who have acted, where they have been asked for already. */
export async function addActivities(
  rollups: Rollups,
  activities: readonly Activity[],
  acting: readonly ActingPerson[] | null = null,
): Promise<void> {
  if (activities.length === 0) return
  const people = await openPeople(rollups, arrivingPeople(activities, rollups.days), acting)
  if (people.length === 0) return
  for (const { last_session, runs } of people) {
    const last_at = last_session?.end_at ?? null
    const latest = runs.at(-1)?.end_at ?? -Infinity
    if (last_at === null || latest > last_at) rollups.deltas.lastActive.move(last_at, latest)
  }
  await Promise.all([addDays(rollups, people), addSessions(rollups, people)])
}

export interface OpenPerson extends ArrivingPerson {
  first_day: number
  /** What was the last until now; `null` of who is new. */
  last_day: LastDay
  last_session: SessionFound | null
}

/**
 * Of more, each must be looked up: without statistics Postgres would read and sort the days of everybody
 * for each. Who writes something else in the same transaction is one, or a few.
 */
const FEW = 20

/**
 * Of a few who act, what is kept in the generation that is current. It may be asked together with which
 * that is.
 *
 * @returns `null` of many.
 */
export async function findFewActing(
  tx: Write,
  activities: readonly Activity[],
): Promise<ActingPerson[] | null> {
  const people = new Set(activities.map(({ person_id }) => person_id))
  if (people.size > FEW) return null
  return tx.each(
    findActingNow,
    [...people].map((person_id) => ({ person_id })),
  )
}

/** Those of the people who are in this generation, their first days moved back where needed. */
async function openPeople(
  rollups: Rollups,
  people: ArrivingPerson[],
  acting: readonly ActingPerson[] | null,
): Promise<OpenPerson[]> {
  const { tx, generation, deltas, isCurrent } = rollups
  const arriving = new Map(people.map((person) => [person.person_id, person]))
  const rows = people.map(({ person_id }) => ({ person_id }))
  const open: OpenPerson[] = []
  const changed: OpenPerson[] = []
  const moved: MovedPerson[] = []
  const find = () => tx.each(findActingPeople, rows, { generation })
  const found = acting ?? (await (rows.length > FEW ? tx.can.inIndexOrder(tx, find) : find()))
  for (const { person_id, first_day: known, built, tracked, ...last } of found) {
    const person = arriving.get(person_id)
    if (!person || (!built && !isCurrent)) continue
    const isMember = built && !tracked
    const earliest = isMember ? Infinity : (person.days[0]?.day ?? Infinity)
    const first_day = Math.min(known ?? Infinity, earliest)
    const opened = { ...person, first_day, ...lastOf(person_id, last) }
    open.push(opened)
    if (isMember || first_day === known) continue
    if (known !== null) {
      deltas.addUser(known, -1)
      moved.push({ person_id, from: known, to: first_day })
    }
    deltas.addUser(first_day, 1)
    changed.push(opened)
  }
  await moveCohorts(rollups, moved)
  const firstDays = changed.map(({ person_id, first_day }) => ({ person_id, first_day }))
  await tx.each(putPersonStates, firstDays, { generation })
  return open
}

function lastOf(
  person_id: string,
  packed: { last_day: string | null; last_session: string | null },
): Pick<OpenPerson, 'last_day' | 'last_session'> {
  const last_session = packed.last_session === null ? null : sessionOf(person_id, packed.last_session)
  if (packed.last_day === null) return { last_day: null, last_session }
  const [day = 0, n = 0, core_n = 0, first_at = 0, last_at = 0] = unpacked(packed.last_day)
  return { last_day: { day, n, core_n, first_at, last_at }, last_session }
}

async function addDays(rollups: Rollups, people: OpenPerson[]): Promise<void> {
  const { tx, generation, deltas, sent } = rollups
  const keptOf = await keptDays(rollups, people)
  const written: ArrivingDay[] = []
  for (const person of people) {
    const counting = new CountingDays(deltas, person.first_day)
    for (const day of person.days) {
      const before = keptOf(person, day)
      counting.add(day, before)
      written.push(before.n ? combined(day, before) : day)
    }
  }
  sent.add(tx.each(putPersonDays, written, { generation }))
}

function combined(day: ArrivingDay, before: KeptDay): ArrivingDay {
  return {
    ...day,
    n: day.n + (before.n ?? 0),
    core_n: day.core_n + (before.core_n ?? 0),
    first_at: Math.min(day.first_at, before.first_at ?? Infinity),
    last_at: Math.max(day.last_at, before.last_at ?? -Infinity),
  }
}

/** Counts the days of a person that were not there before, in their order: each next to those before it. */
class CountingDays {
  #last: number | null = null
  #lastCore: number | null = null

  constructor(
    readonly deltas: DayDeltas,
    readonly firstDay: number,
  ) {}

  add({ day, core_n }: ArrivingDay, before: KeptDay): void {
    if (!before.n) this.#begin(day, latest(before.previous_day, this.#last), before.next_day)
    if (core_n === 0 || before.core_n) return
    const previous = latest(before.previous_core_day, this.#lastCore)
    this.#lastCore = day
    windowDifferences(day, previous, before.next_core_day, CORE_WINDOWS.core_d7, (at, by) =>
      this.deltas.add(at, 'core_d7', by),
    )
  }

  #begin(day: number, previous: number | null, next: number | null): void {
    const { deltas } = this
    this.#last = day
    deltas.add(day, 'dau', 1)
    deltas.cohorts.addDay(this.firstDay, day, previous, next, 1)
    for (const [column, length] of WINDOW_LENGTHS) {
      windowDifferences(day, previous, next, length, (at, by) => deltas.add(at, column, by))
    }
  }
}

function latest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.max(one, other)
}
