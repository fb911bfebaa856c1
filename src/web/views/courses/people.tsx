/** How far each member is in a course. */
import type { Member } from '../../../../docs/api-types.ts'
import { Sheet } from '../../parts/sheet.tsx'
import { members } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { place } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'
import { ProgressBar } from './progress.tsx'

const SHOWN = 50

export function People() {
  const id = place.value.path[1] ?? ''
  const people = members().filter(({ status }) => status === 'active')
  return (
    <Sheet title={k.people} isWide>
      <table>
        <caption class="hidden">{k.people}</caption>
        <thead>
          <tr>
            <th scope="col">{k.person}</th>
            <th scope="col">{k.completedAt}</th>
            <th scope="col" class="wide">
              {k.nextLesson}
            </th>
          </tr>
        </thead>
        <tbody>
          {people.slice(0, SHOWN).map((one) => (
            <Row key={one.id} course_id={id} member={one} />
          ))}
        </tbody>
      </table>
      {people.length > SHOWN && <p class="note pad">{k.moreThan(SHOWN, people.length)}</p>}
    </Sheet>
  )
}

function Row({ course_id, member }: { course_id: string; member: Member }) {
  const { value } = reading(300_000, 'GET /api/v1/content/{id}/progress', {
    params: { id: course_id },
    query: { person: member.id },
  }).value
  const next = value?.lessons.find(({ lesson_id }) => lesson_id === value.next_lesson_id)
  return (
    <tr data-person={member.id}>
      <th scope="row">{member.name}</th>
      <td>{value && <ProgressBar of={value} />}</td>
      <td class="dim wide">{next?.title ?? '–'}</td>
    </tr>
  )
}
