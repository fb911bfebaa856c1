/** One organization out of the instance, as a file: written beside whoever works on, and read back. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Base } from '../../base.ts'
import { auditInstance } from '../../db/audit-log.ts'
import { StartError } from '../../lib/start-error.ts'
import type { StoredFiles } from '../../modules/files/stored-files.ts'
import { type Manifest, SUFFIX } from '../backups/archive/format.ts'
import { validateArchive } from '../backups/archive/validate-archive.ts'
import { backupFolder, makeBackupFolder } from '../backups/folder.ts'
import type { ShowProgress } from '../backups/write-backup.ts'
import { writeOrganization } from './write-organization.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'config'> & { files: StoredFiles }

export interface OrganizationExport {
  /** Of the file; `null` for one in the folder of backups. */
  to: string | null
  withPasswords: boolean
}

export interface Exported {
  path: string
  bytes: number
  manifest: Manifest
  /** How many files have no content in the store. */
  missing: number
}

/** @throws StartError where the file cannot be. */
export async function exportOrganization(
  context: Needs,
  organization: { id: string; slug: string },
  { to, withPasswords }: OrganizationExport,
  show: ShowProgress,
): Promise<Exported> {
  const { db, files, clock, config } = context
  const created_at = clock.now()
  const name = nameOf(organization.slug, created_at)
  if (to === null) makeBackupFolder(config)
  const path = to ?? join(backupFolder(config), name + SUFFIX)
  if (existsSync(path)) throw new StartError(`${path} is there already: name another file with --to.`)
  const { id } = organization
  const toWrite = { id, path, name, created_at, withPasswords }
  const { missing } = await writeOrganization({ db, files }, toWrite, (share, text) => show(share / 2, text))
  const manifest = await validateArchive(path, (share, text) => show(0.5 + share / 2, `reading ${text}`))
  await audit({ db }, id, { name, passwords: withPasswords })
  return { path, bytes: statSync(path).size, manifest, missing }
}

/** For its own administrators, and for those of the instance. */
function audit(
  { db }: Pick<Base, 'db'>,
  id: string,
  written: { name: string; passwords: boolean },
): Promise<void> {
  return db.instance.write(async (instance) => {
    instance.within(id).audit({ kind: 'export', verb: 'made' }, { after: { of: 'organization', ...written } })
    auditInstance(instance, { kind: 'organization', id, verb: 'exported' }, { after: written })
  })
}

function nameOf(slug: string, at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T')
  return `organization_${slug}_${date}_${time}`
}
