/**
 * The server and its commands as one file with the bytecode of it, which is ready in half the time of the
 * sources: these are some seven hundred files, and each is found, read and compiled anew. Packages that few
 * requests need have files of their own beside it.
 *
 *   bun bin/bundle.ts            into dist, where bin/almanac.ts finds it
 *   bun bin/bundle.ts FOLDER     into that folder
 *
 * What stands beside the sources (migrations, the page, the demo's histories, workers) is read from where
 * it is: lib/root.ts.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { BunPlugin } from 'bun'

const ROOT = join(import.meta.dir, '..')
const DIST = join(ROOT, 'dist')
const MAIN = 'main.js'
/**
 * What it is made of, and which packages are installed. The page is built by the server:
 * src/http/web/bundle.ts.
 */
const SOURCES = [
  ...['package.json', 'bun.lock', 'src/**/*.ts', 'patches/*'],
  ...['node_modules/*/package.json', 'node_modules/@*/*/package.json'],
]
const PAGE = 'src/web/'
/** A third of all. What is in the one file lies in memory, though nobody should ever ask for it. */
export const APART = ['markdown-it', 'nodemailer', 'prom-client', 'sanitize-html']

/** @returns The file that was made of just these sources by this version of Bun; `null` where there is none. */
export function freshBundle(): string | null {
  const main = join(DIST, sourcesHash(), MAIN)
  return existsSync(main) ? main : null
}

/**
 * Makes it in `dist`, in a folder that has the name of its sources, and removes those of others.
 *
 * @returns The file.
 * @throws AggregateError that says where in the sources the fault is, or Error of what cannot be written.
 */
export async function makeBundle(): Promise<string> {
  const name = sourcesHash()
  const folder = join(DIST, name)
  // Nobody finds half of it, nor what two have made at once.
  const unfinished = join(DIST, `${name}-${process.pid}`)
  try {
    await bundleInto(unfinished)
    if (!existsSync(folder)) renameSync(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  for (const other of readdirSync(DIST)) {
    if (other !== name && !isBeingMade(other)) rmSync(join(DIST, other), { recursive: true, force: true })
  }
  return join(folder, MAIN)
}

/** By another process, which is still there. */
function isBeingMade(name: string): boolean {
  const [, pid] = name.split('-')
  try {
    return pid !== undefined && process.kill(Number(pid), 0)
  } catch {
    return false
  }
}

async function bundleInto(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const apart = new Map<string, string>()
  await build({ outdir: folder, entrypoints: [join(ROOT, 'src/main.ts')], plugins: [filesApart(apart)] })
  for (const [name, importer] of apart) {
    const entry = join(dirname(importer), fileOf(name))
    // Asked for as `require` does it, so that what a package exports by default is what is imported.
    const files = { [entry]: `module.exports = require('${name}')` }
    await build({ outdir: folder, entrypoints: [entry], files })
    // What cannot be loaded fails here, and not at the first request that needs it.
    await import(resolve(folder, fileOf(name)))
  }
}

async function build(what: Pick<Bun.BuildConfig, 'outdir' | 'entrypoints' | 'files' | 'plugins'>) {
  await Bun.build({
    ...what,
    naming: '[name].[ext]',
    target: 'bun',
    // Bun keeps no bytecode of the other format.
    format: 'cjs',
    bytecode: true,
    // What is compiled for the machine, and finds that beside itself.
    external: ['better-sqlite3'],
  })
}

/** @param found Is told who imports each of them, for where it lies depends on that. */
function filesApart(found: Map<string, string>): BunPlugin {
  return {
    name: 'files apart',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^(${APART.join('|')})$`) }, ({ path, importer }) => {
        found.set(path, importer)
        return { path: `./${fileOf(path)}`, external: true }
      })
    },
  }
}

function fileOf(name: string): string {
  return `${name}.js`
}

/**
 * Of names, sizes and times: to read them all would take a part of what is to be saved. And of the place,
 * which the file has kept.
 */
function sourcesHash(): string {
  const hash = new Bun.CryptoHasher('sha256').update(`${Bun.version} ${ROOT}`)
  for (const pattern of SOURCES) {
    for (const path of [...new Bun.Glob(pattern).scanSync({ cwd: ROOT })].sort()) {
      if (path.startsWith(PAGE)) continue
      const { size, mtimeMs } = statSync(join(ROOT, path))
      hash.update(`\n${path} ${size} ${mtimeMs}`)
    }
  }
  return hash.digest('hex').slice(0, 16)
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2)
  await (folder === undefined ? makeBundle() : bundleInto(folder))
}
