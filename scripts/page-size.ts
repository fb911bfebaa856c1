/**
 * How much a browser loads, compressed: for the first view of somebody who is signed in, for a door,
 * for the first view in another language, and of all there is.
 *
 *   bun scripts/page-size.ts [--parts]    with what the first view is made of
 */
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { bundle } from '../src/http/web/bundle.ts'

const { outputs, made } = await bundle()
const files = new Map(
  await Promise.all(outputs.map(async (one) => [one.path, Buffer.from(await one.arrayBuffer())] as const)),
)

/** The files in which something of `src/web` stands, and all that they need at once. */
function loading(...sources: string[]): Set<string> {
  const found = new Set<string>()
  const add = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    for (const one of made.get(path)?.imports ?? []) if (one.kind === 'import-statement') add(one.path)
  }
  for (const source of sources) {
    for (const [path, { inputs }] of made)
      if (Object.keys(inputs).some((one) => one.endsWith(source))) add(path)
  }
  return found
}

const styles = [...files.keys()].filter((path) => path.endsWith('.css'))
const first = [...loading('src/web/main.tsx', 'src/web/theme.ts'), ...styles]
const sizes = {
  'the first view': new Set([...first, ...loading('overview/overview.tsx')]),
  'a door': new Set([...first, ...loading('doors/doors.tsx', 'parts/view-styles.ts')]),
  'the first view in German': new Set([
    ...first,
    ...loading('overview/overview.tsx', 'texts/de/page.ts', 'texts/de/overview.ts'),
  ]),
  everything: new Set(files.keys()),
}
for (const [name, paths] of Object.entries(sizes)) {
  const all = [...paths].map((path) => files.get(path) ?? Buffer.alloc(0))
  const kilobytes = (pack: (bytes: Buffer) => Buffer) =>
    (all.reduce((sum, one) => sum + pack(one).length, 0) / 1000).toFixed(1).padStart(6)
  const [br, gzip] = [
    kilobytes((one) => brotliCompressSync(one)),
    kilobytes((one) => gzipSync(one, { level: 9 })),
  ]
  console.log(`${name.padEnd(26)} br ${br} KB   gzip ${gzip} KB   ${all.length} files`)
}
if (process.argv.includes('--parts')) {
  const parts = [...sizes['the first view']].flatMap((path) =>
    Object.entries(made.get(path)?.inputs ?? {}).map(
      ([source, { bytesInOutput }]) => [bytesInOutput, source] as const,
    ),
  )
  for (const [bytes, source] of parts.sort(([a], [b]) => b - a))
    console.log(String(bytes).padStart(7), source)
}
