/** What takes long: routes by how long they take, and queries with their text, without values. */
import { count, plain } from '../../format/numbers.ts'
import { Few } from '../../parts/few.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { When } from '../../parts/when.tsx'
import { reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { operations } from '../../texts/operations.ts'

const SHOWN = 12
const SLOW_MS = 500
const FEW = 20

export function SlowRoutes() {
  const performance = reading(60_000, 'GET /api/v1/monitoring/metrics/performance').value
  return (
    <Sheet title={operations.slowRoutes} note={operations.lastHour} isWide>
      <Read from={performance} height={240}>
        {({ windows }) => {
          const routes = [...windows['1h'].routes].sort((a, b) => b.p95_ms - a.p95_ms).slice(0, SHOWN)
          if (routes.length === 0) return <p class="small dim pad">{operations.nobodyAsked}</p>
          return (
            <table>
              <caption class="hidden">{operations.slowRoutes}</caption>
              <thead>
                <tr>
                  <th scope="col">{operations.route}</th>
                  <th scope="col" class="num">
                    {operations.times}
                  </th>
                  <th scope="col" class="num wide">
                    {operations.half}
                  </th>
                  <th scope="col" class="num">
                    95%
                  </th>
                  <th scope="col" class="num wide">
                    99%
                  </th>
                </tr>
              </thead>
              <tbody>
                {routes.map(({ method, route, count: times, p50_ms, p95_ms, p99_ms, errors }) => (
                  <tr key={`${method} ${route}`}>
                    <td class="break">
                      <span class="faint">{method}</span> {route.replace('/api/v1', '')}{' '}
                      {errors > 0 && <span class="tag red">{operations.errorsOf(errors)}</span>}
                    </td>
                    <td class="num nowrap">
                      {count(times)} {times < FEW && <Few />}
                    </td>
                    <td class="num dim wide">{plain(p50_ms)} ms</td>
                    <td class={p95_ms > SLOW_MS ? 'num red' : 'num'}>{plain(p95_ms)} ms</td>
                    <td class={p99_ms > SLOW_MS ? 'num red wide' : 'num dim wide'}>{plain(p99_ms)} ms</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }}
      </Read>
    </Sheet>
  )
}

export function SlowQueries() {
  const database = reading(60_000, 'GET /api/v1/monitoring/metrics/database').value
  return (
    <Sheet title={operations.slowQueries} isWide>
      <Read from={database} height={240}>
        {({ slow_queries: { items, threshold_ms } }) =>
          items.length === 0 ? (
            <p class="small dim pad">{operations.noSlowQuery(threshold_ms)}</p>
          ) : (
            <ul class="rows pad">
              {items.slice(0, SHOWN).map((one) => (
                <li key={one.number}>
                  <code class="cut" title={one.sql}>
                    {one.sql.replace(/\s+/g, ' ')}
                  </code>
                  <b class="nowrap">{plain(one.duration_ms)} ms</b>
                  <When at={one.at} />
                  {one.correlation_id && (
                    <a href={address('operations', { id: one.correlation_id })}>{operations.lookUp}</a>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Sheet>
  )
}
