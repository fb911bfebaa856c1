/** One lesson: read and completed, or written. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Lesson, LessonChanges, LessonStatus } from '../../../../docs/api-types.ts'
import { call, callTagged } from '../../api/client.ts'
import { attempt } from '../../parts/attempt.ts'
import { Choice } from '../../parts/choice.tsx'
import { ConflictNote } from '../../parts/conflict.tsx'
import { Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { SaveBar } from '../../parts/save-bar.tsx'
import { Failed, Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { type Draft, useDraft } from '../../parts/use-draft.ts'
import { useForm } from '../../parts/use-form.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { address, changed, go, place, replace } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'
import { Comments } from '../content/comments.tsx'
import { Manuscript } from '../content/manuscript.tsx'
import { Rendered } from '../content/reader.tsx'
import { mayChange } from '../content/rights.ts'
import { Status } from '../content/status.tsx'
import { readProgress } from './progress.tsx'

const FIELDS = ['title', 'body', 'status', 'prerequisites'] as const

export function LessonView() {
  const [, named = '', id = ''] = place.value.path
  const draft = useDraft<Lesson, LessonChanges>(id, {
    fields: FIELDS,
    keptAs: `lesson ${id}`,
    read: () => callTagged('GET /api/v1/lessons/{id}', { params: { id } }),
    async write(body, if_match) {
      const seen = await callTagged('PATCH /api/v1/lessons/{id}', { params: { id }, body, if_match })
      await readAgain((route) => /\/(lessons|progress)/.test(route))
      return seen
    },
  })
  const lesson = draft.saved
  const course_id = lesson?.course_id ?? named
  const course = readCourse(course_id)
  // What was found says nothing of its course.
  useEffect(() => {
    if (course_id !== named) replace(address(`courses/${course_id}/${id}`))
  }, [course_id, named, id])
  if (draft.error && !lesson) return <Failed error={draft.error} />
  if (!lesson || !draft.value) return <div class="body" aria-busy="true" />
  const teaches = mayChange(lesson) || (course !== undefined && mayChange(course))
  const isWritten = teaches && place.value.query.get('show') === 'write'
  const publish = (status: LessonStatus) =>
    void attempt(async () => {
      const before = lesson.status
      if (!(await draft.save({ status }))) return
      say(k.isNow(lesson.title, k.statuses[status]), async () => {
        await attempt(() => draft.save({ status: before }))
      })
    })
  return (
    <div class="body details" data-lesson={id}>
      <div class="bar-row">
        <a class="icon" href={address(`courses/${course_id}`)} aria-label={course?.title ?? k.courses}>
          <Icon name="back" />
        </a>
        <h2 class="bar-title">{lesson.title}</h2>
        {teaches && <Status of={lesson} />}
        {teaches && (
          <div class="right">
            <Choice
              label={k.lesson}
              value={isWritten ? 'write' : 'read'}
              options={[
                ['read', k.read],
                ['write', k.write],
              ]}
              onValue={(value) => replace(changed({ show: value === 'write' ? value : null }))}
            />
            {lesson.status === 'published' ? (
              <button type="button" class="btn" onClick={() => publish('draft')}>
                {k.unpublish}
              </button>
            ) : (
              <button type="button" class="btn main" onClick={() => publish('published')}>
                {k.publish}
              </button>
            )}
          </div>
        )}
      </div>
      {isWritten ? <Write draft={draft} lesson={draft.value} /> : <ReadLesson lesson={lesson} />}
      {!isWritten && <Comments of="lessons" id={id} manages={teaches} />}
    </div>
  )
}

function readCourse(id: string) {
  return id === '-' ? undefined : reading(300_000, 'GET /api/v1/content/{id}', { params: { id } }).value.value
}

function ReadLesson({ lesson }: { lesson: Lesson }) {
  const { id, course_id, title } = lesson
  const html = reading(60_000, 'GET /api/v1/lessons/{id}', {
    params: { id },
    query: { format: 'html' },
  }).value
  return (
    <article class="sheet reader">
      <header>
        <h2>{title}</h2>
      </header>
      <Read from={html} height={200}>
        {({ html: text = '', toc = [] }) => <Rendered html={text} toc={toc} />}
      </Read>
      {course_id && <Complete lesson={lesson} course_id={course_id} />}
    </article>
  )
}

/** What comes first is said; what was completed leads to the next. */
function Complete({
  lesson: { id, title, prerequisites },
  course_id,
}: {
  lesson: Lesson
  course_id: string
}) {
  const isSending = useSignal(false)
  const progress = readProgress(course_id).value
  const own = progress?.lessons.find(({ lesson_id }) => lesson_id === id)
  if (!progress || !own) return null
  const missing = progress.lessons.filter(
    ({ lesson_id, completed_at }) => prerequisites.includes(lesson_id) && completed_at === null,
  )
  const next = progress.lessons.find(({ lesson_id }) => lesson_id === progress.next_lesson_id)
  const complete = async () => {
    isSending.value = true
    await attempt(async () => {
      await call('POST /api/v1/lessons/{id}/completions', { params: { id }, body: {} })
      say(k.isCompleted(title))
    })
    await readAgain((route) => route.includes('/progress'))
    isSending.value = false
  }
  return (
    <div class="bar-row complete">
      {own.completed_at ? (
        <span class="tag green">{k.completed}</span>
      ) : missing.length > 0 ? (
        <span class="small dim">{k.notYet(missing.map((one) => one.title).join(', '))}</span>
      ) : (
        <button type="button" class="btn main" disabled={isSending.value} onClick={() => void complete()}>
          {k.complete}
        </button>
      )}
      {own.completed_at && next && (
        <a class="btn" href={address(`courses/${course_id}/${next.lesson_id}`)}>
          {k.next}: {next.title}
        </a>
      )}
    </div>
  )
}

