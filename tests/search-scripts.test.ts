/** What finds what in which script, on both engines as by the words alone, and an index that an older version has made. */
import { expect, test } from 'bun:test'
import { SEARCH_VERSION } from '../src/db/search/texts.ts'
import { statement } from '../src/db/statement.ts'
import { parseTextSearch, scoreOf } from '../src/lib/text-search.ts'
import { rebuildSearch } from '../src/modules/search/index-texts.ts'
import { TASK_TEXTS } from '../src/modules/tasks/task-texts.ts'
import { assertDistinct, type Resource } from '../src/resources/resource.ts'
import { RESOURCES } from '../src/resources.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { ALL_SEARCHED_TEXTS, isFound } from './lib/searched-texts.ts'
import { type Member, signUp } from './people.ts'

onEachEngine('A search in any script', (engine) => {
  const app = sharedApp(engine)

  test('finds on every engine what the words say, in the same order', async () => {
    const ada = await signUp(await app(), 'scripts-ada')
    const titles = ALL_SEARCHED_TEXTS.map(({ text }) => text.trim())
    await makeTasks(await app(), ada, titles)
    const searches = ALL_SEARCHED_TEXTS.flatMap(({ found, missed }) => [found[0] ?? '', missed[0] ?? ''])
    while (searches.length > 0) {
      const some = searches.splice(0, 20)
      const found = await Promise.all(some.map(async (typed) => titlesFound(await app(), ada, typed)))
      for (const [i, typed] of some.entries()) {
        expect([typed, found[i]]).toEqual([typed, expectedTitles(titles, typed)])
      }
    }
  })

  test('marks what was found in the text as it was written', async () => {
    const ada = await signUp(await app(), 'marks-ada')
    const description = `${'Ｃre\u0300me, '.repeat(40)}⚠️Wich\u00adtig™ ${'東京都 '.repeat(60)}`
    await makeTasks(await app(), ada, ['ユーザーID'], description)
    const [item] = (await search(await app(), ada, 'wichtig ID')).items
    expect(item.highlights.title).toEqual([
      { text: 'ユーザー', match: false },
      { text: 'ID', match: true },
    ])
    expect(item.highlights.text).toContainEqual({ text: 'Wich\u00adtig', match: true })
    const shown = item.highlights.text.map(({ text }: { text: string }) => text).join('')
    expect(description).toContain(shown.replaceAll(/^… | …$/g, ''))
  })

  test('finds phrases far behind in a long text without spaces', async () => {
    const ada = await signUp(await app(), 'far-ada')
    await makeTasks(await app(), ada, ['long'], `${'のは'.repeat(9_900)}私の東京`)
    for (const typed of ['私の', '東京', '私', 'の東']) {
      expect([typed, await titlesFound(await app(), ada, typed)]).toEqual([typed, ['long']])
    }
  })

  test('is given an index by the rules of today where an older version has made it', async () => {
    const ada = await signUp(await app(), 'older-ada')
    const { context } = await app()
    const here = context.db.for(ada.organization_id)
    await makeTasks(await app(), ada, ['⚠️Wichtig', 'roses'])
    // In another writing: what was found by the same one would be kept, of a database that was newer then.
    expect(await titlesFound(await app(), ada, 'Wichtig')).toEqual(['⚠️Wichtig'])
    // As an older version has left them: other words, and nothing that tells what they are made of.
    await here.write(async (tx) => {
      const [task] = await tx.all(OLDEST_TASK)
      const key = { ...TASK_TEXTS, id: task!.id, parent_id: null }
      await tx.can.indexTexts(tx, [{ ...key, title: ['\ufe0fwichtig'], body: [] }])
      await tx.all(SET_VERSION, { version: 1 })
    })
    expect(await titlesFound(await app(), ada, 'wichtig')).toEqual([])
    expect(await titlesFound(await app(), ada, 'roses')).toEqual(['roses'])
    expect(await context.cron.run('upgrade_search')).toMatchObject({ outcome: 'done' })
    expect(await titlesFound(await app(), ada, 'wichtig')).toEqual(['⚠️Wichtig'])
    expect(await here.read((q) => q.all(VERSION))).toEqual([{ search_version: SEARCH_VERSION }])
    expect(await context.cron.run('upgrade_search')).toEqual({
      outcome: 'done',
      detail: 'indexed 0 texts anew',
    })
  })

  test('is answered while the index is made anew, and new texts are found at once', async () => {
    const ada = await signUp(await app(), 'during-ada')
    const titles = Array.from({ length: 250 }, (_, i) => `roses ${i}`)
    await makeTasks(await app(), ada, titles)
    const { context } = await app()
    const seen: Promise<string[]>[] = []
    const rebuilt = await rebuildSearch(context, ada.organization_id, () => {
      const title = `tulips ${seen.length}`
      seen.push(
        (async () => {
          await makeTasks(await app(), ada, [title])
          return [
            ...(await titlesFound(await app(), ada, `"${title}"`)),
            ...(await titlesFound(await app(), ada, '"roses 249"')),
          ]
        })(),
      )
    })
    expect(rebuilt).toBeGreaterThanOrEqual(titles.length)
    expect(seen.length).toBeGreaterThan(3)
    for (const [i, found] of (await Promise.all(seen)).entries()) {
      expect(found).toEqual([`tulips ${i}`, 'roses 249'])
    }
  })
})

test('Every kind of text has a letter of its own in the index', () => {
  const like = (kind: string, code: string): Resource => ({
    kind,
    table: 'teams',
    text: { code, body: 'name' },
  })
  assertDistinct(RESOURCES)
  assertDistinct([like('lesson', 'l'), like('label', 'a')])
  expect(() => assertDistinct([like('lesson', 'l'), like('label', 'l')])).toThrow('code l')
  expect(() => assertDistinct([like('lesson', 'l'), like('lesson', 'a')])).toThrow('kind lesson')
  for (const code of ['', 'L', 'le']) expect(() => assertDistinct([like('lesson', code)])).toThrow('no code')
})

function expectedTitles(titles: string[], typed: string): string[] {
  const sought = parseTextSearch(typed)
  if (!sought) return []
  return titles
    .toReversed()
    .filter((title) => isFound(title, typed))
    .sort((a, b) => scoreOf(sought, b, '') - scoreOf(sought, a, ''))
}

async function makeTasks(app: TestApp, { token }: Member, titles: string[], description = ''): Promise<void> {
  const tasks = titles.map((title) => ({ title, description }))
  const { status, text } = await app.post('/api/v1/tasks/bulk', { token, json: { tasks } })
  if (status >= 300) throw new Error(text)
}

async function search(app: TestApp, { token }: Member, typed: string) {
  const { status, body } = await app.get(`/api/v1/search?limit=200&q=${encodeURIComponent(typed)}`, { token })
  expect([typed, status]).toEqual([typed, 200])
  return body
}

async function titlesFound(app: TestApp, by: Member, typed: string): Promise<string[]> {
  return (await search(app, by, typed)).items.map(({ title }: { title: string }) => title)
}

const OLDEST_TASK = statement<Record<never, never>, { id: string }>(
  'select id from tasks where organization_id = :organization_id order by id limit 1',
)
const SET_VERSION = statement<{ version: number }>(
  'update organizations set search_version = cast(:version as bigint) where id = :organization_id',
)
const VERSION = statement<Record<never, never>, { search_version: number }>(
  'select search_version from organizations where id = :organization_id',
)
