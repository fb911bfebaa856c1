/** Eight numbers, each with its window, what it was before, and its last 28 days. */
import type { Day } from '../../format/days.ts'
import { Drawing } from '../../parts/drawing.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { sparkline } from '../../plots/sparkline.ts'
import {
  readDashboard,
  readSparklines,
  readStatistics,
  SPARK_METRICS,
  unusualDaysOf,
} from '../../state/numbers.ts'
import { addressOnDay } from '../../state/route.ts'
import { overview } from '../../texts/overview.ts'
import { t } from '../../texts/texts.ts'
import { VIEWS } from '../registry.ts'
import { type CardContent, cardsOf } from './card-contents.tsx'
import { CARD_KINDS, type Metric } from './card-kinds.ts'

export function Cards() {
  const { value, error } = readDashboard().value
  if (!value && error) return <Failed error={error} />
  const cards = value ? cardsOf(value) : SPARK_METRICS.map(() => null)
  return (
    <section class="cards" aria-label={overview.cards.label}>
      {cards.map((card, i) => (card ? <Card key={card.metric} {...card} /> : <Blank key={`${i}`} />))}
    </section>
  )
}

function Blank() {
  return (
    <div class="card" aria-hidden="true">
      <span class="grey" style={{ width: '50%', height: '12px', margin: '4px 0' }} />
      <span class="grey" style={{ width: '30%', height: '26px', margin: '6px 0' }} />
      <span class="grey" style={{ width: '70%', height: '10px', margin: '4px 0' }} />
      <span />
    </div>
  )
}

function Card({ metric, title, window, figure, unit, line, about, of_whole_days }: CardContent) {
  const kind = CARD_KINDS[metric]
  const points = readSparklines().value.value?.series[metric] ?? []
  const unusual = unusualDays(metric)
  const days = of_whole_days ? points.slice(0, -1) : points
  return (
    <article class="card">
      <h2>
        <a class="def" href={`#/definitions?of=${metric}`} title={t.definition.open}>
          {title}
        </a>
        <span class="win">{window}</span>
      </h2>
      <div class="fig">
        {figure}
        {unit && <small>{unit}</small>}
      </div>
      <p class="chg" title={about} data-change={metric}>
        {line}
      </p>
      <Drawing class="spark" height={28} draw={(width) => sparkline({ kind, days, unusual }, width)} />
      {VIEWS.explore && (
        <a class="over" href={addressOnDay(`explore/${metric}`)} aria-label={overview.cards.open(title)} />
      )}
    </article>
  )
}

function unusualDays(metric: Metric): ReadonlySet<Day> {
  if (metric !== 'daily_active_users') return new Set()
  return new Set(unusualDaysOf(readStatistics(metric).value.value).map(({ date }) => date))
}
