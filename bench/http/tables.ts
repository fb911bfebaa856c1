/** The tables of `bench http`: what each request costs whom, and what stands beside. */
import { medianOf, megabytes, milliseconds, printTable } from '../measure.ts'
import type { Contender } from './contenders.ts'
import { peerRowOf, peersOf } from './peers.ts'
import type { Measured, Results } from './rounds.ts'

export interface Shown {
  title: string
  /** Ours first: other versions, and this one. */
  ours: Contender[]
  /** As durable as we are, and as it ships; none where it cannot be built. */
  pocketbase: Contender[]
  results: Results
}

export function printTables(shown: Shown): void {
  const { title, ours, pocketbase } = shown
  const live = pocketbase.length > 0
  const header = [
    '',
    ...ours.flatMap(({ name }) => columnsOf(name === 'this' ? '' : `${name}: `)),
    ...(ours.length > 1 ? ['times less'] : []),
    ...(live
      ? [...columnsOf('PocketBase: '), 'as it ships', 'times its rate', 'times less of a core']
      : ['PocketBase then']),
    ...['Vikunja then', 'Directus then'],
  ]
  const names = (ours.at(-1)?.rows ?? []).map(({ name }) => name)
  printTable(
    `${title}; of the process: its main thread + others`,
    header,
    names.map((name) => cellsOf(name, shown)),
  )
  printBesides(shown)
}

function columnsOf(of: string): string[] {
  return [`${of}of its core`, `${of}rate`, `${of}p50`, `${of}p99`]
}

function cellsOf(name: string, { ours, pocketbase, results }: Shown): string[] {
  const all = results.rows.get(name) ?? []
  const own = all.slice(0, ours.length)
  const [first = [], last = []] = [own[0], own.at(-1)]
  const beside = (results.rows.get(peerRowOf(name)) ?? []).slice(ours.length)
  const { pocketbase: then, vikunja, directus } = peersOf(name)
  return [
    name,
    ...own.flatMap((rounds) => measuredCells(rounds, false)),
    ...(ours.length > 1 ? [`${(cpuOf(first) / cpuOf(last)).toFixed(2)}×`] : []),
    ...(pocketbase.length > 0 ? besideCells(last, beside) : [known(then)]),
    ...[known(vikunja), known(directus)],
  ]
}

function besideCells(own: Measured[], [durable = [], shipped = []]: Measured[][]): string[] {
  const isKnown = durable.length > 0 && rateOf(durable) > 0
  const times = (ratio: number) => (isKnown ? `${ratio.toFixed(1)}×` : '')
  return [
    ...measuredCells(durable, true),
    shipped.length > 0 ? rateText(rateOf(shipped)) : '',
    times(rateOf(own) / rateOf(durable)),
    times(cpuOf(durable) / cpuOf(own)),
  ]
}

function known(rate?: number): string {
  return rate ? `${rate}/s` : ''
}

function cpuOf(rounds: Measured[]): number {
  return medianOf(rounds, ({ main_ms, others_ms }) => main_ms + others_ms)
}

function rateOf(rounds: Measured[]): number {
  return medianOf(rounds, ({ rate }) => rate)
}

/** @param together Of a process whose threads all answer. */
function measuredCells(rounds: Measured[], together: boolean): string[] {
  if (rounds.length === 0) return ['', '', '', '']
  if (rateOf(rounds) === 0) return ['', 'none in a round', '', '']
  const middle = (value: (one: Measured) => number) => medianOf(rounds, value)
  return [
    together
      ? milliseconds(cpuOf(rounds))
      : `${milliseconds(middle((one) => one.main_ms))} + ${milliseconds(middle((one) => one.others_ms))}`,
    rateText(rateOf(rounds)),
    milliseconds(middle((one) => one.p50_ms)),
    milliseconds(middle((one) => one.p99_ms)) + refusedOf(rounds),
  ]
}

function rateText(rate: number): string {
  return `${rate < 100 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en')}/s`
}

/** What a busy disk made the server refuse. */
function refusedOf(rounds: Measured[]): string {
  const refused = rounds.reduce((sum, { errors }) => sum + errors, 0)
  return refused > 0 ? ` (${refused} refused)` : ''
}

function printBesides({ title, ours, pocketbase, results }: Shown): void {
  const contenders = [...ours, ...pocketbase]
  printTable(
    `${title}, besides`,
    ['', 'start to first answer', 'its own memory, idle', 'after the reads', 'on disk'],
    contenders.flatMap(({ name, besides }, i) =>
      besides
        ? [
            [
              name === 'this' ? 'Almanac' : name,
              milliseconds(besides.start_ms),
              megabytes(besides.idle),
              megabytes(results.afterReads[i] ?? Number.NaN),
              megabytes(besides.disk),
            ],
          ]
        : [],
    ),
  )
}
