import { asc, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { instanceQuery, type Slots } from '../db/query.ts'
import { nearestName } from '../lib/nearest-name.ts'
import { UsageError } from './command.ts'

const MOST_LISTED = 20

/** @throws UsageError that lists what there is. */
export async function findOrganization({ db }: Pick<Context, 'db'>, slug: string) {
  return db.instance.read(async (q) => {
    const [found] = await selectBySlug(q, { slug })
    if (found) return found
    const slugs = (await selectSlugs(q)).map((one) => one.slug)
    const nearest = nearestName(slug, slugs)
    const meant = nearest === null ? '.' : `: did you mean ${nearest}?`
    const list = slugs.slice(0, MOST_LISTED).join(', ') || 'none yet'
    throw new UsageError(`There is no organization "${slug}"${meant} There are: ${list}.`)
  })
}

const selectBySlug = instanceQuery((q, { slug }: Slots<{ slug: string }>) => {
  const { organizations } = q.tables
  return q.select().from(organizations).where(eq(organizations.slug, slug))
})

const selectSlugs = instanceQuery((q) => {
  const { organizations } = q.tables
  return q
    .select({ slug: organizations.slug })
    .from(organizations)
    .orderBy(asc(organizations.slug))
    .limit(1_000)
})

/** The named one; all where none is named. @throws UsageError */
export async function organizationsNamed(context: Pick<Context, 'db'>, slug: string | boolean | undefined) {
  return typeof slug === 'string' ? [await findOrganization(context, slug)] : listOrganizations(context)
}

async function listOrganizations({ db }: Pick<Context, 'db'>) {
  return db.instance.read((q) => selectAll(q))
}

const selectAll = instanceQuery((q) =>
  q.select().from(q.tables.organizations).orderBy(asc(q.tables.organizations.slug)),
)
