/** The SQL of lists: which lessons there are for somebody. */
import { and, asc, count, eq, gt, isNotNull, isNull, or } from 'drizzle-orm'
import type { Viewer } from '../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../access/viewer-values.ts'
import type { Read } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../db/query.ts'
import { asRow, columnsOf, type LessonRow, live } from './queries.ts'
import type { LessonStatus } from './schema.ts'

export interface LessonFilter {
  course_id?: string | undefined
  status?: LessonStatus | undefined
}

interface Asked extends ViewerValues {
  course_id: string
  status: string
}

type Filters = ViewerVariant & { course_id: boolean; status: boolean }

/** In the order in which they were made. */
export async function listLessons(q: Read, viewer: Viewer, page: IdPage, filter: LessonFilter) {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(viewer, filter)
  return (await selectPage(q, { ...values, ...asked }, { ...variant, ...filters })).map(asRow)
}

const selectPage = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { unseen, order } = inPage(q.tables.lessons.id, slots, variant)
  return selectSeen(q, slots, variant, unseen).orderBy(order).limit(slots.limit)
})

/** In that of their course. @param after The position of the last one seen; 0 at the beginning. */
export async function listByPosition(
  q: Read,
  viewer: Viewer,
  { after, limit }: { after: number; limit: number },
  filter: LessonFilter,
): Promise<LessonRow[]> {
  const [asked, filters] = askedOf(viewer, filter)
  return (await selectByPosition(q, { ...asked, after, limit }, filters)).map(asRow)
}

const selectByPosition = query(
  (q, slots: Slots<Asked & { after: number; limit: number }>, filters: Filters) => {
    const { lessons } = q.tables
    return selectSeen(q, slots, filters, gt(lessons.position, slots.after))
      .orderBy(asc(lessons.position))
      .limit(slots.limit)
  },
)

export async function countLessons(q: Read, viewer: Viewer, filter: LessonFilter): Promise<number> {
  const [row] = await selectTotal(q, ...askedOf(viewer, filter))
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<Asked>, filters: Filters) => {
  const { lessons } = q.tables
  return q
    .select({ total: count() })
    .from(lessons)
    .leftJoin(q.tables.content, ofCourse(q))
    .where(matching(q, slots, filters))
})

function selectSeen(q: Reading, slots: Slots<Asked>, filters: Filters, also: ReturnType<typeof and>) {
  const { lessons } = q.tables
  return q
    .select(columnsOf(lessons))
    .from(lessons)
    .leftJoin(q.tables.content, ofCourse(q))
    .where(and(matching(q, slots, filters), also))
}

function askedOf(viewer: Viewer, { course_id, status }: LessonFilter): [Asked, Filters] {
  return [
    { ...valuesOf(viewer), course_id: course_id ?? '', status: status ?? '' },
    { ...variantOf(viewer), course_id: course_id !== undefined, status: status !== undefined },
  ]
}

function ofCourse(q: Reading) {
  const { lessons, content } = q.tables
  return and(q.mine(content), eq(content.id, lessons.course_id), isNull(content.deleted_at))
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { lessons } = q.tables
  const equal = (['course_id', 'status'] as const).map((name) =>
    filters[name] ? eq(lessons[name], slots[name]) : undefined,
  )
  return and(live(q), visible(q, slots, filters), ...equal)
}

/** As `maySee` in rules.ts. */
function visible(q: Reading, { me }: Slots<ViewerValues>, { sees_all }: ViewerVariant) {
  const { lessons, content } = q.tables
  const isThere = or(isNull(lessons.course_id), isNotNull(content.id))
  if (sees_all) return isThere
  const isOpen = and(
    eq(lessons.status, 'published'),
    or(isNull(lessons.course_id), eq(content.status, 'published')),
  )
  return and(isThere, or(isOpen, eq(lessons.author_id, me), eq(content.author_id, me)))
}
