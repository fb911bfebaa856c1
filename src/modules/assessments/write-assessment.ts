/** The one way in which an assessment is written: with its questions, in a version of their own where they are others. */
import type { Act } from '../../access/act.ts'
import { readViewer } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { newsIn } from '../../lib/news.ts'
import { assertStorable } from '../../lib/text.ts'
import { instantNamed } from '../../lib/time/instant.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import { lessonsSeenBy } from '../lessons/enter-lessons.ts'
import { isMemberWithin } from '../members/members.ts'
import {
  type AssessmentRow,
  findKeys,
  insertAssessment,
  insertKeys,
  insertQuestions,
  listQuestions,
  updateAssessment,
} from './queries.ts'
import { asGiven, type Keys, type Question, readQuestions } from './questions.ts'
import type { AssessmentChanges, NewQuestion } from './schema.ts'

/** With what is right: for those who may change it. */
export interface WholeAssessment {
  row: AssessmentRow
  questions: Question[]
  keys: Keys
}

/** What a new assessment is before anything is said of it. */
export function blankAssessment(id: string, author_id: string | null, now: number): WholeAssessment {
  const limits = { attempts_allowed: null, time_limit_s: null, opens_at: null, closes_at: null }
  const row: AssessmentRow = {
    ...{ id, title: '', lesson_id: null, status: 'draft', pass_mark: 50, ...limits, shuffle: true },
    ...{ answers_open: false, author_id, created_at: now, updated_at: now - 1, version: 0 },
  }
  return { row, questions: [], keys: {} }
}

export async function readWhole(tx: Read, row: AssessmentRow): Promise<WholeAssessment> {
  const { id, version } = row
  return { row, questions: await listQuestions(tx, id, version), keys: await findKeys(tx, id, version) }
}

/**
 * Whether the caller may has been asked.
 *
 * @param before As it is, locked; what is new is blank.
 * @returns The very same where nothing changes.
 * @throws InvalidValueError
 */
export async function writeAssessment(
  act: Act,
  before: WholeAssessment,
  { questions: given, ...changes }: AssessmentChanges,
  isNew: boolean,
): Promise<WholeAssessment> {
  const fields = fieldsOf(changes)
  const isRewritten = given !== undefined && !isSame(before, given, act.newId)
  if (!isNew && !isRewritten && newsIn(before.row, fields) === null) return before
  const { tx, newId, now, principal } = act
  const written = isRewritten ? readQuestions(given, newId) : before
  const row: AssessmentRow = {
    ...before.row,
    ...fields,
    updated_at: Math.max(now, before.row.updated_at + 1),
    version: before.row.version + (isRewritten || isNew ? 1 : 0),
  }
  await assertSound(act, before.row, row, written.questions)
  await (isNew ? insertAssessment : updateAssessment)(tx, row)
  if (isRewritten || isNew) await writeQuestions(tx, row, written)
  const verb = isNew ? 'created' : 'changed'
  await recordOwnActivity(tx, principal, { id: newId(), verb: `assessment.${verb}`, core: isNew, now })
  await tx.record({ kind: 'assessment', id: row.id, verb })
  return { row, questions: written.questions, keys: written.keys }
}

/** @throws InvalidValueError */
function fieldsOf({ title, opens_at, closes_at, ...plain }: Omit<AssessmentChanges, 'questions'>) {
  assertStorable({ title })
  return {
    ...plain,
    ...(title !== undefined && { title: title.trim() }),
    ...(opens_at !== undefined && {
      opens_at: opens_at === null ? null : instantNamed('opens_at', opens_at),
    }),
    ...(closes_at !== undefined && {
      closes_at: closes_at === null ? null : instantNamed('closes_at', closes_at),
    }),
  }
}

function isSame(
  { questions, keys }: WholeAssessment,
  given: readonly NewQuestion[],
  newId: Base['newId'],
): boolean {
  const written = readQuestions(given, newId)
  const all = (one: { questions: Question[]; keys: Keys }) =>
    one.questions.map((question) => asGiven(question, one.keys[question.id] ?? { correct: [] }))
  return Bun.deepEquals(all(written), all({ questions, keys }))
}

/** @throws InvalidValueError */
async function assertSound(
  { tx, principal }: Act,
  before: AssessmentRow,
  after: AssessmentRow,
  questions: readonly Question[],
): Promise<void> {
  const { opens_at, closes_at, lesson_id, author_id } = after
  if (opens_at !== null && closes_at !== null && closes_at <= opens_at) {
    throw new InvalidValueError('closes_at', 'is not after opens_at')
  }
  if (after.status === 'published' && questions.length === 0) {
    throw new InvalidValueError('questions', 'are missing: without them nothing can be published')
  }
  if (lesson_id !== null && lesson_id !== before.lesson_id) {
    const seen = await lessonsSeenBy(tx, await readViewer(tx, principal), [lesson_id])
    if (!seen.has(lesson_id)) throw new InvalidValueError('lesson_id', 'is no lesson that you may see')
  }
  if (author_id !== null && author_id !== before.author_id && !(await isMemberWithin(tx, author_id))) {
    throw new InvalidValueError('author_id', 'is no member of this organization')
  }
}

async function writeQuestions(
  tx: Write,
  { id: assessment_id, version }: AssessmentRow,
  { questions, keys }: { questions: Question[]; keys: Keys },
): Promise<void> {
  const rows = questions.map(({ options, ...question }, index) => ({
    ...{ assessment_id, version, position: index + 1 },
    ...question,
    options: JSON.stringify(options),
  }))
  await tx.each(insertQuestions, rows)
  await insertKeys(tx, { assessment_id, version, answers: keys })
}
