/** Which scripts of the page stand in one file. */
import { expect, test } from 'bun:test'
import { bundle } from '../src/http/web/bundle.ts'
import { type Modules, sharedModules } from '../src/http/web/page-modules.ts'

/** @param needs What each imports; @param loads what `main` loads later. */
function modulesOf(needs: Record<string, string[]>, loads: string[]): Modules {
  const parts = Object.entries(needs).map(([path, needs]) => {
    const source = path.startsWith('large') ? 'x'.repeat(10_000) : 'x'
    return [path, { source, needs, loads: path === 'main' ? loads : [], styles: [] }] as const
  })
  return new Map(parts)
}

const VIEWS = ['first', 'a', 'b', 'c', 'd']

function sharedBy(needs: Record<string, string[]>) {
  const views = Object.fromEntries(VIEWS.map((view) => [view, needs[view] ?? []]))
  return sharedModules(modulesOf({ main: [], ...needs, ...views }, VIEWS), 'main', 'first')
}

test('what the first view shares comes with what surrounds it, and what many others share with them', () => {
  const needs = { first: ['sheet'], a: ['sheet', 'field'], b: ['field'], c: ['field'], d: ['field'] }
  expect(sharedBy({ ...needs, sheet: [], field: [] })).toEqual({
    bySurrounding: ['sheet'],
    byViews: ['field'],
  })
})

test('what few share, is large, or is what a language says, comes with who needs it', () => {
  const common = ['large', 'src/texts/work']
  const needs = { first: ['large'], a: [...common, 'few'], b: [...common, 'few'], c: common, d: common }
  expect(sharedBy({ ...needs, large: [], 'src/texts/work': [], few: [] })).toEqual({
    bySurrounding: [],
    byViews: [],
  })
})

test('nothing comes sooner that would bring along what does not', () => {
  const needs = { a: ['save'], b: ['save'], c: ['save'], d: ['save'] }
  const rest = { save: ['draft'], draft: ['large'], large: [] }
  expect(sharedBy({ ...needs, ...rest }).byViews).toEqual([])
})

test('the first view is four scripts, and none of another view is among them', async () => {
  const { made } = await bundle()
  const found = new Map<string, string[]>()
  const add = (path: string) => {
    const { inputs = {}, imports = [] } = made.get(path) ?? {}
    if (found.has(path)) return
    found.set(path, Object.keys(inputs))
    for (const one of imports) if (one.kind === 'import-statement') add(one.path)
  }
  for (const [path, { inputs }] of made)
    if (Object.keys(inputs).some((one) => /web\/(theme|main|views\/overview\/overview)\.tsx?$/.test(one)))
      add(path)
  expect(found.size).toBe(4)
  const views = [...found.values()].flat().flatMap((one) => /views\/(\w+)\//.exec(one)?.[1] ?? [])
  expect([...new Set(views)].sort()).toEqual(['days', 'frame', 'overview'])
})
