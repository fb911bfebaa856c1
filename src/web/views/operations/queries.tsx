/** What the database was asked: what took long, by its text and without values, and how much of each kind. */
import type { DatabaseMetrics } from '../../../../docs/api-types.ts'
import { count, plain } from '../../format/numbers.ts'
import { copyText } from '../../parts/copy-text.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { operations } from '../../texts/operations.ts'
import { t } from '../../texts/texts.ts'

const SHOWN = 6

type SlowText = DatabaseMetrics['slow_queries']['by_text'][number]

function read() {
  return reading(60_000, 'GET /api/v1/monitoring/metrics/database').value
}

export function SlowQueries({ isWhole = false }: { isWhole?: boolean }) {
  const database = read()
  const slow = database.value?.slow_queries
  return (
    <Sheet
      title={operations.slowQueries}
      note={slow && operations.over(slow.threshold_ms)}
      right={
        slow && (
          <span class="note">
            {operations.ofQueries(count(slow.count), count(database.value?.queries.count ?? 0))}
          </span>
        )
      }
      foot={operations.noValues}
    >
      <Read from={database} height={240}>
        {({ slow_queries: { by_text, threshold_ms } }) =>
          by_text.length === 0 ? (
            <p class="small dim">{operations.noSlowQuery(threshold_ms)}</p>
          ) : (
            <ul class="plain queries">
              {by_text.slice(0, isWhole ? undefined : SHOWN).map((one) => (
                <Query key={one.sql} query={one} />
              ))}
            </ul>
          )
        }
      </Read>
    </Sheet>
  )
}

function Query({
  query: { sql, count: times, mean_ms, max_ms, correlation_id, asked_by },
}: {
  query: SlowText
}) {
  const text = sql.replace(/\s+/g, ' ').trim()
  return (
    <li data-query={times}>
      <code class="cut" title={sql}>
        {text}
      </code>
      <p class="note">
        <span>{operations.often(times)}</span>
        <span>{operations.mean(plain(mean_ms))}</span>
        <span>{operations.longest(plain(max_ms))}</span>
        {asked_by.length > 0 && (
          <span class="break">
            {operations.askedBy(
              asked_by.map(({ kind, name }) =>
                kind === 'job' ? operations.jobName(name) : name.replace('/api/v1', ''),
              ),
            )}
          </span>
        )}
        <span class="right">
          <button type="button" class="link" onClick={() => void copyText(sql)}>
            {t.take.copy}
          </button>
          {correlation_id && (
            <a href={address('operations/lookup', { id: correlation_id })}>{operations.lookUp}</a>
          )}
        </span>
      </p>
    </li>
  )
}

export function QueriesByKind() {
  const database = read()
  const pool = database.value?.pool
  return (
    <Sheet
      title={operations.queries}
      note={pool && operations.pool(count(pool.in_use), count(pool.most), count(pool.waiting))}
      foot={operations.ofThisProcess}
      isWide
    >
      <Read from={database} height={240}>
        {({ queries: { by_kind, errors, retries } }) => (
          <table>
            <caption class="hidden">{operations.queries}</caption>
            <thead>
              <tr>
                <th scope="col">{operations.kindOfQuery}</th>
                <th scope="col" class="num">
                  {operations.times}
                </th>
                <th scope="col" class="num">
                  {operations.meanTime}
                </th>
              </tr>
            </thead>
            <tbody>
              {by_kind.map(({ kind, count: times, mean_ms }) => (
                <tr key={kind}>
                  <td>{operations.queryKinds[kind] ?? kind}</td>
                  <td class="num">{count(times)}</td>
                  <td class="num dim">{mean_ms === null ? '–' : `${plain(mean_ms)} ms`}</td>
                </tr>
              ))}
              <tr>
                <td>{operations.refused}</td>
                <td class={errors > 0 ? 'num red' : 'num'}>{count(errors)}</td>
                <td />
              </tr>
              <tr>
                <td>{operations.ranAgain}</td>
                <td class="num">{count(retries)}</td>
                <td />
              </tr>
            </tbody>
          </table>
        )}
      </Read>
    </Sheet>
  )
}
