import type { Cohorts } from '../../../../docs/api-types.ts'
import { percent, plain } from '../../format/numbers.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { type Interval, intervalBars } from '../../plots/interval-bars.ts'
import { analysis } from '../../texts/analysis.ts'
import type { Kind, Unit } from './shown.ts'

const HEIGHT = 206
const MOST = 12

export function Averages({
  averages,
  kind,
  unit,
}: {
  averages: Cohorts['averages']
  kind: Kind
  unit: Unit
}) {
  const shown = averages
    .filter(({ period }) => period >= 1 && period <= MOST)
    .flatMap((one): Interval[] => {
      const { value, numerator, denominator, interval_95 } =
        kind === 'classic' ? one.retention : one.unbounded_retention
      if (value === null || !interval_95) return []
      const of = `${numerator ?? 0}/${denominator ?? 0}`
      return [{ label: String(one.period), of, value, said: plain(value), ...interval_95 }]
    })
  if (shown.length === 0) return <p class="small dim">{analysis.retention.tooYoung(unit)}</p>
  const name = shown.map(({ label, value, of }) => `${label}: ${percent(value)} (${of})`).join(', ')
  return <Drawing height={HEIGHT} name={name} draw={(width) => intervalBars(shown, width, HEIGHT)} />
}