function Write({ draft, lesson }: { draft: Draft<Lesson>; lesson: Lesson }) {
  const form = useForm(async () => {
    if (await draft.save()) say(k.saved)
  })
  return (
    <>
      <ConflictNote draft={draft} nameOf={nameOf} />
      <div class="cols two">
        <Manuscript
          body={lesson.body ?? ''}
          wrong={form.wrong('body')}
          onBody={(body) => draft.set({ body })}
        >
          <Field
            label={k.title}
            name="title"
            value={lesson.title}
            onValue={(title) => draft.set({ title })}
            wrong={form.wrong('title')}
          />
        </Manuscript>
        <div class="stack">
          <ComesFirst lesson={lesson} draft={draft} />
          <button type="button" class="btn quiet start" onClick={() => void discard(lesson)}>
            {k.delete}
          </button>
        </div>
      </div>
      <SaveBar draft={draft} form={form} texts={k} />
    </>
  )
}

function nameOf(field: keyof Lesson): string {
  const names: Partial<Record<keyof Lesson, string>> = k.lessonFields
  return names[field] ?? field
}

function ComesFirst({
  lesson: { id, course_id, prerequisites },
  draft,
}: {
  lesson: Lesson
  draft: Draft<Lesson>
}) {
  const query = { course_id: course_id ?? '', limit: 200, sort: 'position' as const }
  const { value } = reading(60_000, 'GET /api/v1/lessons', { query }).value
  const others = (value?.items ?? []).filter((one) => one.id !== id)
  if (others.length === 0) return null
  const toggle = (other: string) =>
    draft.set({
      prerequisites: prerequisites.includes(other)
        ? prerequisites.filter((one) => one !== other)
        : [...prerequisites, other],
    })
  return (
    <Sheet title={k.prerequisites}>
      <fieldset class="checks">
        <legend class="hidden">{k.prerequisites}</legend>
        {others.map((one) => (
          <label key={one.id}>
            <input type="checkbox" checked={prerequisites.includes(one.id)} onChange={() => toggle(one.id)} />
            {one.title}
          </label>
        ))}
        <small class="note">{k.prerequisitesHint}</small>
      </fieldset>
    </Sheet>
  )
}

async function discard({ id, course_id, title }: Lesson): Promise<void> {
  await attempt(async () => {
    await call('DELETE /api/v1/lessons/{id}', { params: { id } })
    go(address(`courses/${course_id}`))
    const again = () => readAgain((route) => /\/(lessons|progress)/.test(route))
    say(k.deleted(title), async () => {
      await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id } }))
      await again()
    })
    await again()
  })
}
