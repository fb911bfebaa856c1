/**
 * The life of a job:
 *
 *   draft ──► open ⇄ paused
 *               └──┬───┘
 *                closed
 */
import { MoveNotAllowedError } from '../errors.ts'
import type { JobStatus } from './schema.ts'

const NEXT: Record<JobStatus, readonly JobStatus[]> = {
  draft: ['open'],
  open: ['paused', 'closed'],
  paused: ['open', 'closed'],
  closed: [],
}

/** @throws MoveNotAllowedError */
export function assertMayBecome(from: JobStatus, to: JobStatus): void {
  if (from !== to && !NEXT[from].includes(to)) throw new MoveNotAllowedError('A job', from, to, NEXT[from])
}

interface Times {
  opened_at: number | null
  closed_at: number | null
}

/** When it was opened first, and closed. */
export function timesIn(status: JobStatus, before: Times, now: number): Times {
  return {
    opened_at: before.opened_at ?? (status === 'open' ? now : null),
    closed_at: status === 'closed' ? (before.closed_at ?? now) : null,
  }
}
