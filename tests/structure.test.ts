/** What the architecture promises and no type can hold: who may import whom. */
import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { clientTypes } from '../scripts/client-types.ts'
import { FILE_TABLES } from '../src/db/file-tables.ts'
import { archivedTables } from '../src/db/rows/archived-tables.ts'
import { testApp } from './app.ts'

const ROOT = join(import.meta.dir, '..')

interface Import {
  from: string
  /** A path from the root for a file of ours, else the name of the package. */
  to: string
  /** Whether it is there when the program runs: types are not. */
  runtime: boolean
}

const files = [...new Bun.Glob('src/**/*.{ts,tsx}').scanSync({ cwd: ROOT })].sort()
const imports = files.flatMap(importsOf)

test('no file imports itself, by whatever detour, not even for a type', () => {
  expect(cycles()).toEqual([])
})

test('Elysia is seen only at the rim', () => {
  const rim = /^src\/(app\.ts|http\/.*|.*\/(routes|schema)\.ts)$/
  expect(
    where(({ to }) => /^(elysia|@elysiajs\/.*)$/.test(to)).filter(({ from }) => !rim.test(from)),
  ).toEqual([])
})

test('only the command that serves imports the application', () => {
  expect(where(({ to }) => to === 'src/app.ts').map(({ from }) => from)).toEqual(['src/cli/serve.ts'])
})

test('a module uses the actions of another and never its queries', () => {
  const foreign = where(({ from, to }) => to.endsWith('/queries.ts') && moduleOf(from) !== moduleOf(to))
  expect(foreign.filter(({ from }) => moduleOf(from))).toEqual([])
})

/** They serve every noun alike, and are handed the list of src/resources.ts. Who signs in is below all nouns. */
const GENERIC_ROOMS = [
  'src/modules/members/',
  'src/modules/trash/',
  'src/modules/search/',
  'src/modules/notifications/',
  'src/operations/clean-up.ts',
]
const BELOW_NOUNS = ['auth', 'people', 'members', 'trash', 'search', 'notifications']

