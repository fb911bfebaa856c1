import { dateOf } from '../../format/dates.ts'
import { MISSING } from '../../format/numbers.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { ValuesTable } from '../../parts/values-table.tsx'
import { cameAndStayed, type Week } from '../../plots/came-and-stayed.ts'
import { reading } from '../../state/reading.ts'
import { pastDay } from '../../state/route.ts'
import { analysis } from '../../texts/analysis.ts'

const HEIGHT = 206

export function LifecycleSheet() {
  const to = pastDay.value
  const query = { unit: 'week' as const, ...(to && { to }) }
  const lifecycle = reading(300_000, 'GET /api/v1/metrics/lifecycle', { query }).value
  return (
    <Sheet title={analysis.retention.lifecycle} right={<Key />}>
      <Read from={lifecycle} height={HEIGHT}>
        {({ periods }) => {
          const weeks = periods.flatMap((one): Week[] => {
            if (one.active === null) return []
            const { returning, resurrected, dormant, complete } = one
            return [
              {
                label: dateOf(one.from),
                returning: returning ?? 0,
                back: resurrected ?? 0,
                new: one.new ?? 0,
                away: dormant,
                complete,
              },
            ]
          })
          return (
            <>
              <Drawing
                height={HEIGHT}
                name={analysis.retention.lifecycleName}
                draw={(width) => cameAndStayed(weeks, width, HEIGHT)}
              />
              <ValuesTable
                caption={analysis.retention.lifecycle}
                columns={[
                  analysis.retention.units.week,
                  analysis.retention.returning,
                  analysis.retention.back,
                  analysis.retention.new,
                  analysis.retention.away,
                ]}
                rows={weeks.map((one) => [one.label, one.returning, one.back, one.new, one.away ?? MISSING])}
              />
            </>
          )
        }}
      </Read>
    </Sheet>
  )
}

function Key() {
  return (
    <span class="key">
      {(
        [
          ['b1', analysis.retention.returning],
          ['b2', analysis.retention.back],
          ['b3', analysis.retention.new],
          ['ghost', analysis.retention.away],
        ] as const
      ).map(([tone, name]) => (
        <span key={tone}>
          <i class={`swatch ${tone}`} />
          {name}
        </span>
      ))}
    </span>
  )
}
