/** What styles must not do, whatever they look like. */
import { expect, test } from 'bun:test'
import { join } from 'node:path'

const FOLDER = join(import.meta.dir, '../../src/web/styles')

/** All selectors of all style sheets, each with those beside it. */
async function selectors(): Promise<string[]> {
  const sheets = [...new Bun.Glob('**/*.css').scanSync(FOLDER)].map((name) => Bun.file(join(FOLDER, name)))
  const texts = await Promise.all(sheets.map((one) => one.text()))
  const bare = texts.join('\n').replaceAll(/\/\*[\s\S]*?\*\//g, '')
  return [...bare.matchAll(/([^{};]+)\{/g)].map(([, selector = '']) => selector.trim())
}

test('nothing that is asked of every element asks what stands elsewhere', async () => {
  const all = await selectors()
  expect(all.length).toBeGreaterThan(500)
  // Of a plot of a year each mark asked all those before it, which took longer than to draw them.
  expect(all.filter((one) => /:has\([^()]*\)\s*[~+>]?\s*\*(?=,|$)/.test(one))).toEqual([])
})

test('each theme says to the system which it is, for fields and scroll bars', async () => {
  const tokens = await Bun.file(join(FOLDER, 'tokens.css')).text()
  for (const theme of ['light', 'dark'])
    expect(tokens).toMatch(new RegExp(`\\[data-theme="${theme}"\\] \\{\\s*color-scheme: ${theme};`))
})
