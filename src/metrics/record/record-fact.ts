/**
 * Moves the rollups with a fact, inside the transaction that made it.
 *
 * While a new generation is being built beside the current one (a rebuild, another time zone),
 * facts go to both: to the new one as far as the people, tasks and projects concerned are built there
 * already. Those that are not will be built from the raw rows, those of this fact among them.
 */
import type { Fact, RollupFact } from '../../db/facts.ts'
import type { Recorder } from '../../db/handle.ts'
import { localDays } from '../../lib/time/local-days.ts'
import { moveWork } from '../stocks/move-work.ts'
import { recordWork, type WorkMove } from '../stocks/record-work.ts'
import { addActivities } from './add-activities.ts'
import { addDeltas } from './add-deltas.ts'
import { addGeneration } from './add-generation.ts'
import { addLearning } from './add-learning.ts'
import { addMember, changeMember } from './add-member.ts'
import { addMessage } from './add-message.ts'
import { DayDeltas } from './day-deltas.ts'
import { deleteActivities } from './delete-activities.ts'
import { LONGEST_WINDOW } from './rolling-distinct.ts'
import { markSnapshotsStale, type RollupSettings, readRollupSettings } from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'

export const recordFact: Recorder = async (tx, fact) => {
  if (!movesRollups(fact)) return
  await tx.can.shareOrganization(tx)
  // Rolling counts are read and then changed: two first events of one person must not pass each other.
  await tx.lock('people', peopleOf(fact), 'update')
  const settings = await readRollupSettings(tx)
  const work = fact.type === 'work_changed' ? await recordWork(tx, fact, settings.next_work_until) : []
  for (const generation of openGenerations(settings)) {
    const rollups: Rollups = { tx, deltas: new DayDeltas(), ...generation }
    if (fact.type === 'generation_finished') addWhereBuilt(rollups, fact, settings.next_work_until)
    else await applyFact(rollups, fact, work)
    await writeDeltas(rollups)
  }
}

/** Adds the gathered deltas, and marks what was closed over them. */
async function writeDeltas({ tx, generation, deltas }: Rollups): Promise<void> {
  await addDeltas(tx, generation, deltas)
  const rows = deltas.rows()
  const first = rows[0]
  const last = rows.at(-1)
  if (!first || !last) return
  // Who is a user shows on every later day; who was active shows in the windows that hold the day.
  const changesUsers = rows.some((row) => row.new_users + row.reactivated + row.removed !== 0)
  const to_day = changesUsers ? Number.MAX_SAFE_INTEGER : last.day + LONGEST_WINDOW
  await tx.all(markSnapshotsStale, { from_day: first.day, to_day })
}

function openGenerations(settings: RollupSettings) {
  const current = {
    generation: settings.rollup_generation,
    days: localDays(settings.time_zone),
    isCurrent: true,
  }
  if (settings.next_rollup_generation === null) return [current]
  const next = {
    generation: settings.next_rollup_generation,
    days: localDays(settings.next_time_zone ?? settings.time_zone),
    isCurrent: false,
  }
  return [current, next]
}

type GenerationFact = Extract<RollupFact, { type: 'generation_finished' }>

function movesRollups(fact: Fact): fact is RollupFact {
  return 'type' in fact && fact.type !== 'organization_deleted'
}

function peopleOf(fact: RollupFact): string[] {
  switch (fact.type) {
    case 'people_acted':
    case 'activities_deleted':
      return [...new Set(fact.activities.map((activity) => activity.person_id))]
    case 'membership_changed':
      return [fact.member_id]
    case 'message_sent':
      return fact.person_id === null ? [] : [fact.person_id]
    case 'lesson_completed':
    case 'assessment_submitted':
      return [fact.person_id]
    case 'work_changed':
    case 'generation_finished':
      return []
  }
}

async function applyFact(
  rollups: Rollups,
  fact: Exclude<RollupFact, GenerationFact>,
  work: WorkMove[],
): Promise<void> {
  switch (fact.type) {
    case 'people_acted':
      return addActivities(rollups, fact.activities)
    case 'activities_deleted':
      return deleteActivities(rollups, fact.activities)
    case 'membership_changed':
      return moveMember(rollups, fact)
    case 'message_sent':
      return fact.person_id === null ? undefined : addMessage(rollups, fact.person_id, fact.at)
    case 'lesson_completed':
      return addLearning(rollups, 'lessons_completed', fact)
    case 'assessment_submitted':
      return addLearning(rollups, 'assessments_submitted', fact)
    case 'work_changed':
      return moveAll(rollups, work)
  }
}

function moveMember(
  rollups: Rollups,
  { member_id, verb, at }: Extract<RollupFact, { type: 'membership_changed' }>,
): Promise<void> {
  if (verb === 'joined') return addMember(rollups, member_id, at)
  return changeMember(rollups, member_id, verb === 'returned' ? 'reactivated' : 'removed', at)
}

function moveAll({ deltas, days, isCurrent }: Rollups, work: WorkMove[]): void {
  for (const { before, after, isBuilt } of work) {
    if (isCurrent || isBuilt) moveWork(deltas, days, before, after)
  }
}

/** @param until Up to which thing the next generation is built: what is after it, the builder will find. */
function addWhereBuilt(
  { deltas, days, isCurrent }: Rollups,
  fact: GenerationFact,
  until: string | null,
): void {
  if (isCurrent || (until !== null && fact.content_id <= until)) addGeneration(deltas, days, fact)
}
