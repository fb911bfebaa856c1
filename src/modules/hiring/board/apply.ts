/**
 * Somebody applies, and is nobody here: what is answered is the same whether they are known or not, have
 * applied before or were rejected, so that the board tells nobody who else applies.
 */
import type { Base } from '../../../base.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { InvalidValueError } from '../../../lib/app-error.ts'
import { assertStorable } from '../../../lib/text.ts'
import { instantProblem, parseInstant } from '../../../lib/time/instant.ts'
import type { Mailer } from '../../../operations/mailer.ts'
import type { StoredFiles } from '../../files/stored-files.ts'
import type { TakenFile } from '../../files/subject.ts'
import { answersTo } from '../applications/answers.ts'
import { applicationFiles } from '../applications/files/files.ts'
import { findGoingOn, wasRejected } from '../applications/queries.ts'
import { submit } from '../applications/submit-application.ts'
import { candidateOf } from '../candidates/known-candidate.ts'
import type { JobRow } from '../jobs/queries.ts'
import type { Boards } from './boards.ts'
import { BoardJobNotFoundError } from './errors.ts'
import { mailOfReceipt } from './mail-of-receipt.ts'
import { findOnBoard } from './queries.ts'
import type { BoardForm, Received } from './schema.ts'
import { openBoard } from './serve-board.ts'

/** People read before they write. */
const LEAST_MS = 2_000
const RECEIVED: Received = { status: 'received' }

type Needs = Pick<Base, 'config' | 'db' | 'clock' | 'newId'> & {
  boards: Pick<Boards, 'organizationOf'>
  mailer: Pick<Mailer, 'send'>
  files: Pick<StoredFiles, 'keep' | 'forget'>
}

/**
 * Of one address for one job one application goes on. Who has withdrawn may apply again; who was
 * rejected may be entered again by those who hire.
 *
 * @throws BoardNotFoundError
 * @throws BoardJobNotFoundError
 * @throws InvalidValueError
 * @throws StoreFullError
 */
export async function apply(
  context: Needs,
  slug: string,
  jobId: string,
  given: BoardForm,
): Promise<Received> {
  const { config, db, clock, files } = context
  const now = clock.now()
  const organization_id = await context.boards.organizationOf(slug)
  assertNotTooFast(given, now)
  const sent = applicationFiles.taken(config, given.file ?? [])
  // What is refused anyway is told before anything is written.
  if (sent.length > 0) await db.for(organization_id).read((q) => enterJob(q, jobId, given, now))
  const taken = isFilledByRobot(given) ? [] : sent
  const isNew = await files.keep(organization_id, taken, () =>
    db.for(organization_id).write((tx) => applyWithin(tx, context, { jobId, given, taken, now })),
  )
  const hashes = taken.map(({ sha256 }) => sha256)
  if (!isNew) await files.forget(organization_id, hashes)
  return RECEIVED
}

interface Applying {
  jobId: string
  given: BoardForm
  taken: readonly TakenFile[]
  now: number
}

/** @returns Whether it is a new one. */
async function applyWithin(
  tx: Write,
  { config, mailer, newId }: Needs,
  { jobId, given, taken, now }: Applying,
): Promise<boolean> {
  await tx.lock('jobs', [jobId], 'share')
  const { job, board } = await enterJob(tx, jobId, given, now)
  if (isFilledByRobot(given)) return false
  const application_id = await enter(tx, { newId, now }, job, given)
  if (application_id === null) return false
  const place = { parent_id: application_id, created_by: null }
  await applicationFiles.enter(tx, { newId, now }, place, taken)
  const mail = mailOfReceipt({ to: given.email, title: job.title, organization: board.name })
  // Without a server the mailer would log the mail, and whom it is for.
  if (config.smtp_url !== undefined) tx.afterCommit(() => mailer.send(mail))
  return true
}

/** @throws BoardNotFoundError, BoardJobNotFoundError, InvalidValueError */
async function enterJob(q: Read, jobId: string, given: BoardForm, now: number) {
  const board = await openBoard(q, now)
  const job = await findOnBoard(q, jobId, board.today)
  if (!job) throw new BoardJobNotFoundError()
  assertWhole(job, given)
  return { board, job }
}

/** @returns Its id, if it is a new one. */
async function enter(
  tx: Write,
  { newId, now }: { newId: Base['newId']; now: number },
  job: JobRow,
  { name, email, phone = null, message = '', answers = [], source = 'board', consent }: BoardForm,
): Promise<string | null> {
  const consent_purpose = consent === true ? 'later jobs' : null
  const person = { name, email, phone, source, consent_purpose }
  const candidate = await candidateOf(tx, newId, now, person)
  const both = { job_id: job.id, candidate_id: candidate.id }
  if ((await findGoingOn(tx, both)) !== null || (await wasRejected(tx, both))) return null
  const submission = { job, candidate, name, source, message, answers }
  return (await submit({ tx, newId, now, principal: null }, submission)).id
}

/** Whatever becomes of it: the same is refused of everybody. @throws InvalidValueError */
function assertWhole(job: JobRow, given: BoardForm): void {
  assertStorable(given)
  for (const field of job.required_fields) {
    if (isMissing(given[field])) throw new InvalidValueError(field, 'is required for this job')
  }
  answersTo(job.questions, given.answers ?? [], true)
}

function isMissing(value: BoardForm['message' | 'phone' | 'file']): boolean {
  return typeof value === 'string' ? value.trim() === '' : (value ?? []).length === 0
}

function isFilledByRobot({ homepage = '' }: BoardForm): boolean {
  return homepage !== ''
}

/** @throws InvalidValueError */
function assertNotTooFast({ form_shown_at }: BoardForm, now: number): void {
  if (form_shown_at === undefined) return
  const at = parseInstant(form_shown_at)
  if (at === null) throw new InvalidValueError('form_shown_at', instantProblem(form_shown_at))
  if (now - at < LEAST_MS) throw new InvalidValueError('form_shown_at', 'was just now: send it again')
}
