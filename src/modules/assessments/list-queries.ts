/** The SQL of lists: which assessments there are for somebody. */
import { and, count, eq, isNotNull, isNull, or } from 'drizzle-orm'
import type { Viewer } from '../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../access/viewer-values.ts'
import type { Read } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../db/query.ts'
import { type AssessmentRow, asRow, columnsOf, live } from './queries.ts'

export interface AssessmentFilter {
  status?: string | undefined
  lesson_id?: string | undefined
}

type Asked = ViewerValues & { status: string; lesson_id: string }
type Filters = ViewerVariant & { status: boolean; lesson_id: boolean }

export async function listAssessments(
  q: Read,
  viewer: Viewer,
  page: IdPage,
  filter: AssessmentFilter,
): Promise<AssessmentRow[]> {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(viewer, filter)
  return (await selectPage(q, { ...values, ...asked }, { ...variant, ...filters })).map(asRow)
}

const selectPage = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { assessments, lessons, content } = q.tables
  const { unseen, order } = inPage(assessments.id, slots, variant)
  return q
    .select(columnsOf(q))
    .from(assessments)
    .leftJoin(lessons, ofLesson(q))
    .leftJoin(content, ofCourse(q))
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countAssessments(q: Read, viewer: Viewer, filter: AssessmentFilter): Promise<number> {
  const [row] = await selectTotal(q, ...askedOf(viewer, filter))
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<Asked>, filters: Filters) => {
  const { assessments, lessons, content } = q.tables
  return q
    .select({ total: count() })
    .from(assessments)
    .leftJoin(lessons, ofLesson(q))
    .leftJoin(content, ofCourse(q))
    .where(matching(q, slots, filters))
})

function askedOf(viewer: Viewer, { status, lesson_id }: AssessmentFilter): [Asked, Filters] {
  return [
    { ...valuesOf(viewer), status: status ?? '', lesson_id: lesson_id ?? '' },
    { ...variantOf(viewer), status: status !== undefined, lesson_id: lesson_id !== undefined },
  ]
}

function ofLesson(q: Reading) {
  const { assessments, lessons } = q.tables
  return and(q.mine(lessons), eq(lessons.id, assessments.lesson_id), isNull(lessons.deleted_at))
}

function ofCourse(q: Reading) {
  const { lessons, content } = q.tables
  return and(q.mine(content), eq(content.id, lessons.course_id), isNull(content.deleted_at))
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { assessments } = q.tables
  const equal = (['status', 'lesson_id'] as const).map((name) =>
    filters[name] ? eq(assessments[name], slots[name]) : undefined,
  )
  return and(live(q), visible(q, slots, filters), ...equal)
}

/** As `maySee` in rules.ts. */
function visible(q: Reading, { me }: Slots<ViewerValues>, { sees_all }: ViewerVariant) {
  if (sees_all) return undefined
  const { assessments, lessons, content } = q.tables
  const isLessonOpen = and(
    isNotNull(lessons.id),
    eq(lessons.status, 'published'),
    or(isNull(lessons.course_id), eq(content.status, 'published')),
  )
  const isOpen = and(eq(assessments.status, 'published'), or(isNull(assessments.lesson_id), isLessonOpen))
  return or(isOpen, eq(assessments.author_id, me))
}
