/**
 * Measures hot paths by name: `bun run bench dashboard intake`, or all of them without a name.
 * Options of a benchmark follow its name: `bun run bench dashboard-uncached --largest`.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { freshBundle, makeBundle } from '../bin/bundle.ts'

export interface Benchmark {
  default: (options: ReadonlySet<string>) => Promise<void>
}

/** What is not a hot path but serves those that are. */
const SHARED = ['run', 'measure', 'machine', 'wrk', 'people', 'history', 'cpu', 'started']

const known = readdirSync(import.meta.dir)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => !SHARED.includes(name))
const words = process.argv.slice(2)
const options = new Set(words.filter((word) => word.startsWith('--')))
const names = words.filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  process.exit(2)
}
// As people run it: see tests/main.ts.
process.env.TEST_MAIN = freshBundle() ?? (await makeBundle())
for (const name of names.length > 0 ? names : known) {
  const { default: run } = (await import(join(import.meta.dir, `${name}.ts`))) as Benchmark
  await run(options)
}
process.exit(0)
