/** Why something is refused, in German: by codes and phrases that the server has. */
import { expect, test } from 'bun:test'
import { Glob } from 'bun'
import { de } from '../../src/web/texts/de/problems.ts'

/** What only a program can do wrong, or whoever runs the server. */
const NOT_OF_THE_PAGE =
  /^(malformed|missing|unsupported|nested|invalid_(cursor|header|text|value)|chain|idempotency|cross_site|method|no_such|range|url|changes|import_conflict|backup_failed|database_(replaced|damaged)|outcome|dry_run|demo$)/

async function codes(): Promise<string[]> {
  const found = new Set<string>()
  for await (const path of new Glob(
    'src/{access,files,http,lib,modules,operations,db,webhooks}/**/*.ts',
  ).scan()) {
    const text = await Bun.file(path).text()
    for (const [, code] of text.matchAll(/super\(\s*[45]\d\d,\s*'([a-z_]+)'/g)) if (code) found.add(code)
  }
  return [...found]
}

test('each refusal that the page may meet has German words', async () => {
  const all = await codes()
  expect(all.length).toBeGreaterThan(50)
  const inEnglish = all.filter((code) => !NOT_OF_THE_PAGE.test(code) && de.detail(code, '?') === '?')
  expect(inEnglish).toEqual([])
  expect(de.detail('task_not_found', 'x')).not.toBe('x')
})

test('what is wrong with a field, with its numbers', () => {
  expect(de.field('is wrong')).toBe('ist falsch')
  expect(de.field('must have 8 to 200 characters')).toBe('muss 8 bis 200 Zeichen haben')
  expect(de.field('must have at most 5,000 characters')).toBe('darf höchstens 5.000 Zeichen haben')
  expect(de.field('is something that nobody has foreseen')).toBe('is something that nobody has foreseen')
})