test('the rooms that serve every noun alike import none', () => {
  const nouns = where(({ from, to }) => {
    const noun = moduleOf(to)
    return (
      noun !== undefined && !BELOW_NOUNS.includes(noun) && GENERIC_ROOMS.some((room) => from.startsWith(room))
    )
  })
  expect(nouns.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test('only db knows which engines there are', () => {
  const engines =
    /^(better-sqlite3|postgres|bun:sqlite|drizzle-orm\/(better-sqlite3|postgres-js|(pg|sqlite)-core))$/
  expect(where(({ from, to }) => engines.test(to) && !from.startsWith('src/db/'))).toEqual([])
})

/** By the builder, whose text takes longer than SQLite does with it: src/db/query.ts builds each once. */
test('no query is built for each request', () => {
  const above = files.filter((file) => !file.startsWith('src/db/'))
  expect(above.filter((file) => buildsPerCall(textOf(file)))).toEqual(STILL_BUILT_PER_CALL)
})

/** Only ever fewer. */
const STILL_BUILT_PER_CALL: string[] = []

test('what is built for each request is found', () => {
  const perCall = [
    'export async function find(q: Read) {\n  return q.select().from(q.tables.a)\n}',
    'export async function put(tx: Write) {\n  await tx\n    .insert(tx.tables.a)\n}',
    'class A {\n  run() {\n    return this.db.instance.read((q) => q.select().from(q.tables.a))\n  }\n}',
  ]
  const once = [
    'const find = query((q) => q.select().from(q.tables.a))\n',
    'export const put = instanceMutation(\n  (q, { id }: Slots<{ id: string }>) =>\n    q.insert(q.tables.a).values({ id }),\n)',
    'function select(q: Reading) {\n  return q.select().from(q.tables.a)\n}\n',
  ]
  expect(perCall.map(buildsPerCall)).toEqual([true, true, true])
  expect(once.map(buildsPerCall)).toEqual([false, false, false])
})

/** Each floor may use those below it, and its own. */
const FLOORS = [
  ['src/web/'],
  ['src/main.ts'],
  ['src/cli/'],
  ['src/app.ts', 'src/context.ts', 'src/resources.ts', 'src/wire.ts'],
  ['src/modules/', 'src/metrics/', 'src/operations/', 'src/live/', 'src/webhooks/', 'src/mcp/'],
  ['src/http/'],
  ['src/access/', 'src/changes/', 'src/resources/', 'src/jobs/'],
  ['src/base.ts'],
  ['src/cache/', 'src/db/', 'src/config/', 'src/files/'],
  ['src/lib/'],
]

test('no import goes up a floor, not even for a type', () => {
  const floorOf = (file: string) => FLOORS.findIndex((rooms) => rooms.some((room) => file.startsWith(room)))
  expect(files.filter((file) => floorOf(file) === -1)).toEqual([])
  const upwards = where(({ from, to }) => to.startsWith('src/') && floorOf(to) < floorOf(from))
  expect(upwards.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test('the page is a house of its own: of the server it knows the types on the wire, and nobody knows the page', () => {
  const allowed = /^(src\/web\/.*|docs\/api-types\.ts|preact(\/hooks)?|qr|@preact\/signals)$/
  const fromPage = where(({ from }) => from.startsWith('src/web/'))
  expect(fromPage.filter(({ to }) => !allowed.test(to))).toEqual([])
  expect(fromPage.filter(({ to, runtime }) => to.startsWith('docs/') && runtime)).toEqual([])
  expect(where(({ from, to }) => to.startsWith('src/web/') && !from.startsWith('src/web/'))).toEqual([])
})

/** Rooms of the page, each of which may use those after it, and its own. */
const PAGE_FLOORS = [
  ['src/web/main.tsx'],
  ['src/web/views/'],
  ['src/web/parts/'],
  ['src/web/state/'],
  ['src/web/texts/', 'src/web/plots/', 'src/web/api/', 'src/web/theme.ts', 'src/web/service-worker.ts'],
  ['src/web/format/', 'src/web/styles/'],
]

test('no import of the page goes up a floor', () => {
  const floorOf = (file: string) =>
    PAGE_FLOORS.findIndex((rooms) => rooms.some((room) => file.startsWith(room)))
  const within = where(({ from, to }) => from.startsWith('src/web/') && to.startsWith('src/web/'))
  expect(
    within.filter(({ from, to }) => floorOf(to) < floorOf(from)).map(({ from, to }) => `${from} → ${to}`),
  ).toEqual([])
})

test('docs/api-types.ts is what the OpenAPI document says: "bun scripts/client-types.ts" writes it', async () => {
  await using app = await testApp('sqlite')
  const { body } = await app.get('/openapi.json')
  expect(textOf('docs/api-types.ts') === clientTypes(body)).toBe(true)
})

test('the environment is read in one place', () => {
  const readers = files.filter((file) => /\b(process|Bun|import\.meta)\.env\b/.test(textOf(file)))
  expect(readers.filter((file) => !['src/main.ts', 'src/config/env.ts'].includes(file))).toEqual([])
})

test('every table that names contents of files is asked before one of them goes', () => {
  const naming = archivedTables().filter(({ columns }) => columns.some(({ name }) => name === 'sha256'))
  expect(naming.map(({ name }) => name).sort()).toEqual([...FILE_TABLES].sort())
})

test('there are no barrels', () => {
  expect(files.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([])
  expect(files.filter((file) => /^export \* from/m.test(textOf(file)))).toEqual([])
})

test('the walk sees what there is to see', () => {
  const text = `
    import type { A } from './a.ts'
    import { type B, type C } from './b.ts'
    import d, { type E } from './d.ts'
    import {
      f,
      type G,
    } from '../f.ts'
    export { h } from './h.ts'
    export type { I } from './i.ts'
    import './j.ts'
    import * as k from 'k'
    const l = () => import('./l.ts')
    // import { m } from './m.ts'`
  expect(scan('src/x/y.ts', text)).toEqual([
    { from: 'src/x/y.ts', to: 'src/x/a.ts', runtime: false },
    { from: 'src/x/y.ts', to: 'src/x/b.ts', runtime: false },
    { from: 'src/x/y.ts', to: 'src/x/d.ts', runtime: true },
    { from: 'src/x/y.ts', to: 'src/f.ts', runtime: true },
    { from: 'src/x/y.ts', to: 'src/x/h.ts', runtime: true },
    { from: 'src/x/y.ts', to: 'src/x/i.ts', runtime: false },
    { from: 'src/x/y.ts', to: 'src/x/j.ts', runtime: true },
    { from: 'src/x/y.ts', to: 'k', runtime: true },
    { from: 'src/x/y.ts', to: 'src/x/l.ts', runtime: true },
  ])
  expect(imports.length).toBeGreaterThan(files.length)
})

function where(condition: (one: Import) => boolean): Import[] {
  return imports.filter(condition)
}

function moduleOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1]
}

/** Each cycle once, as the files on its way. */
function cycles(): string[] {
  const targets = Map.groupBy(imports, ({ from }) => from)
  const found = new Set<string>()
  const done = new Set<string>()
  const visit = (file: string, way: string[]) => {
    const at = way.indexOf(file)
    if (at !== -1) found.add([...way.slice(at), file].join(' → '))
    if (at !== -1 || done.has(file)) return
    for (const { to } of targets.get(file) ?? []) visit(to, [...way, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return [...found]
}

/** Whether one of its declarations builds on a handle: on `q` in a query of ours, or a part of one, it is built once. */
function buildsPerCall(text: string): boolean {
  const declarations = text.split(/\n(?=[a-z/])/)
  return declarations.some(
    (one) =>
      /\b(q|tx|instance)\s*\.(select(Distinct)?|insert|update|delete)\(/.test(one) && !isBuiltOnce(one),
  )
}

function isBuiltOnce(declaration: string): boolean {
  return /^(export )?const \w+ = (query|mutation|instanceQuery|instanceMutation)\(|^(export )?function \w+\((\s*|.*\b)q: (Pick<)?(Instance)?(Reading|Writing)\b/m.test(
    declaration,
  )
}

function importsOf(file: string): Import[] {
  return scan(file, textOf(file))
}

function scan(from: string, text: string): Import[] {
  const statement =
    /^\s*(?:import|export)\s+(?<types>type\s+)?(?:(?<names>[\w*{][^'"]*?)\s*from\s*)?'(?<path>[^']+)'|\bimport\('(?<late>[^']+)'\)/gm
  return [...text.matchAll(statement)].map(({ groups = {} }) => {
    const { types, names, path, late } = groups
    const isOfTypes = types !== undefined || /^\{(\s*type\s+\w+(\s+as\s+\w+)?\s*,?)+\s*\}$/.test(names ?? '')
    return { from, to: resolved(from, path ?? late ?? ''), runtime: !isOfTypes }
  })
}

function resolved(from: string, path: string): string {
  return path.startsWith('.') ? relative('.', join(dirname(from), path)) : path
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}
