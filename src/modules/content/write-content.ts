/** The one way in which content is written: with all that follows from it, or not at all. */
import { type Author, authorOf } from '../../access/authorship.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { isMemberWithin } from '../members/members.ts'
import { notify } from '../notifications/notify.ts'
import { isRewritten } from './changes.ts'
import { type ContentAct, recordAct, recordChanged, recordCreated } from './facts.ts'
import { type ContentWithBody, deleteTags, insertContent, insertTags, updateContent } from './queries.ts'
import { insertRevision } from './revisions/queries.ts'
import { claimSlug, claimSlugFor, isSlugFor } from './slugs.ts'

export interface ContentChange {
  /** `null` for what is new. Otherwise as it is, locked. */
  before: ContentWithBody | null
  /** The very same as `before` where nothing changes. */
  after: ContentWithBody
  /** The revision that comes back with it. */
  restored_from?: number
}

/**
 * Whether the caller may has been asked.
 *
 * @returns What there is now, its slug among it.
 * @throws InvalidValueError
 * @throws SlugTakenError
 */
export async function writeContent(act: ContentAct, change: ContentChange): Promise<ContentWithBody> {
  const { before, after } = change
  if (before === after) return after
  const { tx } = act
  if (after.author_id !== null && after.author_id !== before?.author_id) {
    const isMember = await isMemberWithin(tx, after.author_id)
    if (!isMember) throw new InvalidValueError('author_id', 'is no member of this organization')
  }
  if (before === null) await insertContent(tx, after)
  const row = { ...after, slug: await slugFor(act, change) }
  await updateContent(tx, row)
  await writeTags(act, before, row)
  await writeRevision(act, change)
  const verb = verbOf(change)
  await recordAct(act, verb)
  await (before === null ? recordCreated : recordChanged)(act, row)
  if (verb === 'published' && row.author_id !== null) {
    await notify(act, [{ kind: 'content_published', to: [row.author_id], about: { content: row.id } }])
  }
  return row
}

/** The one that is asked for; else one that says what the title does. */
async function slugFor({ tx }: ContentAct, { before, after }: ContentChange): Promise<string> {
  const { id, slug, title } = after
  if (slug !== (before?.slug ?? '')) return claimSlug(tx, id, slug)
  if (before !== null && (before.title === title || isSlugFor(slug, title))) return slug
  return claimSlugFor(tx, id, title)
}

async function writeTags({ tx }: ContentAct, before: ContentWithBody | null, after: ContentWithBody) {
  const content_id = after.id
  if (before?.tags.join('\n') === after.tags.join('\n')) return
  if (before !== null) await deleteTags(tx, { content_id })
  await tx.each(
    insertTags,
    after.tags.map((tag) => ({ content_id, tag })),
  )
}

async function writeRevision({ tx, now, principal }: ContentAct, change: ContentChange) {
  const { before, after, restored_from = null } = change
  if (before !== null && !isRewritten(before, after)) return
  const by: Author = principal === null ? { author_id: null, api_key_id: null } : authorOf(principal)
  const { id: content_id, revision: number, title, body } = after
  await insertRevision(tx, { content_id, number, title, body, restored_from, ...by, created_at: now })
}

function verbOf({ before, after }: ContentChange): 'created' | 'published' | 'changed' {
  if (before === null) return 'created'
  return after.status === 'published' && before.status !== 'published' ? 'published' : 'changed'
}
