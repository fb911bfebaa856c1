/**
 * Reads an archive of one organization to its end, puts it into a scratch file, brings it there to the
 * schema of this version, and looks whether it may go among the rows of others at all. Nothing of the
 * instance is touched, nor asked.
 */
import { dirname, join } from 'node:path'
import type { Base } from '../../base.ts'
import { SqliteLoader } from '../../db/rows/sqlite-loader.ts'
import { StagedOrganization } from '../../db/rows/staged-organization.ts'
import { asWhole } from '../../db/time-limits.ts'
import { StartError } from '../../lib/start-error.ts'
import { timeZoneNamed } from '../../lib/time/local-days.ts'
import { isUuid, plainId } from '../../lib/uuid.ts'
import { ArchiveError, type Manifest } from '../backups/archive/format.ts'
import { ArchiveReader } from '../backups/archive/read-archive.ts'
import { assertUsable, validateArchive } from '../backups/archive/validate-archive.ts'
import { fillFromArchive } from '../backups/fill-from-archive.ts'
import { IMPORT_LOCK, makeScratchFile } from '../backups/scratch-file.ts'
import type { ShowProgress } from '../backups/write-backup.ts'
import { StagedContents } from './staged-contents.ts'

export interface Staged extends AsyncDisposable {
  manifest: Manifest
  rows: StagedOrganization
  contents: StagedContents
}

/**
 * Nobody else may take one in here at the same time.
 *
 * @throws ArchiveError, UnfitRowsError, NoRoomError, StartError
 */
export function stageArchive(
  { data_dir }: Pick<Base['config'], 'data_dir'>,
  path: string,
  show: ShowProgress,
): Promise<Staged> {
  return asWhole(async () => {
    await assertOneOrganization(path)
    const manifest = await validateArchive(path, (share, text) => show(share / 2, `reading ${text}`))
    await using stack = new AsyncDisposableStack()
    const file = stack.use(makeScratchFile(data_dir, manifest.body.bytes, IMPORT_LOCK))
    const contents = new StagedContents(join(dirname(file.path), 'files'))
    const unpacked = { path, file: file.path, contents, manifest }
    await unpack(unpacked, (share, text) => show(0.5 + share / 2, `checking ${text}`))
    const rows = stack.use(new StagedOrganization(file.path))
    assertCredible(rows)
    contents.assertFit(rows.head.id, rows.files)
    const held = stack.move()
    return { manifest, rows, contents, [Symbol.asyncDispose]: () => held.disposeAsync() }
  })
}

/** Before all of it is read. */
async function assertOneOrganization(path: string): Promise<void> {
  await using archive = await ArchiveReader.open(path)
  const { manifest } = archive
  assertUsable(manifest)
  if (manifest.kind === 'organization') return
  throw new StartError(
    'This is a backup of a whole instance and no archive of one organization: almanac backup restore puts it in the place of all that there is.',
  )
}

interface Unpacked {
  path: string
  file: string
  contents: StagedContents
  manifest: Manifest
}

async function unpack({ path, file, contents, manifest }: Unpacked, show: ShowProgress): Promise<void> {
  await using loader = new SqliteLoader(file, manifest.schema.number + 1, false)
  await using archive = await ArchiveReader.open(path)
  const others = await fillFromArchive(loader, archive, show, (key, content) => contents.take(key, content))
  if (others.length > 0) throw new ArchiveError('foreign', 'It holds a file that no organization has.')
  loader.upgrade()
  await loader.commit()
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
const LONGEST_SLUG = 60
const PLANS = ['free', 'basic', 'premium', 'enterprise']
const EMAIL = /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u
const LONGEST_EMAIL = 254
/** As PasswordHashes makes them, and dearer ones within reason: whoever signs in must not cost a gigabyte. */
const PASSWORD_HASH = /^\$argon2id\$v=19\$m=\d{1,5},t=\d,p=1\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{16,128}$/

/** What is not the organization's alone, or of which the whole instance makes something. @throws ArchiveError */
function assertCredible({ head, accounts }: StagedOrganization): void {
  const problem = problemOf(head) ?? accounts.map(problemOfAccount).find((one) => one !== null)
  if (problem) throw new ArchiveError('damaged', problem)
  const addresses = new Set(accounts.map(({ email }) => email))
  if (addresses.size < accounts.length) throw new ArchiveError('damaged', 'Two accounts have one address.')
}

function problemOf({ id, slug, time_zone, plan, created_at }: StagedOrganization['head']): string | null {
  if (!isUuid(id) || plainId(id) !== id) return 'Its organization has an id that is none.'
  if (!isSlug(slug)) return 'Its organization has a slug that is none.'
  if (timeZoneNamed(time_zone) === null) return 'Its organization has a time zone that is not known here.'
  if (!PLANS.includes(plan)) return 'Its organization has a plan that is none.'
  // Its days are closed one by one from then on.
  return created_at >= 0 ? null : 'Its organization was made before there were any.'
}

function problemOfAccount({ id, email, password_hash }: StagedOrganization['accounts'][number]) {
  if (!isUuid(id) || plainId(id) !== id) return 'One of its accounts has an id that is none.'
  if (!EMAIL.test(email) || email !== email.toLowerCase() || email.length > LONGEST_EMAIL) {
    return 'One of its accounts has an address that is none.'
  }
  return PASSWORD_HASH.test(password_hash)
    ? null
    : 'A password of it is hashed in a way that is not known here.'
}

export function isSlug(text: string): boolean {
  return SLUG.test(text) && text.length <= LONGEST_SLUG
}
