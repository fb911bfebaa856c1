/** What becomes of content when it is changed, without a look at anything else. */
import { InvalidValueError } from '../../lib/app-error.ts'
import { newsIn } from '../../lib/news.ts'
import { assertStorable, tagsOf } from '../../lib/text.ts'
import { instantNamed } from '../../lib/time/instant.ts'
import type { ContentWithBody } from './queries.ts'
import type { ContentChanges } from './schema.ts'

/** What new content is before anything is said of it. */
export function blankContent(id: string, author_id: string | null, now: number): ContentWithBody {
  return {
    id,
    title: '',
    slug: '',
    kind: 'article',
    status: 'draft',
    author_id,
    tags: [],
    revision: 0,
    published_at: null,
    publish_at: null,
    created_at: now,
    updated_at: now - 1,
    body: '',
  }
}

/**
 * @returns The very same row where nothing of it changes. Its slug is given, and not taken yet.
 * @throws InvalidValueError
 */
export function changed(row: ContentWithBody, changes: ContentChanges, now: number): ContentWithBody {
  assertStorable(changes)
  const { title, tags, publish_at, ...plain } = changes
  const after: ContentWithBody = {
    ...row,
    ...plain,
    ...(title !== undefined && { title: title.trim() }),
    ...(tags && { tags: tagsOf(tags) }),
    ...(publish_at !== undefined && { publish_at: scheduledAt(publish_at) }),
  }
  const wasScheduled = row.publish_at === after.publish_at
  if (after.status !== row.status) {
    if (after.status === 'published') after.published_at = now
    if (wasScheduled && isOver(after)) after.publish_at = null
  }
  if (!wasScheduled) assertSchedulable(after, now)
  if (newsIn(row, after) === null) return row
  if (isRewritten(row, after)) after.revision += 1
  // No two versions share an instant, so that it tells them apart.
  after.updated_at = Math.max(now, row.updated_at + 1)
  return after
}

/** Whether it is another text. */
export function isRewritten(before: ContentWithBody, after: ContentWithBody): boolean {
  return before.title !== after.title || before.body !== after.body
}

function isOver({ status }: ContentWithBody): boolean {
  return status === 'published' || status === 'archived'
}

/** @throws InvalidValueError */
function assertSchedulable(after: ContentWithBody, now: number): void {
  if (after.publish_at === null) return
  if (isOver(after))
    throw new InvalidValueError('publish_at', `is for a draft, and not for what is ${after.status}`)
  if (after.publish_at <= now)
    throw new InvalidValueError('publish_at', 'is over: say status "published" instead')
}

/** @throws InvalidValueError */
function scheduledAt(text: string | null): number | null {
  return text === null ? null : instantNamed('publish_at', text)
}
