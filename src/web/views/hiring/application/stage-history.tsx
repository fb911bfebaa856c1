import type { Application, StageChange } from '../../../../../docs/api-types.ts'
import { When } from '../../../parts/when.tsx'
import { nameOfMember } from '../../../state/people.ts'
import { reading } from '../../../state/reading.ts'
import { h } from '../../../texts/hiring.ts'

const DAY_S = 86_400

export function readStages(id: string) {
  return reading(60_000, 'GET /api/v1/applications/{id}/stages', { params: { id } }).value
}

/** In which stages it was, by whom it came there, and for how long. */
export function StageHistory({ application: { id, stage } }: { application: Application }) {
  const { value } = readStages(id)
  return (
    <section aria-label={h.history} data-now={stage}>
      <h3>{h.history}</h3>
      <ul class="rows quiet">
        {value?.items.map((one) => (
          <li key={one.id}>
            <span>
              {h.stages[one.to_stage]} <span class="faint">{by(one)}</span>
            </span>
            {one.seconds !== null && <span class="faint right">{h.took(one.seconds / DAY_S)}</span>}
            <When at={one.changed_at} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function by({ changed_by, from_stage }: StageChange): string {
  if (changed_by !== null) return h.by(nameOfMember(changed_by))
  return from_stage === null ? h.byThemselves : ''
}
