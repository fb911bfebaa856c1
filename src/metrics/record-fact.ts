/**
 * Moves the rollups with a fact, inside the transaction that made it.
 *
 * While a new generation is being built beside the current one (a rebuild, another time zone),
 * facts go to both: to the new one as far as the people concerned are built there already. Those
 * who are not will be built from the raw events, this one among them.
 */
import type { Fact } from '../db/facts.ts'
import type { Recorder, Write } from '../db/handle.ts'
import { addActivities } from './add-activities.ts'
import { addMember, changeMember } from './add-member.ts'
import { DayDeltas } from './day-deltas.ts'
import { deleteActivity } from './delete-activity.ts'
import { type LocalDays, localDays } from './local-days.ts'
import {
  addToCohorts,
  addToCounters,
  addToDays,
  markSnapshotsStale,
  type RollupSettings,
  readRollupSettings,
} from './rollup-statements.ts'
import { LONGEST_WINDOW } from './windows.ts'

/** One generation of an organization's rollups, open for a change. */
export interface Rollups {
  readonly tx: Write
  readonly generation: number
  readonly days: LocalDays
  readonly deltas: DayDeltas
  /** Whether people who are not in this generation yet are to be added to it. */
  readonly takesNewPeople: boolean
}

export const recordFact: Recorder = async (tx, fact) => {
  if (!movesRollups(fact)) return
  await tx.can.shareOrganization(tx)
  await tx.can.lockPeople(tx, peopleOf(fact))
  const settings = await readRollupSettings(tx)
  for (const generation of openGenerations(settings)) {
    const rollups: Rollups = { tx, deltas: new DayDeltas(), ...generation }
    await applyFact(rollups, fact)
    await writeDeltas(rollups)
  }
}

/** Adds the gathered deltas to the days, cohorts and counters, and marks what was closed over them. */
async function writeDeltas({ tx, generation, deltas }: Rollups): Promise<void> {
  const rows = deltas.rows()
  const first = rows[0]
  const last = rows.at(-1)
  if (!first || !last) return
  await tx.each(addToDays, rows, { generation })
  await tx.each(addToCohorts, deltas.cohorts.rows(), { generation })
  if (deltas.users !== 0) {
    await tx.each(addToCounters, [{ key: 'users', amount: deltas.users }], { generation })
  }
  // Who is a user shows on every later day; who was active shows in the windows that hold the day.
  const changesUsers = rows.some((row) => row.new_users + row.reactivated + row.removed !== 0)
  const to_day = changesUsers ? Number.MAX_SAFE_INTEGER : last.day + LONGEST_WINDOW
  await tx.all(markSnapshotsStale, { from_day: first.day, to_day })
}

function openGenerations(settings: RollupSettings) {
  const current = {
    generation: settings.rollup_generation,
    days: localDays(settings.time_zone),
    takesNewPeople: true,
  }
  if (settings.next_rollup_generation === null) return [current]
  const next = {
    generation: settings.next_rollup_generation,
    days: localDays(settings.next_time_zone ?? settings.time_zone),
    takesNewPeople: false,
  }
  return [current, next]
}

const STILL = [
  'person_changed',
  'team_changed',
  'project_changed',
  'task_changed',
  'conversation_changed',
  'message_sent',
  'members_notified',
  'organization_changed',
  'rollups_replaced',
  'access_changed',
] as const
type MovingFact = Exclude<Fact, { type: (typeof STILL)[number] }>

function movesRollups(fact: Fact): fact is MovingFact {
  return !(STILL as readonly Fact['type'][]).includes(fact.type)
}

function peopleOf(fact: MovingFact): string[] {
  switch (fact.type) {
    case 'people_acted':
      return [...new Set(fact.activities.map((activity) => activity.person_id))]
    case 'activity_deleted':
      return [fact.activity.person_id]
    case 'member_joined':
    case 'member_left':
    case 'member_returned':
      return [fact.person_id]
  }
}

async function applyFact(rollups: Rollups, fact: MovingFact): Promise<void> {
  switch (fact.type) {
    case 'people_acted':
      return addActivities(rollups, fact.activities)
    case 'activity_deleted':
      return deleteActivity(rollups, fact.activity)
    case 'member_joined':
      return addMember(rollups, fact.person_id, fact.joined_at)
    case 'member_left':
      return changeMember(rollups, fact.person_id, 'removed', fact.at)
    case 'member_returned':
      return changeMember(rollups, fact.person_id, 'reactivated', fact.at)
  }
}
