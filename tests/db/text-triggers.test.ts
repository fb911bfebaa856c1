/** What is searched is queued by triggers, which follow what the resources say: at each start, and not by hand. */
import { expect, test } from 'bun:test'
import { openDatabase } from '../../src/db/open.ts'
import type { TextSource } from '../../src/db/search/texts.ts'
import { textSources } from '../../src/resources/resource.ts'
import { RESOURCES } from '../../src/resources.ts'
import { onEachEngine } from '../app.ts'
import { outsider, testDatabase } from './database.ts'

const TEAM: TextSource = {
  kind: 'team',
  code: 'e',
  table: 'teams',
  title: 'name',
  body: 'description',
  parent: null,
}
const MESSAGES_IN_TEAMS: TextSource = { ...TEAM, title: null, body: 'name', parent: 'description' }

onEachEngine('The triggers of the index', (engine) => {
  test('of a kind that is new come with the next start, and what there was is queued once', async () => {
    await using target = await testDatabase(engine)
    await using outside = await outsider(target.url)
    const put = (id: string) =>
      outside.query(`insert into teams (organization_id, id, name, description, created_at, updated_at)
        values ('a', '${id}', 'n', 'd', 1, 1)`)
    const queued = async () => {
      const rows = await outside.query('select kind, id, parent_id from search_queue order by id')
      await outside.query('delete from search_queue')
      return rows.map(({ kind, id, parent_id }) => [kind, id, parent_id].join(' '))
    }
    const start = async (texts: TextSource[]) => {
      await (await openDatabase(target.url, async () => {}, { texts }))[Symbol.asyncDispose]()
    }
    await outside.query(`insert into organizations (id, name, slug, created_at, time_zone, rollup_generation)
      values ('a', 'a', 'a', 1, 'UTC', 1)`)
    await put('1')
    expect(await queued()).toEqual([])
    await start([TEAM])
    await put('2')
    expect(await queued()).toEqual(['team 1 ', 'team 2 '])
    await start([TEAM])
    await outside.query(`update teams set updated_at = 2`)
    expect(await queued()).toEqual([])
    await outside.query(`update teams set description = 'e' where id = '2'`)
    expect(await queued()).toEqual(['team 2 '])
    await start([MESSAGES_IN_TEAMS])
    await outside.query(`update teams set description = 'f'`)
    expect(await queued()).toEqual([])
    await outside.query(`update teams set name = 'm' where id = '1'`)
    expect(await queued()).toEqual(['team 1 f'])
    await outside.query(`update teams set name = 'o'`)
    await outside.query(`delete from teams where id = '1'`)
    expect(await queued()).toEqual(['team 2 f'])
  })

  test('stay as they are where nothing is new', async () => {
    await using target = await testDatabase(engine)
    await using outside = await outsider(target.url)
    const triggers = () =>
      outside.query(
        engine === 'sqlite'
          ? `select name, rootpage, sql from sqlite_schema where type = 'trigger' order by rowid`
          : `select tgname, cast(oid as text) as oid from pg_trigger where not tgisinternal order by tgname`,
      )
    const before = await triggers()
    const texts = textSources(RESOURCES)
    await (await openDatabase(target.url, async () => {}, { texts }))[Symbol.asyncDispose]()
    expect(await triggers()).toEqual(before)
  })
})
