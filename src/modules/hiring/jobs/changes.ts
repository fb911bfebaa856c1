/** What becomes of a job when it is changed, and whether it may. */
import type { Write } from '../../../db/handle.ts'
import { InvalidValueError } from '../../../lib/app-error.ts'
import type { NewId } from '../../../lib/ids.ts'
import { newsIn } from '../../../lib/news.ts'
import { slugOf } from '../../../lib/slug.ts'
import { assertStorable } from '../../../lib/text.ts'
import { dayNamed } from '../../../lib/time/local-days.ts'
import { membersWithin } from '../../members/members.ts'
import { isCompanyWithin } from '../companies/companies.ts'
import { assertMayBecome, timesIn } from './life-cycle.ts'
import type { JobRow } from './queries.ts'
import { questionsOf } from './questions.ts'
import type { GivenSalary, JobChanges, Salary } from './schema.ts'

/** What a new job is before anything is said of it. */
export function blankJob(id: string, owner_id: string | null, now: number): JobRow {
  return {
    id,
    company_id: null,
    title: '',
    slug: '',
    description: '',
    status: 'draft',
    employment_type: 'full_time',
    location_type: 'on_site',
    location: null,
    salary: null,
    owner_id,
    reviewer_ids: [],
    publish_on: null,
    valid_through: null,
    required_fields: [],
    questions: [],
    opened_at: null,
    closed_at: null,
    created_at: now,
    updated_at: now - 1,
  }
}

/**
 * @returns The very same row where nothing of it changes.
 * @throws InvalidValueError
 * @throws MoveNotAllowedError
 */
export function changed(row: JobRow, changes: JobChanges, now: number, newId: NewId): JobRow {
  assertStorable(changes)
  const { title, salary, questions, ...plain } = changes
  const given: Partial<JobRow> = {
    ...plain,
    ...(title !== undefined && { title: title.trim() }),
    ...(salary !== undefined && { salary: salary && salaryOf(salary) }),
    ...(questions && { questions: questionsOf(questions, row.questions, newId) }),
  }
  const news = newsIn(row, given)
  if (news === null) return row
  const after = { ...row, ...news }
  assertMayBecome(row.status, after.status)
  assertDates(after)
  // Addresses that people may have kept stay.
  const slug = row.opened_at === null ? slugFor(after) : row.slug
  // No two versions share an instant, so that it tells them apart.
  const updated_at = Math.max(now, row.updated_at + 1)
  return { ...after, slug, ...timesIn(after.status, row, now), updated_at }
}

/** The end of an id is random: two jobs with one title have two slugs. */
function slugFor({ id, title }: JobRow): string {
  return [slugOf(title), id.slice(-8)].filter((part) => part !== '').join('-')
}

function assertDates({ publish_on, valid_through }: JobRow): void {
  if (publish_on !== null) dayNamed('publish_on', publish_on)
  if (valid_through !== null) dayNamed('valid_through', valid_through)
  if (publish_on !== null && valid_through !== null && valid_through < publish_on) {
    throw new InvalidValueError('valid_through', 'is before publish_on')
  }
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

function salaryOf({ min = null, max = null, currency, period }: GivenSalary): Salary {
  if (!CURRENCIES.has(currency)) {
    throw new InvalidValueError('salary.currency', `"${currency}" is no currency of ISO 4217 such as EUR`)
  }
  if (min === null && max === null) throw new InvalidValueError('salary.min', 'is missing: give it, or max')
  if (min !== null && max !== null && max < min) throw new InvalidValueError('salary.max', 'is below min')
  return { min, max, currency, period }
}

/** What is newly named is of the organization. @throws InvalidValueError */
export async function assertKnown(tx: Write, before: JobRow, after: JobRow): Promise<void> {
  const { company_id, owner_id } = after
  if (company_id !== null && company_id !== before.company_id && !(await isCompanyWithin(tx, company_id))) {
    throw new InvalidValueError('company_id', 'is no company of this organization')
  }
  const people = new Set(after.reviewer_ids.filter((id) => !before.reviewer_ids.includes(id)))
  if (owner_id !== null && owner_id !== before.owner_id) people.add(owner_id)
  const members = await membersWithin(tx, people)
  const stranger = [...people].find((id) => !members.has(id))
  if (stranger === undefined) return
  const field = stranger === owner_id ? 'owner_id' : 'reviewer_ids'
  throw new InvalidValueError(field, 'is no member of this organization')
}
