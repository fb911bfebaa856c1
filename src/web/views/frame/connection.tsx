/** When each part of what is shown was read, and the way to read all of it again. */
import { timeIn } from '../../format/dates.ts'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { type Reading, readAgain, shownReadings, told } from '../../state/reading.ts'
import { zone } from '../../state/session.ts'
import { boxes } from '../../texts/boxes.ts'
import { t } from '../../texts/texts.ts'

export function Connection() {
  return (
    <div class="notifications">
      <div class="bar-row">
        <b>{boxes.connection.title}</b>
        <button type="button" class="btn quiet right" onClick={() => void readAgain()}>
          {t.frame.refresh} <kbd>R</kbd>
        </button>
      </div>
      <ul class="rows">
        {partsOf(shownReadings()).map(({ name, read_at, error }) => (
          <li key={name} data-part={name}>
            <span class={error ? 'dot amber' : 'dot'} />
            <span class="break">
              {name}
              {error && <span class="note"> {sentenceOf(error)}</span>}
            </span>
            <time>{read_at > 0 ? timeIn(zone.value, new Date(read_at)) : boxes.connection.notYet}</time>
          </li>
        ))}
      </ul>
      <p class="note">{told.value ? boxes.connection.asItHappens : boxes.connection.byItself}</p>
    </div>
  )
}

interface Part {
  name: string
  read_at: number
  error: Reading<unknown>['error']
}

/** What has one name is one part, and as old as the oldest of it. */
function partsOf(readings: readonly (readonly [key: string, reading: Reading<unknown>])[]): Part[] {
  const parts = Map.groupBy(readings, ([key]) => boxes.connection.part(pathOf(key)))
  return [...parts]
    .map(([name, of]) => ({
      name,
      read_at: Math.min(...of.map(([, { read_at }]) => read_at)),
      error: of.find(([, { error }]) => error)?.[1].error,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** `GET /api/v1/metrics/dashboard {}` → `metrics/dashboard` */
function pathOf(key: string): string {
  return key.split(' ')[1]?.replace('/api/v1/', '') ?? key
}
