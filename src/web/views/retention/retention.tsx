/** Who stays: those who began together, and how many of them came in each later week or month. */
import { computed } from '@preact/signals'
import type { Cohorts } from '../../../../docs/api-types.ts'
import { longDay } from '../../format/dates.ts'
import { Choice } from '../../parts/choice.tsx'
import { Rich } from '../../parts/rich.tsx'
import { SentenceToCome } from '../../parts/sentence-to-come.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { type Reading, reading } from '../../state/reading.ts'
import { changed, pastDay, place, replace } from '../../state/route.ts'
import { today } from '../../state/session.ts'
import { analysis } from '../../texts/analysis.ts'
import { Averages } from './averages.tsx'
import { CohortTable } from './cohort-table.tsx'
import { LifecycleSheet } from './lifecycle.tsx'
import { firstEnd, type Kind, type Show, type Unit } from './shown.ts'

const FIVE_MINUTES_MS = 300_000

const unit = computed<Unit>(() => (place.value.query.get('unit') === 'week' ? 'week' : 'month'))
const kind = computed<Kind>(() => (place.value.query.get('kind') === 'later' ? 'later' : 'classic'))
const show = computed<Show>(() => (place.value.query.get('show') === 'people' ? 'people' : 'percent'))

export function Retention() {
  const to = pastDay.value
  const from = place.value.query.get('from')
  const query = { unit: unit.value, ...(to && { to }), ...(from && { from }) }
  const cohorts = reading(FIVE_MINUTES_MS, 'GET /api/v1/metrics/cohorts', { query }).value
  return (
    <div class="body">
      <div class="bar-row">
        <Choice
          label={analysis.retention.unit}
          value={unit.value}
          options={[
            ['week', analysis.retention.units.week],
            ['month', analysis.retention.units.month],
          ]}
          onValue={(value) => replace(changed({ unit: value === 'month' ? null : value, from: null }))}
        />
        <Choice
          label={analysis.retention.kind}
          value={kind.value}
          options={[
            ['classic', analysis.retention.kinds.classic(unit.value)],
            ['later', analysis.retention.kinds.later(unit.value)],
          ]}
          onValue={(value) => replace(changed({ kind: value === 'classic' ? null : value }))}
        />
        <Choice
          label={analysis.retention.show}
          value={show.value}
          options={[
            ['percent', analysis.retention.shows.percent],
            ['people', analysis.retention.shows.people],
          ]}
          onValue={(value) => replace(changed({ show: value === 'percent' ? null : value }))}
        />
      </div>
      <Sentence from={cohorts} />
      <Sheet
        title={analysis.retention.table(unit.value)}
        note={analysis.retention.shownAs[show.value]}
        right={<Key />}
        foot={<span>{analysis.retention.leftOut(unit.value)}</span>}
        isWide
      >
        <Read from={cohorts} height={300}>
          {(value) => <CohortTable cohorts={value} unit={unit.value} kind={kind.value} show={show.value} />}
        </Read>
      </Sheet>
      <div class="cols half">
        <Sheet
          title={analysis.retention.averages(unit.value)}
          right={<span class="note">{analysis.retention.bars(unit.value)}</span>}
        >
          <Read from={cohorts} height={200}>
            {(value) => <Averages averages={value.averages} kind={kind.value} unit={unit.value} />}
          </Read>
        </Sheet>
        <LifecycleSheet />
      </div>
    </div>
  )
}

function shareOf(of: Cohorts['averages'][number], which: Kind) {
  return which === 'classic' ? of.retention : of.unbounded_retention
}

function Sentence({ from: { value: cohorts, error } }: { from: Reading<Cohorts> }) {
  const [first, second] = [1, 2].map((k) => cohorts?.averages.find(({ period }) => period === k))
  const share = first && shareOf(first, kind.value)
  // What could not be read is said by the sheet.
  if (!cohorts) return error ? null : <SentenceToCome />
  if (!share || share.value === null) return <p class="say">{tooYoung(cohorts)}</p>
  const next = second ? shareOf(second, kind.value).value : null
  return (
    <div aria-live="polite">
      <p class="say">
        <Rich text={analysis.retention.say(unit.value, share.value, next)} />
      </p>
      <p>
        {analysis.retention.rests(
          share.numerator ?? 0,
          share.denominator ?? 0,
          share.interval_95,
          unit.value,
        )}
      </p>
    </div>
  )
}

function tooYoung({ began_on }: Cohorts): string {
  const end = firstEnd(unit.value, began_on, today.value)
  return analysis.retention.tooYoung(unit.value, end ? longDay(end, today.value) : undefined)
}

function Key() {
  return (
    <span class="key">
      <span>
        <i class="swatch b2" />
        {analysis.retention.enough}
      </span>
      <span>
        <i class="swatch outlined" />
        {analysis.retention.fewer}
      </span>
      <span>
        <i class="swatch hatched" />
        {analysis.retention.open}
      </span>
    </span>
  )
}
