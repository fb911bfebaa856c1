/**
 * Somebody applies, and is nobody here: what is answered is the same whether they are known or not, have
 * applied before or were rejected, so that the board tells nobody who else applies.
 */
import type { Base } from '../../../base.ts'
import type { Write } from '../../../db/handle.ts'
import { InvalidValueError } from '../../../lib/app-error.ts'
import { assertStorable } from '../../../lib/text.ts'
import { instantProblem, parseInstant } from '../../../lib/time/instant.ts'
import type { Mailer } from '../../../operations/mailer.ts'
import { answersTo } from '../applications/answers.ts'
import { findGoingOn, wasRejected } from '../applications/queries.ts'
import { submit } from '../applications/submit-application.ts'
import { candidateOf } from '../candidates/known-candidate.ts'
import type { JobRow } from '../jobs/queries.ts'
import type { Boards } from './boards.ts'
import { BoardJobNotFoundError } from './errors.ts'
import { mailOfReceipt } from './mail-of-receipt.ts'
import { findOnBoard } from './queries.ts'
import type { BoardApplication, Received } from './schema.ts'
import { openBoard } from './serve-board.ts'

/** People read before they write. */
const LEAST_MS = 2_000
const RECEIVED: Received = { status: 'received' }

type Needs = Pick<Base, 'config' | 'db' | 'clock' | 'newId'> & {
  boards: Pick<Boards, 'organizationOf'>
  mailer: Pick<Mailer, 'send'>
}

/**
 * Of one address for one job one application goes on. Who has withdrawn may apply again; who was
 * rejected may be entered again by those who hire.
 *
 * @throws BoardNotFoundError
 * @throws BoardJobNotFoundError
 * @throws InvalidValueError
 */
export async function apply(
  context: Needs,
  slug: string,
  jobId: string,
  given: BoardApplication,
): Promise<Received> {
  const { db, clock, newId } = context
  const now = clock.now()
  const organization_id = await context.boards.organizationOf(slug)
  assertNotTooFast(given, now)
  await db.for(organization_id).write(async (tx) => {
    const board = await openBoard(tx, now)
    await tx.lock('jobs', [jobId], 'share')
    const job = await findOnBoard(tx, jobId, board.today)
    if (!job) throw new BoardJobNotFoundError()
    assertWhole(job, given)
    if (isFilledByRobot(given)) return
    const isNew = await enter(tx, { newId, now }, job, given)
    if (!isNew) return
    const mail = mailOfReceipt({ to: given.email, title: job.title, organization: board.name })
    // Without a server the mailer would log the mail, and whom it is for.
    if (context.config.smtp_url !== undefined) tx.afterCommit(() => context.mailer.send(mail))
  })
  return RECEIVED
}

/** @returns Whether it is a new one. */
async function enter(
  tx: Write,
  { newId, now }: { newId: Base['newId']; now: number },
  job: JobRow,
  { name, email, phone = null, message = '', answers = [], source = 'board', consent }: BoardApplication,
): Promise<boolean> {
  const consent_purpose = consent === true ? 'later jobs' : null
  const person = { name, email, phone, source, consent_purpose }
  const candidate = await candidateOf(tx, newId, now, person)
  const both = { job_id: job.id, candidate_id: candidate.id }
  if ((await findGoingOn(tx, both)) !== null || (await wasRejected(tx, both))) return false
  await submit(tx, { newId, now }, { job, candidate, name, source, message, answers, principal: null })
  return true
}

/** Whatever becomes of it: the same is refused of everybody. @throws InvalidValueError */
function assertWhole(job: JobRow, given: BoardApplication): void {
  assertStorable(given)
  for (const field of job.required_fields) {
    if ((given[field] ?? '').trim() === '') throw new InvalidValueError(field, 'is required for this job')
  }
  answersTo(job.questions, given.answers ?? [], true)
}

function isFilledByRobot({ homepage = '' }: BoardApplication): boolean {
  return homepage !== ''
}

/** @throws InvalidValueError */
function assertNotTooFast({ form_shown_at }: BoardApplication, now: number): void {
  if (form_shown_at === undefined) return
  const at = parseInstant(form_shown_at)
  if (at === null) throw new InvalidValueError('form_shown_at', instantProblem(form_shown_at))
  if (now - at < LEAST_MS) throw new InvalidValueError('form_shown_at', 'was just now: send it again')
}
