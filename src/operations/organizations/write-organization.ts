/**
 * Writes one organization into an archive, in one state of the database, while others go on writing.
 * Which tables go along says db/rows/organization-tables.ts; of accounts, which are not the
 * organization's alone, no more than lets people sign in goes along.
 */
import { version } from '../../../package.json'
import type { Base } from '../../base.ts'
import { newestSchema } from '../../db/migrate.ts'
import { organizationTables } from '../../db/rows/organization-tables.ts'
import { readRows } from '../../db/rows/row-lines.ts'
import type { ArchivedTable } from '../../db/rows/table-shape.ts'
import { asWhole } from '../../db/time-limits.ts'
import { PasswordHashes } from '../../modules/auth/passwords.ts'
import type { StoredFiles } from '../../modules/files/stored-files.ts'
import type { Manifest } from '../backups/archive/format.ts'
import { ArchiveWriter } from '../backups/archive/write-archive.ts'
import { addContents } from '../backups/archived-contents.ts'
import { hashDashboard } from '../backups/dashboards.ts'
import type { ShowProgress } from '../backups/write-backup.ts'

export interface OrganizationToWrite {
  id: string
  path: string
  name: string
  /** Epoch ms. */
  created_at: number
  /** Whether people can sign in with their passwords where it is taken in. */
  withPasswords: boolean
}

export interface Written {
  manifest: Manifest
  /** How many files have no content in the store. */
  missing: number
}

export async function writeOrganization(
  { db, files }: Pick<Base, 'db'> & { files: StoredFiles },
  { id, path, name, created_at, withPasswords }: OrganizationToWrite,
  show: ShowProgress,
): Promise<Written> {
  const nobodyKnows = withPasswords ? null : await unknownPassword()
  await using writer = await ArchiveWriter.create(path)
  const { dashboards, hashes } = await asWhole(() =>
    db.for(id).snapshot(async (q) => {
      await writer.restart()
      const hashed = await hashDashboard(q, created_at)
      const tables = organizationTables()
      for (const [i, table] of tables.entries()) {
        show(i / tables.length, table.name)
        const pages = q.can.rowsOf(q, table)
        await writer.addTable(table, table.name === 'users' ? accounts(table, pages, nobodyKnows) : pages)
      }
      return { dashboards: hashed, hashes: await files.listNeeded(q) }
    }, 'heavy'),
  )
  const keys = hashes.map((hash) => ({ organization_id: id, sha256: hash }))
  const missing = await addContents(writer, files.store, keys, (done) => show(done / keys.length, 'files'))
  const manifest = await writer.finish({
    kind: 'organization',
    name,
    created_at: new Date(created_at).toISOString(),
    engine: db.engine,
    program: version,
    schema: newestSchema(),
    dashboards,
  })
  return { manifest, missing }
}

/** A hash which nothing that anybody could type matches. */
export function unknownPassword(): Promise<string> {
  return new PasswordHashes().make(Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex'))
}

/** Nobody administers the instance to which it goes because they administer this one. */
async function* accounts(
  { columns }: ArchivedTable,
  pages: AsyncIterable<Uint8Array>,
  passwordHash: string | null,
): AsyncGenerator<Uint8Array> {
  for await (const lines of pages) {
    const rows = readRows(lines, columns).map((row) =>
      row.map((value, i) => {
        const { name } = columns[i] ?? {}
        if (name === 'is_instance_admin') return false
        return name === 'password_hash' ? (passwordHash ?? value) : value
      }),
    )
    yield Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  }
}
