/**
 * What a part of the server says of itself: its state, in words what that means and what to do, and
 * when it was looked at. A part that cannot be looked at has failed, and keeps no other from answering.
 */
import { getLogger } from '@logtape/logtape'
import { AppError } from '../../lib/app-error.ts'
import { endsWithin } from '../../lib/ends-within.ts'

const log = getLogger(['almanac', 'health'])

/** `unknown`: there is nothing to be said yet. It makes nothing worse. */
export type State = 'ok' | 'warning' | 'failed' | 'unknown'

export interface Finding {
  state: State
  /** For people. */
  detail: string
}

const PATIENCE_MS = 2_500

/** Looks, and waits no longer than somebody who asks would. */
export async function checked<Found extends Finding>(
  now: number,
  look: () => Found | Promise<Found>,
): Promise<(Finding & Partial<Found>) & { checked_at: string; duration_ms: number }> {
  const begun = performance.now()
  const finding = await lookInTime(look)
  const duration_ms = Math.round((performance.now() - begun) * 10) / 10
  return { ...finding, checked_at: new Date(now).toISOString(), duration_ms }
}

/** The worst of all. */
export function worstOf(findings: readonly Finding[]): 'ok' | 'warning' | 'failed' {
  if (findings.some(({ state }) => state === 'failed')) return 'failed'
  return findings.some(({ state }) => state === 'warning') ? 'warning' : 'ok'
}

async function lookInTime<Found extends Finding>(look: () => Found | Promise<Found>) {
  const looking = Promise.try(look).catch(failed)
  if (await endsWithin(PATIENCE_MS, looking)) return looking as Promise<Finding & Partial<Found>>
  return { state: 'failed', detail: `It did not answer within ${PATIENCE_MS} ms.` } as Finding &
    Partial<Found>
}

function failed(error: unknown): Finding {
  if (error instanceof AppError) return { state: 'failed', detail: error.message }
  log.error('A part of the server could not be looked at: {error}', { error })
  return { state: 'failed', detail: 'It could not be looked at. The log says why.' }
}
