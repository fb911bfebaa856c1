/**
 * Which scripts of the page stand together. A bundler makes a file for each set of views that have
 * something in common, a hundred of a few lines, each asked for and compressed by itself. So what is small
 * and shared by several comes sooner than it must, in one file: with what surrounds every view, where the
 * first view needs it, and else with what most of the others need.
 */
import { dirname, join } from 'node:path'

interface Module {
  source: string
  /** What it imports, and what it loads later. */
  needs: readonly string[]
  loads: readonly string[]
  /** Style sheets that it brings along. */
  styles: readonly string[]
}

export type Modules = ReadonlyMap<string, Module>

/** Bytes of source above which what is shared by the same comes with who needs it, and no sooner. */
const LARGE = 8_192
/** How many have to need what is to come with the views. */
const MANY = 4

/** By path. */
export async function readModules(folder: string): Promise<Modules> {
  const paths = [...new Bun.Glob('**/*.{ts,tsx}').scanSync(folder)].map((name) => join(folder, name))
  return new Map(await Promise.all(paths.map(async (path) => [path, await readModule(path)] as const)))
}

async function readModule(path: string): Promise<Module> {
  const source = await Bun.file(path).text()
  const imports = new Bun.Transpiler({ loader: loaderOf(path) }).scanImports(source)
  const own = imports.filter((one) => one.path.startsWith('.'))
  const paths = (isMeant: (kind: string, path: string) => boolean) =>
    own.flatMap((one) => (isMeant(one.kind, one.path) ? join(dirname(path), one.path) : []))
  return {
    source,
    needs: paths((kind, name) => kind !== 'dynamic-import' && !name.endsWith('.css')),
    loads: paths((kind) => kind === 'dynamic-import'),
    styles: paths((_, name) => name.endsWith('.css')),
  }
}

export function loaderOf(path: string): 'ts' | 'tsx' {
  return path.endsWith('x') ? 'tsx' : 'ts'
}

/** All that is loaded at some time and not at once. */
export function loadedLater(modules: Modules): ReadonlySet<string> {
  return new Set([...modules.values()].flatMap(({ loads }) => loads))
}

/**
 * @param surrounding What surrounds every view.
 * @param firstView What comes first, and is never made to wait for what others share.
 */
export function sharedModules(
  modules: Modules,
  surrounding: string,
  firstView: string,
): { bySurrounding: string[]; byViews: string[] } {
  const there = needed(modules, surrounding)
  const shared = smallGroups(modules, there)
  const bySurrounding = complete(
    modules,
    there,
    shared.flatMap(({ paths, users }) => (users.includes(firstView) ? paths : [])),
  )
  const sooner = new Set([...there, ...bySurrounding])
  const byViews = complete(
    modules,
    sooner,
    shared.flatMap(({ paths, users }) => (users.length >= MANY && !users.includes(firstView) ? paths : [])),
  )
  return { bySurrounding, byViews }
}

interface Group {
  paths: string[]
  users: string[]
}

/** What is needed by the same, as a bundler would put it into a file of its own. */
function smallGroups(modules: Modules, there: ReadonlySet<string>): Group[] {
  const users = new Map<string, string[]>()
  for (const one of loadedLater(modules))
    for (const path of needed(modules, one))
      if (!there.has(path)) users.set(path, [...(users.get(path) ?? []), one])
  const groups = new Map<string, Group>()
  for (const [path, by] of users) {
    // Each language has its own, which come when they are said.
    if (by.length < 2 || path.includes('/texts/')) continue
    const group = groups.get(by.join()) ?? { paths: [], users: by }
    groups.set(by.join(), group)
    group.paths.push(path)
  }
  const bytesOf = ({ paths }: Group) =>
    paths.reduce((sum, path) => sum + (modules.get(path)?.source.length ?? 0), 0)
  return [...groups.values()].filter((group) => bytesOf(group) < LARGE)
}

function needed(modules: Modules, path: string, found = new Set<string>()): Set<string> {
  const one = modules.get(path)
  if (!one || found.has(path)) return found
  found.add(path)
  for (const next of one.needs) needed(modules, next, found)
  return found
}

/** Without those that would bring along what is none of them. */
function complete(modules: Modules, there: ReadonlySet<string>, paths: readonly string[]): string[] {
  const all = new Set([...there, ...paths])
  const kept = paths.filter((path) =>
    (modules.get(path)?.needs ?? []).every((one) => all.has(one) || !modules.has(one)),
  )
  return kept.length === paths.length ? kept : complete(modules, there, kept)
}
