import { dateOf } from '../../format/dates.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { cameAndStayed, type Week } from '../../plots/came-and-stayed.ts'
import { reading } from '../../state/reading.ts'
import { pastDay } from '../../state/route.ts'
import { t } from '../../texts/texts.ts'

const HEIGHT = 206

export function LifecycleSheet() {
  const to = pastDay.value
  const query = { unit: 'week' as const, ...(to && { to }) }
  const lifecycle = reading(300_000, 'GET /api/v1/metrics/lifecycle', { query }).value
  return (
    <Sheet title={t.retention.lifecycle} right={<Key />}>
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
            <Drawing
              height={HEIGHT}
              name={nameOf(weeks)}
              draw={(width) => cameAndStayed(weeks, width, HEIGHT)}
            />
          )
        }}
      </Read>
    </Sheet>
  )
}

function nameOf(weeks: readonly Week[]): string {
  const said = weeks.map(
    (one) =>
      `${one.label}: ${one.returning} ${t.retention.returning}, ${one.back} ${t.retention.back}, ${one.new} ${t.retention.new}, ${one.away ?? '–'} ${t.retention.away}`,
  )
  return `${t.retention.lifecycleName}. ${said.join('; ')}`
}

function Key() {
  return (
    <span class="key">
      {(
        [
          ['b1', t.retention.returning],
          ['b2', t.retention.back],
          ['b3', t.retention.new],
          ['ghost', t.retention.away],
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
