import { asc, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { UsageError } from './command.ts'

/** @throws UsageError that lists what there is. */
export async function findOrganization({ db }: Pick<Context, 'db'>, slug: string) {
  return db.instance.read(async (q) => {
    const { organizations } = q.tables
    const [found] = await q.select().from(organizations).where(eq(organizations.slug, slug))
    if (found) return found
    const some = await q
      .select({ slug: organizations.slug })
      .from(organizations)
      .orderBy(asc(organizations.slug))
      .limit(20)
    const list = some.map((one) => one.slug).join(', ') || 'none yet'
    throw new UsageError(`There is no organization "${slug}". There are: ${list}.`)
  })
}

export async function listOrganizations({ db }: Pick<Context, 'db'>) {
  return db.instance.read((q) =>
    q.select().from(q.tables.organizations).orderBy(asc(q.tables.organizations.slug)),
  )
}
