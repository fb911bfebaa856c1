/** The page's scripts and styles as a browser gets them, made of src/web. */
import { join } from 'node:path'
import type { BunPlugin } from 'bun'
import { ROOT } from '../../lib/root.ts'
import { loadedLater, loaderOf, type Modules, readModules, sharedModules } from './page-modules.ts'

export const SOURCE = join(ROOT, 'src/web')

/** What surrounds every view, and the view that comes first. */
const SURROUNDING = join(SOURCE, 'main.tsx')
const FIRST_VIEW = join(SOURCE, 'views/overview/overview.tsx')

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
  const modules = await readModules(SOURCE)
  const { outputs, metafile } = await Bun.build({
    ...FOR_BROWSERS,
    entrypoints: ['main.tsx', 'theme.ts', 'styles/page.css'].map((name) => join(SOURCE, name)),
    splitting: true,
    external: ['/assets/*'],
    // All that a view needs is a file or two, and a worker has them before they are asked for.
    modulePreload: false,
    metafile: true,
    plugins: [together(modules), await smallStyles(modules)],
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

/**
 * Whatever is loaded later says that it needs what surrounds it, and a view that it needs what views share:
 * then all of that is needed by the same, and stands together.
 */
function together(modules: Modules): BunPlugin {
  const { bySurrounding, byViews } = sharedModules(modules, SURROUNDING, FIRST_VIEW)
  const added = new Map([[SURROUNDING, bySurrounding]])
  for (const path of loadedLater(modules)) {
    const isView = path.endsWith('x') && path !== FIRST_VIEW
    added.set(path, isView ? [SURROUNDING, ...byViews] : [SURROUNDING])
  }
  return {
    name: 'together',
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
        const imports = added.get(path)?.map((one) => `import ${JSON.stringify(one)}`)
        const source = imports && modules.get(path)?.source
        return source ? { loader: loaderOf(path), contents: [...imports, source].join('\n') } : undefined
      })
    },
  }
}

/** Styles that come with a view do so as text, which a bundler leaves as it is. */
async function smallStyles(modules: Modules): Promise<BunPlugin> {
  const paths = [...new Set([...modules.values()].flatMap(({ styles }) => styles))]
  const { outputs } = await Bun.build({
    entrypoints: paths,
    minify: true,
    root: SOURCE,
    naming: '[dir]/[name].[ext]',
  })
  const texts = new Map(
    await Promise.all(outputs.map(async (one) => [join(SOURCE, one.path), await one.text()] as const)),
  )
  return {
    name: 'small styles',
    setup(build) {
      build.onLoad({ filter: /\.css$/ }, ({ path }) => {
        const contents = texts.get(path)
        return contents === undefined ? undefined : { loader: 'text', contents }
      })
    },
  }
}
