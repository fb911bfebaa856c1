/**
 * How much a browser loads, compressed: for the first view of somebody who is signed in, for a door, for
 * the first view in another language, and by who goes through all there is. Somebody reads one language,
 * so that the others are no part of that.
 *
 *   bun scripts/page-size.ts            with what each view adds to the first
 *   bun scripts/page-size.ts --parts    with what the first view is made of
 */
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { bundle } from '../src/http/web/bundle.ts'

const { outputs, made } = await bundle()
const files = new Map(
  await Promise.all(outputs.map(async (one) => [one.path, Buffer.from(await one.arrayBuffer())] as const)),
)
const styles = [...files.keys()].filter((path) => path.endsWith('.css'))
const first = new Set([...styles, ...loading(/src\/web\/(main|theme|views\/overview\/overview)\.tsx?$/)])
const shared = loading(/parts\/view-styles\.ts$/)
const spoken = loading(/texts\/de\/(page|overview)\.ts$/)
const ofGerman = [...made].flatMap(([path, { inputs }]) =>
  Object.keys(inputs).some((one) => one.includes('texts/de/')) ? path : [],
)
const inEnglish = without(files.keys(), ofGerman)

say('the first view', first)
say('the first view in German', [...first, ...spoken])
say('a door', [...styles, ...loading(/src\/web\/(main|theme|views\/doors\/doors)\.tsx?$/), ...shared])
say('everything in English', inEnglish)
say('everything in German', files.keys())
console.log('\nAdded to the first view by')
say('what other views share', without(shared, first))
for (const view of viewNames()) {
  const needed = loading(new RegExp(`src/web/views/${view}/`))
  say(view, without(needed, [...first, ...shared]))
}
if (process.argv.includes('--parts')) listParts()

/** The files in which something of these sources stands, and all that they need at once. */
function loading(sources: RegExp): Set<string> {
  const found = new Set<string>()
  const add = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    for (const one of made.get(path)?.imports ?? []) if (one.kind === 'import-statement') add(one.path)
  }
  for (const [path, { inputs }] of made) if (Object.keys(inputs).some((one) => sources.test(one))) add(path)
  return found
}

/** The folders of views that are loaded when somebody goes there. */
function viewNames(): string[] {
  const sources = [...made.values()].flatMap(({ inputs }) => Object.keys(inputs))
  const names = sources.flatMap((one) => /src\/web\/views\/(\w+)\//.exec(one)?.[1] ?? [])
  return [...new Set(names)].filter((name) => !['frame', 'overview', 'days'].includes(name)).sort()
}

function without(paths: Iterable<string>, others: Iterable<string>): string[] {
  const left = new Set(others)
  return [...paths].filter((path) => !left.has(path))
}

function say(name: string, paths: Iterable<string>): void {
  const all = [...new Set(paths)].map((path) => files.get(path) ?? Buffer.alloc(0))
  const kilobytes = (pack: (bytes: Buffer) => Buffer) =>
    (all.reduce((sum, one) => sum + pack(one).length, 0) / 1000).toFixed(1).padStart(6)
  const br = kilobytes((one) => brotliCompressSync(one))
  const gzip = kilobytes((one) => gzipSync(one, { level: 9 }))
  console.log(`${name.padEnd(26)} br ${br} KB   gzip ${gzip} KB   ${all.length} files`)
}

function listParts(): void {
  const parts = [...first].flatMap((path) =>
    Object.entries(made.get(path)?.inputs ?? {}).map(
      ([source, { bytesInOutput }]) => [bytesInOutput, source] as const,
    ),
  )
  for (const [bytes, source] of parts.sort(([a], [b]) => b - a))
    console.log(String(bytes).padStart(7), source)
}
