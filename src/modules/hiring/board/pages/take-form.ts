/** A form that was sent: applied, or shown again with what is wrong and what was filled in. */
import { AppError } from '../../../../lib/app-error.ts'
import type { Mailer } from '../../../../operations/mailer.ts'
import { apply } from '../apply.ts'
import { openBoard } from '../serve-board.ts'
import { applicationIn, type Filled } from './form.ts'
import { jobAt, jobPage, type PageContext, thanksPage } from './pages.ts'
import { wrongField } from './schema.ts'

type Needs = PageContext & { mailer: Mailer; newId: () => string }

/** @throws BoardNotFoundError, BoardJobNotFoundError */
export async function takeForm(
  context: Needs,
  { slug, job: jobSlug }: { slug: string; job: string },
  filled: Filled,
): Promise<{ status: number; page: string }> {
  const { db, clock } = context
  const organization_id = await context.boards.organizationOf(slug)
  const { board, job } = await db.for(organization_id).read(async (q) => {
    const board = await openBoard(q, clock.now())
    return { board, job: await jobAt(q, board, jobSlug) }
  })
  const again = async (problem: string) => ({
    status: 422,
    page: await jobPage(context, board, job, filled, problem),
  })
  const application = applicationIn(job, filled)
  const wrong = wrongField(application)
  if (wrong !== null) return again(`Please look at this again: ${wrong}.`)
  try {
    await apply(context, slug, job.id, application)
  } catch (error) {
    if (error instanceof AppError && error.status === 422)
      return again(`Please look at this again: ${error.message}.`)
    throw error
  }
  return { status: 200, page: thanksPage(context, board, job) }
}
