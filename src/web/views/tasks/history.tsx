import type { StatusChange, Task } from '../../../../docs/api-types.ts'
import { When } from '../../parts/when.tsx'
import { nameOfMember } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { work } from '../../texts/work.ts'

export function readHistory(id: string) {
  return reading(60_000, 'GET /api/v1/tasks/{id}/statuses', { params: { id }, query: { limit: 50 } }).value
}

export function History({ task: { id, created_at, owner_id } }: { task: Task }) {
  const { value } = readHistory(id)
  return (
    <section aria-label={work.tasks.history}>
      <h3>{work.tasks.history}</h3>
      <ul class="rows quiet">
        <li>
          <span>{work.tasks.madeBy(nameOfMember(owner_id))}</span>
          <When at={created_at} />
        </li>
        {value?.items.map((one) => (
          <Move key={one.id} change={one} />
        ))}
      </ul>
    </section>
  )
}

/** The first of them is that it was made. */
function Move({ change: { from_status, to_status, changed_at, changed_by } }: { change: StatusChange }) {
  if (from_status === null) return null
  return (
    <li>
      <span>{work.tasks.movedBy(from_status, to_status, nameOfMember(changed_by))}</span>
      <When at={changed_at} />
    </li>
  )
}
