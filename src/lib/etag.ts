/**
 * Tags of versions (RFC 9110), for things that two people may edit: who says with If-Match which
 * version they have seen does not undo what another has done since.
 */
import { AppError } from './app-error.ts'

export class ChangedMeanwhileError extends AppError {
  /** @param current The thing as it is now, of which `etag` is the tag. */
  constructor(current: object, happened = 'This was changed meanwhile.') {
    super(
      412,
      'changed_meanwhile',
      `${happened} Look at what it is now (\`current\`), and send the new ETag.`,
      { current, etag: etagOf(current) },
    )
  }
}

/** Equal content has an equal tag. */
export function etagOf(content: unknown): string {
  return etagOfText(JSON.stringify(content))
}

/** Of content that is JSON already. */
export function etagOfText(json: string): string {
  return `"${Bun.hash(json).toString(36)}"`
}

/**
 * The tags that a condition names, as we gave them. What packs an answer on its way marks the tag:
 * nginx makes it weak (`W/"…"`), Apache and Caddy add how it was packed (`"…-gzip"`).
 */
export function tagsIn(condition: string): string[] {
  return condition.split(',').map((one) =>
    one
      .trim()
      .replace(/^W\//, '')
      .replace(/[-;](?:gzip|br|zstd|deflate)"$/, '"'),
  )
}

/**
 * Lets a change of this version of something pass unless `ifMatch` names only others.
 *
 * A weak tag counts as that which it was made of. RFC 9110 has none match here, since a weak tag may
 * stand for answers that differ. Ours never does: it is made from the whole content and given as a
 * strong one, so whoever marked it as weak had that very version before them.
 *
 * @throws ChangedMeanwhileError
 */
export function assertUnchanged(ifMatch: string | null, content: object): void {
  if (ifMatch === null || ifMatch.trim() === '*') return
  const tags = tagsIn(ifMatch)
  if (tags.includes(etagOf(content))) return
  const isTag = tags.some((tag) => tag.startsWith('"') && tag.endsWith('"'))
  throw new ChangedMeanwhileError(
    content,
    isTag ? undefined : 'If-Match holds no ETag: its quotes belong to it.',
  )
}
