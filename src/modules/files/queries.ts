import { FILE_TABLES, type FileTable } from '../../db/file-tables.ts'
import type { Read, Write } from '../../db/handle.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import type { FileRow, Place, TextState } from './subject.ts'

/**
 * The same for each table of files, written once for it when its module is loaded.
 *
 * @param parent The column that names what a file is of.
 */
export function fileQueries(table: FileTable, parent: string) {
  const columns = `id, ${parent} as parent_id, name, media_type, bytes, sha256, text_state, created_by, created_at`
  const ofParent = `organization_id = :organization_id and ${parent} = :parent_id`
  const one = `${ofParent} and id = :id`
  type At = { parent_id: string; id: string }
  const list = statement<{ parent_id: string }, FileRow>(
    `select ${columns} from ${table} where ${ofParent} order by id`,
  )
  const find = statement<At, FileRow>(`select ${columns} from ${table} where ${one}`)
  const counts = batchStatement({ parent_id: 'text' })<{ parent_id: string; files: number }>(`
    select ${parent} as parent_id, count(*) as files from ${table}
    where organization_id = :organization_id and ${parent} in (select r.parent_id from :rows as r)
    group by ${parent}`)
  const insert = statement<{ [Name in keyof FileRow]: FileRow[Name] } & { body: string }>(`
    insert into ${table} (organization_id, id, ${parent}, name, media_type, bytes, sha256, text_state, body,
      created_by, created_at)
    values (:organization_id, :id, :parent_id, :name, :media_type, :bytes, :sha256, :text_state, :body,
      :created_by, :created_at)`)
  const remove = statement<At>(`delete from ${table} where ${one}`)
  const removeOf = batchStatement({ parent_id: 'text' })<{ sha256: string }>(`
    delete from ${table}
    where organization_id = :organization_id and ${parent} in (select r.parent_id from :rows as r)
    returning sha256`)
  const pending = statement<{ limit: number }, Pick<FileRow, 'id' | 'parent_id' | 'media_type' | 'sha256'>>(`
    select id, ${parent} as parent_id, media_type, sha256 from ${table}
    where organization_id = :organization_id and text_state = 'pending' order by id limit :limit`)
  const setText = statement<At & { text_state: TextState; body: string }, { id: string }>(`
    update ${table} set text_state = :text_state, body = :body
    where ${one} and text_state = 'pending' returning id`)
  const rowsOf = (parents: readonly string[]) => parents.map((parent_id) => ({ parent_id }))
  return {
    /** The oldest first. */
    list: (q: Read, parent_id: string) => q.all(list, { parent_id }),
    find: async (q: Read, { parent_id, id }: Place) => (await q.all(find, { parent_id, id }))[0] ?? null,
    /** How many files each of these has; those without are left out. */
    count: async (q: Read, parents: readonly string[]): Promise<Map<string, number>> => {
      const found = await q.each(counts, rowsOf(parents))
      return new Map(found.map(({ parent_id, files }) => [parent_id, Number(files)]))
    },
    insert: (tx: Write, row: FileRow & { body: string }) => tx.all(insert, { ...row }),
    remove: (tx: Write, { parent_id, id }: Place) => tx.all(remove, { parent_id, id }),
    /** With their texts. @returns The hashes of what they held. */
    removeOf: async (tx: Write, parents: readonly string[]) =>
      (await tx.each(removeOf, rowsOf(parents))).map(({ sha256 }) => sha256),
    /** Some of the oldest whose text was not looked for. */
    listPending: (q: Read, limit: number) => q.all(pending, { limit }),
    /** @returns Whether it is there still, and its text was not looked for by another meanwhile. */
    setText: async (tx: Write, { parent_id, id }: Place, text: { text_state: TextState; body: string }) =>
      (await tx.all(setText, { parent_id, id, ...text })).length > 0,
  }
}

const IS_NEEDED = FILE_TABLES.map(
  (table) => `exists (
    select 1 from ${table} f where f.organization_id = :organization_id and f.sha256 = r.sha256)`,
)

const selectNeeded = batchStatement({ sha256: 'text' })<{ sha256: string }>(
  `select distinct r.sha256 from :rows as r where ${IS_NEEDED.join(' or ')}`,
)

/** Of these hashes those whose content some file has, whatever it is of. */
export async function listNeeded(q: Read, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await q.each(
    selectNeeded,
    hashes.map((sha256) => ({ sha256 })),
  )
  return new Set(rows.map(({ sha256 }) => sha256))
}

const HASHES = FILE_TABLES.map(
  (table) => `select sha256 from ${table} where organization_id = :organization_id`,
)

/** The hashes of all contents that files of the organization have. */
export const listContents = statement<Record<never, never>, { sha256: string }>(
  `select distinct sha256 from (${HASHES.join(' union all ')}) as contents order by sha256`,
)

const PENDING = FILE_TABLES.map(
  (table) => `select organization_id from ${table} where text_state = 'pending'`,
)

/** The organizations that have files whose text was not looked for. */
export const listPendingOrganizations = statement<Record<never, never>, { organization_id: string }>(
  `select distinct organization_id from (${PENDING.join(' union all ')}) as pending`,
)
