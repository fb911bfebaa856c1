/** What a job has done lately. */
import type { Signal } from '@preact/signals'
import { plain } from '../../format/numbers.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Read } from '../../parts/sheet.tsx'
import { When } from '../../parts/when.tsx'
import { reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { operations } from '../../texts/operations.ts'

export function JobRuns({ isOpen, name }: { isOpen: Signal<boolean>; name: string }) {
  return (
    <Dialog isOpen={isOpen} title={operations.jobName(name)}>
      <Runs
        name={name}
        leave={() => {
          isOpen.value = false
        }}
      />
    </Dialog>
  )
}

/** @param leave Called where somebody goes on to what lies below the dialog. */
function Runs({ name, leave }: { name: string; leave: () => void }) {
  const runs = reading(null, 'GET /api/v1/operations/jobs/{name}/runs', {
    params: { name },
    query: { limit: 20 },
  }).value
  return (
    <Read from={runs} height={160}>
      {({ items }) =>
        items.length === 0 ? (
          <p class="small dim">{operations.notYet}</p>
        ) : (
          <ul class="rows" data-runs={items.length}>
            {items.map(({ id, started_at, duration_ms, outcome, detail, correlation_id }) => (
              <li key={id}>
                <When at={started_at} />
                <span class="break">
                  {outcome !== null && outcome !== 'done' && (
                    <span class="tag red">{operations.outcomes[outcome]}</span>
                  )}{' '}
                  {detail === null ? operations.running : operations.jobDetail(detail)}
                </span>
                <span class="faint nowrap">{duration_ms !== null && `${plain(duration_ms)} ms`}</span>
                <a href={address('operations/lookup', { id: correlation_id })} onClick={leave}>
                  {operations.lookUp}
                </a>
              </li>
            ))}
          </ul>
        )
      }
    </Read>
  )
}
