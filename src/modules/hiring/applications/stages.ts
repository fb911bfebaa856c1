/**
 * The stages of an application, and which may follow which:
 *
 *   applied ── screening ── interview ── offer ──► hired
 *      └───────────┴────────────┴──────────┴─────► rejected, withdrawn
 *
 * Until it is hired an application goes on and back as it likes, and may leave out a stage; hired is
 * who had an offer. A rejection may be reconsidered, and an accepted offer fall through. Who has
 * withdrawn applies anew.
 */
import { MoveNotAllowedError } from '../errors.ts'

/** In their order: each is reached by whoever reached a later one. */
export const WAY = ['applied', 'screening', 'interview', 'offer', 'hired'] as const
export const STAGES = [...WAY, 'rejected', 'withdrawn'] as const
export type Stage = (typeof STAGES)[number]

const ENDS = ['rejected', 'withdrawn'] as const

const NEXT: Record<Stage, readonly Stage[]> = {
  applied: ['screening', 'interview', 'offer', ...ENDS],
  screening: ['applied', 'interview', 'offer', ...ENDS],
  interview: ['applied', 'screening', 'offer', ...ENDS],
  offer: ['applied', 'screening', 'interview', 'hired', ...ENDS],
  hired: ['offer', ...ENDS],
  rejected: ['applied', 'screening', 'interview', 'offer'],
  withdrawn: [],
}

/** @throws MoveNotAllowedError */
export function assertMayMove(from: Stage, to: Stage): void {
  if (!NEXT[from].includes(to)) throw new MoveNotAllowedError('An application', from, to, NEXT[from])
}

/** Whether nothing more is to be expected of it, and its person may apply again. */
export function hasEnded(stage: Stage): boolean {
  return stage === 'rejected' || stage === 'withdrawn'
}

/** Of two that have not ended. */
export function isFurther(stage: Stage, than: Stage): boolean {
  return placeOf(stage) > placeOf(than)
}

/** Its place on the way; that of who left it is where they had come to. */
export function reachedIn(stage: Stage, before: number): number {
  return Math.max(before, placeOf(stage))
}

/** -1 for who has left it. */
function placeOf(stage: Stage): number {
  return (WAY as readonly Stage[]).indexOf(stage)
}
