/** A form that was sent: applied, or shown again with what is wrong and what was filled in. */
import { AppError } from '../../../../lib/app-error.ts'
import { ReceivedFile } from '../../../../lib/received-file.ts'
import type { Mailer } from '../../../../operations/mailer.ts'
import type { StoredFiles } from '../../../files/stored-files.ts'
import { apply } from '../apply.ts'
import { openBoard } from '../serve-board.ts'
import { applicationIn, type Filled } from './form.ts'
import { problemOf } from './form-problem.ts'
import { jobAt, jobPage, type PageContext, thanksPage } from './pages.ts'
import { wrongField } from './schema.ts'

type Needs = PageContext & { mailer: Mailer; files: StoredFiles; newId: () => string }

/** @throws BoardNotFoundError, BoardJobNotFoundError */
export async function takeForm(
  context: Needs,
  { slug, job: jobSlug }: { slug: string; job: string },
  sent: Readonly<Record<string, unknown>>,
): Promise<{ status: number; page: string }> {
  const { db, clock } = context
  const filled = textsIn(sent)
  const organization_id = await context.boards.organizationOf(slug)
  const { board, job } = await db.for(organization_id).read(async (q) => {
    const board = await openBoard(q, clock.now())
    return { board, job: await jobAt(q, board, jobSlug) }
  })
  const application = applicationIn(job, filled, filesIn(sent))
  const again = async (field: string, problem?: string) => ({
    status: 422,
    page: await jobPage(context, board, job, filled, problemOf(job, application, field, problem)),
  })
  const wrong = wrongField(application)
  if (wrong !== null) return again(wrong)
  try {
    await apply(context, slug, job.id, application)
  } catch (error) {
    const [refused] = Object.entries((error instanceof AppError && error.details?.fields) || {})
    if (refused) return again(...refused)
    throw error
  }
  return { status: 200, page: thanksPage(context, board, job) }
}

function textsIn(sent: Readonly<Record<string, unknown>>): Filled {
  const texts = Object.entries(sent).filter(([, value]) => typeof value === 'string')
  // Nothing else was left.
  return Object.fromEntries(texts) as Filled
}

/** Only in the one field that the form has for them. */
function filesIn({ file }: Readonly<Record<string, unknown>>): ReceivedFile[] {
  return [file].flat().filter((one) => one instanceof ReceivedFile)
}
