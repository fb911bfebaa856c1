/** What is told to whoever listens: small signals of what has changed, never the things themselves. */
import type { LoggedChange } from '../changes/log-queries.ts'

/** A row of the log of changes, as far as it is told. */
export type ToldChange = Pick<LoggedChange, 'seq' | 'kind' | 'id' | 'verb' | 'correlation_id'>

/**
 * Why what somebody has read must be read anew: what they followed is no longer kept, or they see more or
 * less than before.
 */
export type ResetReason = 'gone' | 'access_changed'

/** Why it ends. To go on from the last number is right after each of them. */
export type EndReason =
  /** The session was ended, the member suspended or removed, the key deleted. */
  | 'not_signed_in'
  | 'not_allowed'
  /** The process ends: another, or the next, answers. */
  | 'stopping'
  /** The database did not answer in time. */
  | 'busy'
  /** A client that only listens has sent something. */
  | 'nothing_to_send'

/** `seq` is the number from which one goes on; what has none, such as that metrics have moved, is told once. */
export type Signal =
  /** The first. What follows comes after `seq`. */
  | { event: 'ready'; seq: number }
  | { event: 'change'; change: ToldChange }
  /** What is counted has changed: the dashboard and the activity. At most once a second. */
  | { event: 'metrics' }
  | { event: 'reset'; seq: number; reason: ResetReason }
  /** Nothing has happened for a while that is told to this listener. */
  | { event: 'beat'; seq: number }
  | { event: 'end'; reason: EndReason }

/** Number and content, as both carriers send them. `null` of a beat, which tells nothing. */
export function contentOf(signal: Signal): Record<string, unknown> | null {
  switch (signal.event) {
    case 'change': {
      const { seq, kind, id, verb, correlation_id } = signal.change
      return { seq, kind, id, verb, correlation_id }
    }
    case 'beat':
      return null
    default: {
      const { event: _, ...content } = signal
      return content
    }
  }
}

/** From which number whoever has had it goes on; `null` where it moves none. */
export function seqOf(signal: Signal): number | null {
  if (signal.event === 'change') return signal.change.seq
  return 'seq' in signal ? signal.seq : null
}
