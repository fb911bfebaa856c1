/** How long requests take, by route, and those that took longest. */
import { Fragment } from 'preact'
import type { Performance } from '../../../../docs/api-types.ts'
import { count, plain } from '../../format/numbers.ts'
import { Choice } from '../../parts/choice.tsx'
import { Marks, Svg } from '../../parts/drawing.tsx'
import { Few } from '../../parts/few.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { When } from '../../parts/when.tsx'
import { HEIGHT, SLOW_MS, timeDots, timeScale } from '../../plots/time-dots.ts'
import { reading } from '../../state/reading.ts'
import { address, changed, go, place } from '../../state/route.ts'
import { operations } from '../../texts/operations.ts'

const SHOWN = 12
const FEW = 20
const SCALE_WIDTH = 170

type Window = keyof Performance['windows']
type Route = Performance['windows'][Window]['routes'][number]

function read() {
  return reading(60_000, 'GET /api/v1/monitoring/metrics/performance').value
}

/** The slowest of the last hour. */
export function SlowRoutes() {
  return (
    <Sheet
      title={operations.slowRoutes}
      note={operations.lastHour}
      right={<a href={address('operations/requests')}>{operations.allRoutes}</a>}
      foot={<Key />}
      isWide
    >
      <Read from={read()} height={240}>
        {({ windows }) => <Routes routes={slowestOf(windows['1h'].routes).slice(0, SHOWN)} />}
      </Read>
    </Sheet>
  )
}

const WINDOWS = ['5m', '1h', '24h'] as const

export function AllRoutes() {
  const asked = place.value.query.get('window')
  const shown = WINDOWS.find((one) => one === asked) ?? '1h'
  return (
    <>
      <Sheet
        title={operations.requests}
        note={operations.ofThisProcess}
        right={
          <Choice
            label={operations.window}
            value={shown}
            options={WINDOWS.map((one) => [one, operations.windows[one]] as const)}
            onValue={(window) => go(changed({ window: window === '1h' ? null : window }))}
          />
        }
        foot={<Key />}
        isWide
      >
        <Read from={read()} height={400}>
          {({ windows }) => <Routes routes={slowestOf(windows[shown].routes)} />}
        </Read>
      </Sheet>
      <Slowest />
    </>
  )
}

function slowestOf(routes: readonly Route[]): Route[] {
  return routes.toSorted((a, b) => b.p95_ms - a.p95_ms)
}

function Routes({ routes }: { routes: readonly Route[] }) {
  if (routes.length === 0) return <p class="small dim pad">{operations.nobodyAsked}</p>
  return (
    <table class="times">
      <caption class="hidden">{operations.slowRoutes}</caption>
      <thead>
        <tr>
          <th scope="col">{operations.route}</th>
          <th scope="col" class="num">
            {operations.times}
          </th>
          <th scope="col" class="wide">
            <span class="hidden">{operations.halfAndMore}</span>
            <Svg width={SCALE_WIDTH} height={HEIGHT}>
              <Marks marks={timeScale(SCALE_WIDTH, (ms) => count(ms))} />
            </Svg>
          </th>
          <th scope="col" class="num">
            {operations.within95}
          </th>
          <th scope="col" class="num wide">
            5xx
          </th>
        </tr>
      </thead>
      <tbody>
        {routes.map((one) => (
          <Row key={`${one.method} ${one.route}`} route={one} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ route: { method, route, count: times, errors, ...took } }: { route: Route }) {
  return (
    <tr class="middle" data-route={`${method} ${route}`}>
      <td class="break">
        <span class="faint">{method}</span>{' '}
        {partsOf(route).map((part, i) => (
          // Parts of one path do not change their places. It is broken between them.
          <Fragment key={`${i}`}>
            <wbr />
            {part}
          </Fragment>
        ))}
      </td>
      <td class="num nowrap">
        {count(times)} {times < FEW && <Few />}
      </td>
      <td class="wide">
        <Svg
          width={SCALE_WIDTH}
          height={HEIGHT}
          name={operations.took(plain(took.p50_ms), plain(took.p95_ms), plain(took.p99_ms))}
        >
          <Marks marks={timeDots(took, SCALE_WIDTH)} />
        </Svg>
      </td>
      <td class={took.p95_ms > SLOW_MS ? 'num nowrap red' : 'num nowrap'}>{plain(took.p95_ms)} ms</td>
      <td class={errors > 0 ? 'num red wide' : 'num dim wide'}>{count(errors)}</td>
    </tr>
  )
}

/** `/api/v1/tasks/:id` → `/tasks`, `/:id` */
function partsOf(route: string): string[] {
  return route.replace('/api/v1', '').split(/(?=\/)/)
}

/** What the marks are. */
function Key() {
  return (
    <span class="time-key">
      <Svg width={10} height={10}>
        <circle class="t-half" cx={5} cy={5} r={3} />
      </Svg>
      {operations.half}
      <Svg width={10} height={10}>
        <circle class="t-dot" cx={5} cy={5} r={3.5} />
      </Svg>
      {operations.percent(95)}
      <Svg width={4} height={10}>
        <path class="t-most" d="M2 0V10" />
      </Svg>
      {operations.percent(99)}
    </span>
  )
}

function Slowest() {
  return (
    <Sheet title={operations.slowest}>
      <Read from={read()} height={120}>
        {({ slow_requests: { items, threshold_ms } }) =>
          items.length === 0 ? (
            <p class="small dim">{operations.noSlowRequest(threshold_ms)}</p>
          ) : (
            <ul class="rows">
              {items.map((one) => (
                <li key={one.correlation_id}>
                  <span class="break">
                    <span class="faint">{one.method}</span> {one.route.replace('/api/v1', '')}{' '}
                    <span class={one.status >= 500 ? 'tag red' : 'tag'}>{one.status}</span>
                  </span>
                  <b class="nowrap">{plain(one.duration_ms)} ms</b>
                  <When at={one.at} />
                  <a href={address('operations/lookup', { id: one.correlation_id })}>{operations.lookUp}</a>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Sheet>
  )
}
