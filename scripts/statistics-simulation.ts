/**
 * Measures on made-up histories what the statistics promise: how often a normal day is flagged and
 * an unusual one found, how often a day lies in its forecast interval, how often a trend is seen
 * where there is none. Takes about half a minute. `bun scripts/statistics-simulation.ts [seed]`
 */
import {
  coverage,
  detection,
  falseAlarms,
  falseTrends,
  type Shape,
} from '../tests/metrics-statistics/simulate.ts'

const RUNS = 2_000
const seed = Number(process.argv[2] ?? 1)

const SHAPES: [name: string, shape: Shape][] = [5, 20, 200].flatMap((mean) =>
  [Number.POSITIVE_INFINITY, 20].flatMap((dispersion) =>
    [1, 0.3].map((weekend): [string, Shape] => {
      const variance = dispersion === 20 ? 'negative binomial 20' : 'Poisson'
      return [`${mean}/day, ${variance}, weekends x ${weekend}`, { mean, dispersion, weekend }]
    }),
  ),
)

table('Normal days flagged, per 100 (expected: 0.0 to 1.1)', falseAlarmRows())
table('Unusual last day of 57 found, percent', detectionRows())
table('Days within their forecast interval, percent', coverageRows())
table('Trend seen where there is none, percent (expected: 5 to 10)', trendRows())

function falseAlarmRows() {
  return SHAPES.map(([name, shape]) => ({
    history: name,
    '35 days': percent(falseAlarms(seed, 5 * RUNS, 35, shape)),
    '57 days': percent(falseAlarms(seed, RUNS, 57, shape)),
    '90 days': percent(falseAlarms(seed, RUNS, 90, shape)),
  }))
}

function detectionRows() {
  const expected: [change: number, mean: number, figure: string][] = [
    [0, 20, '79'],
    [0, 200, '100'],
    [2, 200, '79'],
    [2, 20, '29'],
    [0.5, 200, '58'],
    [0.5, 20, '6'],
  ]
  return expected.map(([change, mean, figure]) => {
    const found = (dispersion: number, weekend: number) =>
      percent(detection(seed, RUNS, 57, { mean, dispersion, weekend }, change))
    return {
      'mean of the last day': `${mean}/day x ${change}`,
      Poisson: found(Number.POSITIVE_INFINITY, 0.3),
      'negative binomial 50': found(50, 0.3),
      'negative binomial 20': found(20, 0.3),
      'the same, weekends x 1': found(20, 1),
      expected: figure,
    }
  })
}

function coverageRows() {
  const flat = { mean: 100, weekend: 0.3, dispersion: 20 }
  const kinds: [name: string, shape: Shape, figures: string][] = [
    ['flat', flat, '83-92 / 96-98'],
    ['random walk, 5% a day', { ...flat, walk: 0.05 }, '80-90 / 94-96'],
    ['growth of 0.6% a day', { ...flat, growth: 0.006 }, '77-91 / 92-96'],
  ]
  const rows = kinds.flatMap(([name, shape, figures]) =>
    [14, 15, 21, 28, 56, 90].map((days) => coverageRow(name, days, shape, [1, 7], figures)),
  )
  const second = kinds.map(([name, shape]) =>
    coverageRow(`${name}, second week`, 90, shape, [8, 14], 'not given'),
  )
  return [...rows, ...second]
}

function coverageRow(name: string, days: number, shape: Shape, ahead: [number, number], expected: string) {
  const { in_80, in_95, against_naive, hidden } = coverage(seed, RUNS, days, shape, ahead)
  return {
    history: name,
    days,
    'in 80%': percent(in_80),
    'in 95%': percent(in_95),
    'expected 80 / 95': expected,
    'error against last week': percent(against_naive),
    expected: '-5 to -22',
    'not shown': percent(hidden),
  }
}

function trendRows() {
  return [0, 0.3, 0.6].map((correlation) => ({
    'correlation with the day before': correlation,
    '28 days': percent(falseTrends(seed, RUNS, 28, correlation)),
    '30 days': percent(falseTrends(seed, RUNS, 30, correlation)),
    '90 days': percent(falseTrends(seed, RUNS, 90, correlation)),
  }))
}

function percent(value: number | null): string {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(1)
}

function table(title: string, rows: object[]) {
  console.log(`\n${title}`)
  console.table(rows)
}
