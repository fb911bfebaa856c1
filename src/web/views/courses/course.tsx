/** One course: its lessons in order, how far one is, and for whoever teaches it how far everybody is. */
import { useSignal } from '@preact/signals'
import type { Content, LessonSummary } from '../../../../docs/api-types.ts'
import { call, callTagged } from '../../api/client.ts'
import { Icon } from '../../parts/icon.tsx'
import { Failed, Read, Sheet } from '../../parts/sheet.tsx'
import { useDraft } from '../../parts/use-draft.ts'
import { isAwaited, readAgain, reading } from '../../state/reading.ts'
import { address, place } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'
import { MakeButton } from '../content/make.tsx'
import { PublishButtons } from '../content/publish.tsx'
import { Rendered } from '../content/reader.tsx'
import { mayChange } from '../content/rights.ts'
import { Status } from '../content/status.tsx'
import { LessonList } from './lesson-list.tsx'
import { People } from './people.tsx'
import { ProgressBar, readProgress } from './progress.tsx'

export function readLessons(course_id: string) {
  return reading(60_000, 'GET /api/v1/lessons', { query: { course_id, limit: 200, sort: 'position' } }).value
}

export function CourseView() {
  const id = place.value.path[1] ?? ''
  const isPeopleShown = useSignal(false)
  const draft = useDraft<Content, { status?: Content['status'] }>(id, {
    fields: ['status'],
    read: () => callTagged('GET /api/v1/content/{id}', { params: { id } }),
    async write(body, if_match) {
      const seen = await callTagged('PATCH /api/v1/content/{id}', { params: { id }, body, if_match })
      await readAgain((route) => /\/(content|lessons)/.test(route))
      return seen
    },
  })
  const lessons = readLessons(id)
  const course = draft.saved
  if (draft.error && !course) return <Failed error={draft.error} />
  if (!course || isAwaited(lessons, readProgress(id))) return <div class="body" aria-busy="true" />
  const teaches = mayChange(course)
  return (
    <div class="body" data-course={id}>
      <div class="bar-row">
        <a class="icon" href={address('courses')} aria-label={k.courses}>
          <Icon name="back" />
        </a>
        <h2 class="bar-title">{course.title}</h2>
        <Status of={course} />
        {teaches && (
          <div class="right">
            <a class="btn" href={address(`content/${id}`, { show: 'write' })}>
              {k.write}
            </a>
            <PublishButtons draft={draft} item={course} />
          </div>
        )}
      </div>
      <div class="cols two">
        <Sheet
          title={k.lessons}
          right={
            teaches && (
              <MakeButton
                title={k.newLesson}
                make={async (title) => {
                  const lesson = await call('POST /api/v1/lessons', { body: { title, course_id: id } })
                  return address(`courses/${id}/${lesson.id}`, { show: 'write' })
                }}
              />
            )
          }
          isWide
        >
          <Read from={lessons} height={200}>
            {({ items }) => <LessonList course_id={id} lessons={items} teaches={teaches} />}
          </Read>
        </Sheet>
        <div class="stack">
          <Own course_id={id} lessons={lessons.value?.items ?? []} />
          <About id={id} />
        </div>
      </div>
      {teaches &&
        (isPeopleShown.value ? (
          <People />
        ) : (
          <button
            type="button"
            class="btn start"
            onClick={() => {
              isPeopleShown.value = true
            }}
          >
            {k.showPeople}
          </button>
        ))}
    </div>
  )
}

function Own({ course_id, lessons }: { course_id: string; lessons: readonly LessonSummary[] }) {
  const { value } = readProgress(course_id)
  if (!value || value.total === 0) return null
  const next = lessons.find(({ id }) => id === value.next_lesson_id)
  return (
    <Sheet title={k.yourProgress}>
      <div class="stack tight">
        <ProgressBar of={value} />
        {value.completed === value.total && <p class="small">{k.allDone}</p>}
        {next && (
          <a class="btn main start" href={address(`courses/${course_id}/${next.id}`)}>
            {value.completed === 0 ? k.begin : k.goOn}
          </a>
        )}
      </div>
    </Sheet>
  )
}

/** What the course says of itself. */
function About({ id }: { id: string }) {
  const { value } = reading(300_000, 'GET /api/v1/content/{id}', {
    params: { id },
    query: { format: 'html' },
  }).value
  if (!value?.html?.trim()) return null
  return (
    <section class="sheet about">
      <Rendered html={value.html} toc={[]} />
    </section>
  )
}
