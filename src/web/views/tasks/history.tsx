import type { StatusChange, Task } from '../../../../docs/api-types.ts'
import { When } from '../../parts/when.tsx'
import { nameOfMember } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { t } from '../../texts/texts.ts'

export function History({ task: { id, created_at, owner_id } }: { task: Task }) {
  const { value } = reading(60_000, 'GET /api/v1/tasks/{id}/statuses', {
    params: { id },
    query: { limit: 50 },
  }).value
  return (
    <section aria-label={t.tasks.history}>
      <h3>{t.tasks.history}</h3>
      <ul class="rows quiet">
        <li>
          <span>{t.tasks.madeBy(nameOfMember(owner_id))}</span>
          <When at={created_at} />
        </li>
        {value?.items.filter(isMove).map((one) => (
          <li key={one.id}>
            <span>{t.tasks.movedBy(one.from_status, one.to_status, nameOfMember(one.changed_by))}</span>
            <When at={one.changed_at} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The first is that it was made. */
function isMove({ from_status }: StatusChange): boolean {
  return from_status !== null && from_status !== undefined
}
