/** The lessons of a course in their order; whoever teaches it drags them, or moves them by keys. */
import { useSignal } from '@preact/signals'
import type { LessonSummary } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { attempt } from '../../parts/attempt.ts'
import { Icon } from '../../parts/icon.tsx'
import { say } from '../../parts/toasts.tsx'
import { readAgain } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'
import { Status } from '../content/status.tsx'
import { readProgress } from './progress.tsx'

interface Props {
  course_id: string
  lessons: readonly LessonSummary[]
  teaches: boolean
}

export function LessonList({ course_id, lessons, teaches }: Props) {
  const dragged = useSignal<number | null>(null)
  const over = useSignal<number | null>(null)
  const progress = readProgress(course_id).value
  if (lessons.length === 0) return <p class="small dim pad">{k.noLessons}</p>
  const move = (from: number, to: number) => void reorder(course_id, lessons, from, to)
  const onKey = (event: KeyboardEvent, at: number) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!by || !event.shiftKey) return
    event.preventDefault()
    move(at, at + by)
  }
  return (
    <>
      <ol class="lessons">
        {lessons.map((lesson, i) => {
          const own = progress?.lessons.find(({ lesson_id }) => lesson_id === lesson.id)
          return (
            <li
              key={lesson.id}
              data-lesson={lesson.id}
              class={over.value === i ? 'over' : undefined}
              draggable={teaches}
              onKeyDown={(event) => teaches && onKey(event, i)}
              onDragStart={() => {
                dragged.value = i
              }}
              onDragOver={(event) => {
                if (dragged.value === null) return
                event.preventDefault()
                over.value = i
              }}
              onDragLeave={() => {
                over.value = null
              }}
              onDrop={(event) => {
                event.preventDefault()
                over.value = null
                if (dragged.value !== null) move(dragged.value, i)
                dragged.value = null
              }}
            >
              <span class={own?.completed_at ? 'place done' : 'place'}>
                {own?.completed_at ? <Icon name="check" /> : i + 1}
                {own?.completed_at && <span class="hidden">{k.completed}</span>}
              </span>
              <span class="cut">
                <a href={address(`courses/${course_id}/${lesson.id}`)}>
                  <b>{lesson.title}</b>
                </a>{' '}
                {lesson.status !== 'published' && <Status of={lesson} />}{' '}
                <span class="note">{comesAfter(lesson, lessons)}</span>
              </span>
              {teaches && (
                <span class="order">
                  <button
                    type="button"
                    class="mark up"
                    aria-label={k.moveUp(lesson.title)}
                    disabled={i === 0}
                    onClick={() => move(i, i - 1)}
                  >
                    <Icon name="down" />
                  </button>
                  <button
                    type="button"
                    class="mark"
                    aria-label={k.moveDown(lesson.title)}
                    disabled={i === lessons.length - 1}
                    onClick={() => move(i, i + 1)}
                  >
                    <Icon name="down" />
                  </button>
                </span>
              )}
            </li>
          )
        })}
      </ol>
      {teaches && lessons.length > 1 && <p class="note pad wide top-gap">{k.orderHint}</p>}
    </>
  )
}

function comesAfter({ prerequisites }: LessonSummary, lessons: readonly LessonSummary[]): string {
  const titles = lessons.filter(({ id }) => prerequisites.includes(id)).map(({ title }) => title)
  return titles.length > 0 ? k.after(titles.join(', ')) : ''
}

/** All of them are named in one call, so that two who move at once never mix theirs. */
async function reorder(
  course_id: string,
  lessons: readonly LessonSummary[],
  from: number,
  to: number,
): Promise<void> {
  const [moved] = lessons.slice(from, from + 1)
  if (!moved || to < 0 || to >= lessons.length || from === to) return
  const before = lessons.map(({ id }) => id)
  const after = before.toSpliced(from, 1).toSpliced(to, 0, moved.id)
  await attempt(async () => {
    await order(course_id, after)
    say(k.moved(moved.title, to + 1), async () => {
      await attempt(() => order(course_id, before))
      await readLessonsAgain()
    })
  })
  await readLessonsAgain()
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-lesson="${moved.id}"] a`)?.focus())
}

function order(course_id: string, lesson_ids: string[]): Promise<unknown> {
  return call('PUT /api/v1/lessons/order', { body: { course_id, lesson_ids } })
}

function readLessonsAgain(): Promise<void> {
  return readAgain((route) => /\/(lessons|progress)/.test(route))
}
