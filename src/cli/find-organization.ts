import { asc, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { instanceQuery, type Slots } from '../db/query.ts'
import { UsageError } from './command.ts'

/** @throws UsageError that lists what there is. */
export async function findOrganization({ db }: Pick<Context, 'db'>, slug: string) {
  return db.instance.read(async (q) => {
    const [found] = await selectBySlug(q, { slug })
    if (found) return found
    const list = (await selectSlugs(q)).map((one) => one.slug).join(', ') || 'none yet'
    throw new UsageError(`There is no organization "${slug}". There are: ${list}.`)
  })
}

const selectBySlug = instanceQuery((q, { slug }: Slots<{ slug: string }>) => {
  const { organizations } = q.tables
  return q.select().from(organizations).where(eq(organizations.slug, slug))
})

const selectSlugs = instanceQuery((q) => {
  const { organizations } = q.tables
  return q.select({ slug: organizations.slug }).from(organizations).orderBy(asc(organizations.slug)).limit(20)
})

export async function listOrganizations({ db }: Pick<Context, 'db'>) {
  return db.instance.read((q) => selectAll(q))
}

const selectAll = instanceQuery((q) =>
  q.select().from(q.tables.organizations).orderBy(asc(q.tables.organizations.slug)),
)
