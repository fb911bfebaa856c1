/**
 * Tags of versions (RFC 9110), for things that two people may edit: who says with If-Match which
 * version they have seen does not undo what another has done since.
 */
import { AppError } from './app-error.ts'

export class ChangedMeanwhileError extends AppError {
  /** @param current The thing as it is now, of which `etag` is the tag. */
  constructor(current: object) {
    super(
      412,
      'changed_meanwhile',
      'This was changed meanwhile. Look at what it is now (`current`), and send the new ETag.',
      { current, etag: etagOf(current) },
    )
  }
}

/** Equal content has an equal tag. */
export function etagOf(content: unknown): string {
  return `"${Bun.hash(JSON.stringify(content)).toString(36)}"`
}

/**
 * Lets a change of this version of something pass unless `ifMatch` names only others. Compared
 * strongly: a weak tag (`W/"…"`) matches nothing.
 *
 * @throws ChangedMeanwhileError
 */
export function assertUnchanged(ifMatch: string | null, content: object): void {
  if (ifMatch === null || ifMatch.trim() === '*') return
  const etag = etagOf(content)
  if (!ifMatch.split(',').some((one) => one.trim() === etag)) throw new ChangedMeanwhileError(content)
}
