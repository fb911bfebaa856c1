/** The page's scripts and styles as a browser gets them, made of src/web. */
import { join } from 'node:path'

export const SOURCE = join(import.meta.dir, '../../web')

const FOR_BROWSERS = {
  target: 'browser',
  minify: true,
  naming: '[name]-[hash].[ext]',
  jsx: { runtime: 'automatic', importSource: 'preact', development: false },
} as const

/** @throws AggregateError that says where in src/web the fault is. */
export async function bundle(): Promise<Bun.BuildArtifact[]> {
  const { outputs } = await Bun.build({
    ...FOR_BROWSERS,
    entrypoints: ['main.tsx', 'theme.ts', 'styles/page.css'].map((name) => join(SOURCE, name)),
    splitting: true,
    external: ['/assets/*'],
  })
  return outputs
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
