/**
 * Reads a body that says it is short as a whole. As a stream it would cost a quarter of a small request:
 * Bun makes buffers for each that are far larger than it.
 *
 * Promises: it may take no longer than it might in parts. What is short has all come by the time from which
 * its pace is looked at, or has come too slowly.
 */
import { IncompleteBodyError, SlowBodyError } from './body-errors.ts'
import type { BodyPace, Pace } from './body-pace.ts'
import { isCutOff } from './read-on.ts'

/** @param declared How long it says it is, in bytes. */
export function isShort(
  request: Request,
  declared: number | null,
  { after_ms, bytes_per_s }: Pace,
): declared is number {
  if (declared === null || declared === 0) return false
  // The rest of one that is refused is read before the answer: see read-on.ts.
  return declared <= (after_ms / 1000) * bytes_per_s && !isCutOff(request)
}

/** @throws SlowBodyError, IncompleteBodyError */
export async function readShort(request: Request, bodyPace: BodyPace, pace: Pace): Promise<Uint8Array> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const pacer = bodyPace.follow({ cancel: async () => reject(new SlowBodyError()) }, pace)
  try {
    return await Promise.race([request.bytes(), late])
  } catch (error) {
    throw error instanceof SlowBodyError ? error : new IncompleteBodyError(error)
  } finally {
    pacer.stop()
  }
}
