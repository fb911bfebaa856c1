/**
 * Moves the rollups with facts, inside the transaction that made them: with those of one organization
 * together, so that each person, day and stock is read and written once.
 *
 * While a new generation is being built beside the current one (a rebuild, another time zone),
 * facts go to both: to the new one as far as the people, tasks and projects concerned are built there
 * already. Those that are not will be built from the raw rows, those of this fact among them.
 */
import type { Activity, Fact, RollupFact } from '../../db/facts.ts'
import type { Recorder, Write } from '../../db/handle.ts'
import { Sent } from '../../lib/sent.ts'
import { localDays } from '../../lib/time/local-days.ts'
import { moveWork } from '../stocks/move-work.ts'
import { readLastStates, recordWork, type WorkFact, type WorkMove } from '../stocks/record-work.ts'
import { addActivities, findFewActing } from './add-activities.ts'
import { addDeltas } from './add-deltas.ts'
import { addGeneration } from './add-generation.ts'
import { addLearning } from './add-learning.ts'
import { addMember, changeMember } from './add-member.ts'
import { addMessages } from './add-messages.ts'
import { DayDeltas, type DayRow } from './day-deltas.ts'
import { deleteActivities } from './delete-activities.ts'
import { LONGEST_WINDOW } from './rolling-distinct.ts'
import { findRollupSettings, markSnapshotsStale, type RollupSettings } from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'

export const recordFacts: Recorder = async (tx, recorded) => {
  const facts = recorded.filter(movesRollups)
  if (facts.length === 0) return
  const activities = facts.flatMap(activitiesOf)
  const work = facts.filter(isWork)
  const [, , settings, acting, states] = await Promise.all([
    tx.can.shareOrganization(tx),
    // Rolling counts are read and then changed: two first events of one person must not pass each other.
    tx.lock('people', peopleOf(facts), 'update'),
    findRollupSettings(tx),
    findFewActing(tx, activities),
    readLastStates(tx, work),
  ])
  // Another writer of the same commit has deleted it.
  if (!settings) return
  const sent = new Sent()
  const moves = recordWork(tx, work, states, settings.next_work_until, sent)
  for (const generation of openGenerations(settings)) {
    const rollups: Rollups = { tx, deltas: new DayDeltas(), sent, ...generation }
    const ofIt = generation.isCurrent ? acting : null
    await addActivities(rollups, activities, ofIt)
    await addMessages(rollups, facts.flatMap(messageOf))
    // These read what was written of people.
    if (!facts.every(isPlain)) await sent.arrived()
    moveAll(rollups, moves)
    for (const fact of facts) await applyFact(rollups, fact, settings.next_work_until)
    tx.send(Promise.all([writeDeltas(rollups), sent.arrived()]))
  }
}

/** Adds the gathered deltas, and marks what was closed over them. */
async function writeDeltas({ tx, generation, deltas }: Rollups): Promise<void> {
  await Promise.all([addDeltas(tx, generation, deltas), markStale(tx, deltas.rows())])
}

async function markStale(tx: Write, rows: readonly DayRow[]): Promise<void> {
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

function movesRollups(fact: Fact): fact is RollupFact {
  return 'type' in fact && fact.type !== 'organization_deleted'
}

function isWork(fact: RollupFact): fact is WorkFact {
  return fact.type === 'work_changed'
}

function isPlain(fact: RollupFact): boolean {
  return fact.type === 'people_acted' || fact.type === 'work_changed' || fact.type === 'message_sent'
}

function activitiesOf(fact: RollupFact): Activity[] {
  return fact.type === 'people_acted' ? fact.activities : []
}

/** Of what keys send, nobody is the author. */
function messageOf(fact: RollupFact): { person_id: string; at: number }[] {
  if (fact.type !== 'message_sent' || fact.person_id === null) return []
  return [{ person_id: fact.person_id, at: fact.at }]
}

function peopleOf(facts: readonly RollupFact[]): string[] {
  return [...new Set(facts.flatMap(peopleIn))]
}

function peopleIn(fact: RollupFact): string[] {
  switch (fact.type) {
    case 'people_acted':
    case 'activities_deleted':
      return fact.activities.map((activity) => activity.person_id)
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

/** What is moved for each fact by itself. @param until Up to which thing the next generation is built. */
async function applyFact(rollups: Rollups, fact: RollupFact, until: string | null): Promise<void> {
  switch (fact.type) {
    case 'people_acted':
    case 'message_sent':
    case 'work_changed':
      return
    case 'activities_deleted':
      return deleteActivities(rollups, fact.activities)
    case 'membership_changed':
      return moveMember(rollups, fact)
    case 'lesson_completed':
      return addLearning(rollups, 'lessons_completed', fact)
    case 'assessment_submitted':
      return addLearning(rollups, 'assessments_submitted', fact)
    case 'generation_finished':
      return addWhereBuilt(rollups, fact, until)
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

type GenerationFact = Extract<RollupFact, { type: 'generation_finished' }>

/** What is after `until`, the builder will find. */
function addWhereBuilt(
  { deltas, days, isCurrent }: Rollups,
  fact: GenerationFact,
  until: string | null,
): void {
  if (isCurrent || (until !== null && fact.content_id <= until)) addGeneration(deltas, days, fact)
}
