/** Courses: all of them, one with its lessons, or a lesson. */
import type { ContentSummary } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { count } from '../../format/numbers.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { address, place } from '../../state/route.ts'
import { isAtLeast } from '../../state/session.ts'
import { k } from '../../texts/knowledge.ts'
import { KnowledgeViews } from '../content/knowledge-views.tsx'
import { MakeButton } from '../content/make.tsx'
import { Status } from '../content/status.tsx'
import { CourseView } from './course.tsx'
import { LessonView } from './lesson.tsx'
import { ProgressBar, readProgress } from './progress.tsx'

export function Courses() {
  const [, course, lesson] = place.value.path
  if (lesson) return <LessonView key={lesson} />
  return course ? <CourseView key={course} /> : <All />
}

function All() {
  const read = reading(60_000, 'GET /api/v1/content', {
    query: { kind: 'course', limit: 100, count: 'true', sort: '-created_at' },
  }).value
  const progress = read.value?.items.map(({ id }) => readProgress(id)) ?? []
  return (
    <div class="body">
      <div class="bar-row">
        <KnowledgeViews />
        {isAtLeast('member') && (
          <div class="right">
            <MakeButton
              title={k.newCourse}
              hint={k.newHint}
              make={async (title) => {
                const { id } = await call('POST /api/v1/content', { body: { title, kind: 'course' } })
                return address(`courses/${id}`)
              }}
            />
          </div>
        )}
      </div>
      <Sheet title={k.courses} note={read.value && count(read.value.total)} isWide>
        <Read from={read} after={[readMembers(), ...progress]} height={200}>
          {({ items }) =>
            items.length === 0 ? (
              <p class="small dim pad">{isAtLeast('member') ? k.noCourses : k.noCoursesOpen}</p>
            ) : (
              <Table courses={items} />
            )
          }
        </Read>
      </Sheet>
    </div>
  )
}

function Table({ courses }: { courses: readonly ContentSummary[] }) {
  return (
    <table class="lines">
      <caption class="hidden">{k.courses}</caption>
      <thead>
        <tr>
          <th scope="col">{k.title}</th>
          <th scope="col">{k.status}</th>
          <th scope="col">{k.yourProgress}</th>
          <th scope="col" class="wide">
            {k.author}
          </th>
        </tr>
      </thead>
      <tbody>
        {courses.map((one) => (
          <tr key={one.id} data-course={one.id}>
            <td>
              <a href={address(`courses/${one.id}`)}>
                <b>{one.title}</b>
              </a>
            </td>
            <td>
              <Status of={one} />
            </td>
            <td>
              <Own course_id={one.id} />
            </td>
            <td class="dim">{one.author_id ? nameOfMember(one.author_id) : k.noAuthor}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Own({ course_id }: { course_id: string }) {
  const { value } = readProgress(course_id)
  if (!value || value.total === 0) return <span class="faint">–</span>
  return <ProgressBar of={value} />
}
