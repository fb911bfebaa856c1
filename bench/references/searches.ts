/**
 * Fills organizations of several sizes in one database, and searches each in turns, without a server
 * between. `rare` is in one task of ten thousand, `middling` in one of a thousand, `common` in every
 * tenth; the other words are as frequent as words are (Zipf).
 */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Principal } from '../../src/access/principal.ts'
import { readConfig } from '../../src/config/env.ts'
import { createContext } from '../../src/context.ts'
import { batchStatement, statement } from '../../src/db/statement.ts'
import { signUp } from '../../src/modules/auth/sign-up.ts'
import { rebuildSearch } from '../../src/modules/search/index-texts.ts'
import { searchTexts } from '../../src/modules/search/search-texts.ts'
import { TextKinds } from '../../src/modules/search/text-kinds.ts'
import { temporaryFolder } from '../machine.ts'
import { median, percentile, ROUNDS } from '../measure.ts'

export interface Options {
  sizes: number[]
  env: Record<string, string>
  /** Whether FTS5 alone is measured, too. */
  bare: boolean
}

export interface Measured {
  searches: {
    size: number
    words: string
    who: string
    p50: number
    p99: number
    best: number
    bare: { newest: number; ranked: number } | null
  }[]
  /** Texts a second. */
  indexed: number
  /** Of the tables of the index with their own indexes, of all organizations together. */
  bytes: number
}

const TIMES = 40
const VOCABULARY = 50_000
const SEARCHES = ['rare', 'middling', 'common', 'common middling', 'common frequent', 'middl*']

const insertTasks = batchStatement({ id: 'text', title: 'text', description: 'text', assignee_id: 'text' })<
  never,
  { now: number }
>(`
  insert into tasks (organization_id, id, title, description, status, priority, assignee_id, labels, created_at, updated_at)
  select :organization_id, r.id, r.title, r.description, 'todo', 'none', r.assignee_id, '[]', cast(:now as bigint), cast(:now as bigint)
  from :rows as r`)

const { sizes, env, bare }: Options = JSON.parse(process.argv[2] ?? '')
using folder = temporaryFolder()
await using context = await createContext(readConfig({ DATA_DIR: folder.path, ...env }))
const texts = new TextKinds(context.resources)
const random = seeded(7)
const organizations = []
for (const size of sizes) organizations.push(await fill(size))
await context.db.refreshStatistics()
const searches = organizations.flatMap((one) =>
  SEARCHES.flatMap((words) => [
    { ...one, words, who: 'all', principal: { ...one.member, role: 'owner' as const } },
    { ...one, words, who: 'a tenth', principal: { ...one.member, role: 'member' as const } },
  ]),
)
const took = searches.map(() => ({
  searched: [] as number[],
  newest: [] as number[],
  ranked: [] as number[],
}))
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [i, { words, principal, plain, who }] of searches.entries()) {
    const { searched, newest, ranked } = took[i]!
    for (let n = 0; n < TIMES; n += 1) searched.push(await timed(() => search(principal, words)))
    if (who !== 'all' || !plain) continue
    for (let n = 0; n < TIMES / 4; n += 1) newest.push(await timed(() => plain.newest.all(words)))
    for (let n = 0; n < TIMES / 4; n += 1) ranked.push(await timed(() => plain.ranked.all(words)))
  }
}
const measured: Measured = {
  indexed: organizations.at(-1)?.indexed ?? Number.NaN,
  bytes: await sizeOfIndex(),
  searches: searches.map(({ size, words, who, plain }, i) => ({
    ...{ size, words, who },
    p50: median(took[i]!.searched),
    p99: percentile(took[i]!.searched, 99),
    best: Math.min(...took[i]!.searched),
    bare:
      plain && who === 'all' ? { newest: median(took[i]!.newest), ranked: median(took[i]!.ranked) } : null,
  })),
}
console.log(JSON.stringify(measured))

function search(principal: Principal, words: string) {
  return searchTexts({ ...context, texts }, principal, { q: words })
}

async function timed(run: () => unknown): Promise<number> {
  const startedAt = performance.now()
  await run()
  return performance.now() - startedAt
}

async function fill(size: number) {
  const account = { email: `${size}@example.com`, password: 'of a benchmark', name: 'ada' }
  const { organization, member } = await signUp(
    context,
    { ...account, organization: { name: 'a', time_zone: 'UTC' } },
    { user_agent: null, address: null },
  )
  const here = context.db.for(organization.id)
  const insertPlain = bare ? plainTable(size) : null
  const AT_ONCE = 1_000
  for (let done = 0; done < size; done += AT_ONCE) {
    const rows = Array.from({ length: AT_ONCE }, (_, i) => ({
      id: context.newId(),
      ...text(done + i),
      assignee_id: random() < 0.1 ? member.id : null,
    }))
    await here.write((tx) => tx.each(insertTasks, rows, { now: Date.now() }))
    insertPlain?.insert(rows)
  }
  const startedAt = performance.now()
  await rebuildSearch(context, organization.id, () => {})
  const indexed = size / ((performance.now() - startedAt) / 1000)
  const principal = { kind: 'session', organization_id: organization.id, member_id: member.id } as const
  return {
    ...{ size, indexed },
    plain: insertPlain,
    member: { ...principal, session_id: '', user_id: '', is_instance_admin: false },
  }
}

async function sizeOfIndex(): Promise<number> {
  const sizeOf = statement<Record<never, never>, { bytes: number }>(
    context.db.engine === 'sqlite'
      ? `select sum(pgsize) as bytes from dbstat where name like 'search~_%' escape '~'`
      : `select sum(pg_total_relation_size(oid)) as bytes from pg_class
         where relkind = 'r' and relname like 'search~_%' escape '~'`,
  )
  const [size] = await context.db.instance.read((q) => q.all(sizeOf))
  return size?.bytes ?? Number.NaN
}

/** FTS5 as one would use it without Almanac: a table that holds its texts. */
function plainTable(size: number) {
  const db = new Sqlite(join(folder.path, `plain-${size}.sqlite`))
  db.pragma('journal_mode = WAL')
  db.exec('create virtual table plain using fts5(title, description)')
  const put = db.prepare('insert into plain (title, description) values (?, ?)')
  const insert = db.transaction((rows: { title: string; description: string }[]) => {
    for (const { title, description } of rows) put.run(title, description)
  })
  return {
    insert,
    newest: db.prepare('select title from plain where plain match ? order by rowid desc limit 50'),
    ranked: db.prepare('select title from plain where plain match ? order by rank limit 50'),
  }
}

function text(i: number): { title: string; description: string } {
  const extra = [
    i % 10_000 === 77 ? 'rare' : '',
    i % 1_000 === 78 ? 'middling' : '',
    i % 10 === 9 ? 'common' : '',
    i % 7 === 3 ? 'frequent' : '',
  ]
  return { title: `${someWords(5)} ${extra[i % 4]}`, description: `${someWords(24)} ${extra.join(' ')}` }
}

function someWords(count: number): string {
  return Array.from({ length: count }, () => {
    // Of rank r about as often as 1/r.
    const rank = Math.floor(VOCABULARY ** random())
    return `w${((rank * 7919) % 99_991).toString(36)}`
  }).join(' ')
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
