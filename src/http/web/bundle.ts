/** The page's scripts and styles as a browser gets them, made of src/web. */
import { dirname, join } from 'node:path'
import type { BunPlugin } from 'bun'
import { ROOT } from '../../lib/root.ts'

export const SOURCE = join(ROOT, 'src/web')

/** What surrounds every view, and all that it needs: see `together`. */
const ALWAYS_THERE = join(SOURCE, 'views/frame/frame.tsx')

/** Bytes below which a file of its own is not worth its request. */
const SMALL = 16_384

const FOR_BROWSERS = {
  target: 'browser',
  minify: true,
  naming: '[name]-[hash].[ext]',
  jsx: { runtime: 'automatic', importSource: 'preact', development: false },
} as const

/** What a bundler says of each file that it made. */
export interface Made {
  inputs: Record<string, { bytesInOutput: number }>
  imports: { path: string; kind: string }[]
}

export interface Bundle {
  outputs: Bun.BuildArtifact[]
  /** By the path of the output. */
  made: ReadonlyMap<string, Made>
}

/** @throws AggregateError that says where in src/web the fault is. */
export async function bundle(): Promise<Bundle> {
  const sources = await readSources()
  const { outputs, metafile } = await Bun.build({
    ...FOR_BROWSERS,
    entrypoints: ['main.tsx', 'theme.ts', 'styles/page.css'].map((name) => join(SOURCE, name)),
    splitting: true,
    external: ['/assets/*'],
    // All that a view needs is a file or two, and a worker has them before they are asked for.
    modulePreload: false,
    minChunkSize: SMALL,
    metafile: true,
    plugins: [together(sources)],
  })
  // It is asked for above.
  const { outputs: described } = metafile as { outputs: Record<string, Made> }
  return { outputs, made: new Map(Object.entries(described)) }
}

/** @param constants What stands for the names that it declares. */
export async function bundleWorker(constants: Record<string, unknown>): Promise<Bun.BuildArtifact> {
  const { outputs } = await Bun.build({
    ...FOR_BROWSERS,
    entrypoints: [join(SOURCE, 'service-worker.ts')],
    define: Object.fromEntries(
      Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
  })
  const [worker] = outputs
  if (!worker) throw new Error('The worker of the page was not built.')
  return worker
}

/** Scripts by their path. */
async function readSources(): Promise<Map<string, string>> {
  const paths = [...new Bun.Glob('**/*.{ts,tsx}').scanSync(SOURCE)].map((name) => join(SOURCE, name))
  return new Map(await Promise.all(paths.map(async (path) => [path, await Bun.file(path).text()] as const)))
}

/**
 * Puts into one file what is there before any view comes. A bundler makes a file for each set of views
 * that have something in common, a hundred of a few lines, each compressed by itself. Whatever is loaded
 * later therefore says that it needs what surrounds it, which is there already: then all of that is
 * needed by the same, and stands together.
 */
function together(sources: ReadonlyMap<string, string>): BunPlugin {
  const later = new Set([...sources].flatMap(([path, source]) => loadedLater(path, source)))
  return {
    name: 'together',
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
        const source = later.has(path) && sources.get(path)
        if (!source) return undefined
        const loader = path.endsWith('x') ? 'tsx' : 'ts'
        return { loader, contents: `import ${JSON.stringify(ALWAYS_THERE)}\n${source}` }
      })
    },
  }
}

function loadedLater(path: string, source: string): string[] {
  const imports = new Bun.Transpiler({ loader: path.endsWith('x') ? 'tsx' : 'ts' }).scanImports(source)
  return imports.flatMap((one) => (one.kind === 'dynamic-import' ? join(dirname(path), one.path) : []))
}
