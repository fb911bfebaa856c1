/** What becomes of each application for a job of a story, and when. */
import type { RejectionReason } from '../hiring/applications/schema.ts'
import type { Stage } from '../hiring/applications/stages.ts'
import type { Chance } from './chance.ts'
import type { WorkingHours } from './working-hours.ts'

export interface ApplicationPlan {
  at: number
  moves: { at: number; stage: Stage; reason?: RejectionReason }[]
  /** Where it has come to. */
  fate: Stage
}

/** In turn, for a job that is open; and for one that was filled. */
const OPEN_FATES: readonly Stage[] = [
  ...(['rejected', 'interview', 'applied', 'screening', 'withdrawn'] as const),
  ...(['offer', 'rejected', 'interview', 'applied'] as const),
]
const FILLED_FATES: readonly Stage[] = [
  'hired',
  'rejected',
  'withdrawn',
  'rejected',
  'hired',
  'rejected',
  'rejected',
]
const WAY: readonly Stage[] = ['screening', 'interview', 'offer', 'hired']
const REASONS: readonly RejectionReason[] = ['not_qualified', 'other_candidate', 'salary', 'other_candidate']

export function planApplications(
  { applications, openedAgo, isFilled }: { applications: number; openedAgo: number; isFilled: boolean },
  hours: WorkingHours,
  chance: Chance,
): ApplicationPlan[] {
  const fates = isFilled ? FILLED_FATES : OPEN_FATES
  return Array.from({ length: applications }, (_, place) => {
    const fate = fates[place % fates.length] ?? 'applied'
    // Somebody has applied today, too.
    if (fate === 'applied') return { at: hours.ago(0), fate, moves: [] }
    const at = hours.ago(chance.between(isFilled ? openedAgo - 20 : 6, openedAgo - 1))
    return { at, fate, moves: movesTo(fate, at, hours, chance) }
  })
}

function movesTo(fate: Stage, from: number, hours: WorkingHours, chance: Chance) {
  const moves: ApplicationPlan['moves'] = []
  let at = from
  const move = (stage: Stage, reason?: RejectionReason) => {
    at = hours.after(at, chance.between(0.5, 6))
    moves.push({ at, stage, ...(reason && { reason }) })
  }
  // Who is turned down or leaves has been looked at before, or not.
  const end = WAY.indexOf(fate)
  const way = WAY.slice(0, end >= 0 ? end + 1 : Math.floor(chance.next() * 3))
  for (const stage of way) move(stage)
  if (fate === 'rejected') move(fate, chance.pick(REASONS))
  if (fate === 'withdrawn') move(fate)
  return moves
}
