/**
 * The addresses of content. One belongs to a content item for good, also when it has another: what is
 * linked by it is found.
 */
import { and, eq, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { query, type Slots } from '../../db/query.ts'
import { batchStatement } from '../../db/statement.ts'
import { slugOf } from '../../lib/slug.ts'
import { SlugTakenError } from './errors.ts'

/** After these the end of its id tells it apart. */
const NUMBERED = 9

const claim = batchStatement({ slug: 'text', content_id: 'text' })<{ content_id: string }>(`
  insert into content_slugs (organization_id, slug, content_id)
  select :organization_id, r.slug, r.content_id from :rows as r where true
  on conflict (organization_id, slug) do update set content_id = content_slugs.content_id
  returning content_id`)

/** Takes this very slug, unless it is its own already. @throws SlugTakenError */
export async function claimSlug(tx: Write, content_id: string, slug: string): Promise<string> {
  if (!(await isClaimed(tx, content_id, slug))) throw new SlugTakenError()
  return slug
}

/** Takes a slug that says what the title does. The content stands in its table already. */
export async function claimSlugFor(tx: Write, content_id: string, title: string): Promise<string> {
  const slug = slugOf(title) || 'content'
  for (let number = 1; number <= NUMBERED; number += 1) {
    const candidate = number === 1 ? slug : `${slug}-${number}`
    if (await isClaimed(tx, content_id, candidate)) return candidate
  }
  return claimSlug(tx, content_id, `${slug}-${content_id.slice(-12)}`)
}

/** Whether a slug says what the title does, as far as it may. */
export function isSlugFor(slug: string, title: string): boolean {
  const base = slugOf(title) || 'content'
  return (
    slug === base || (slug.startsWith(`${base}-`) && /^-(?:\d|[0-9a-f]{12})$/.test(slug.slice(base.length)))
  )
}

async function isClaimed(tx: Write, content_id: string, slug: string): Promise<boolean> {
  const [row] = await tx.each(claim, [{ slug, content_id }])
  return row?.content_id === content_id
}

/** Which content is found by a slug, now or by one that it had. */
export async function findIdBySlug(q: Read, slug: string): Promise<string | null> {
  const [row] = await selectBySlug(q, { slug })
  return row?.id ?? null
}

const selectBySlug = query((q, { slug }: Slots<{ slug: string }>) => {
  const { content_slugs: s, content: c } = q.tables
  return q
    .select({ id: c.id })
    .from(s)
    .innerJoin(c, and(q.mine(c), eq(c.id, s.content_id), isNull(c.deleted_at)))
    .where(and(q.mine(s), eq(s.slug, slug)))
})
