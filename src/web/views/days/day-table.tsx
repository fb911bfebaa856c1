/** The numbers of a plot as a table: the newest first, each with a bar, and what is to be said of it. */
import { shortDay } from '../../format/dates.ts'
import { writtenValue } from '../../format/metrics.ts'
import { today } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { type DayRow, type DayValues, rowsOf } from './day-values.ts'

const BAR_WIDTH = 360

export function DayTable({ values, most, caption }: { values: DayValues; most?: number; caption: string }) {
  const rows = rowsOf(values).reverse().slice(0, most)
  const highest = Math.max(1, ...values.points.map(({ value }) => value ?? 0))
  const isCompared = values.before.size > 0
  return (
    <table class="day-table">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.table.day}</th>
          <th scope="col" class="num">
            {values.name}
          </th>
          <th class="wide bar-cell" aria-hidden="true" />
          {isCompared && (
            <th scope="col" class="num wide">
              {t.table.before(values.shift)}
            </th>
          )}
          <th scope="col">{t.table.note}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.day} row={row} metric={values.metric} highest={highest} isCompared={isCompared} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  row: DayRow
  metric: string
  highest: number
  isCompared: boolean
}

function Row({ row: { day, value, before, note, tone, complete }, metric, highest, isCompared }: RowProps) {
  const width = Math.round((Math.max(0, value ?? 0) / highest) * BAR_WIDTH)
  const look = tone === 'unusual' ? 'unusual' : complete ? '' : 'partial'
  return (
    <tr data-row={day} data-value={value ?? ''}>
      <th scope="row" class="nowrap">
        {shortDay(day, today.value)}
      </th>
      <td class="num">
        <b>{writtenValue(metric, value)}</b>
      </td>
      <td class="wide bar-cell" aria-hidden="true">
        {width > 0 && (
          <span class={`inline-bar ${look}`} style={{ width: `${(width / BAR_WIDTH) * 100}%` }} />
        )}
      </td>
      {isCompared && <td class="num dim wide">{writtenValue(metric, before)}</td>}
      <td>
        {tone === 'unusual' && <span class="tag red">{t.plot.isUnusual}</span>}
        {tone === 'so_far' && <span class="tag blue">{t.plot.soFar}</span>} <span class="faint">{note}</span>
      </td>
    </tr>
  )
}
