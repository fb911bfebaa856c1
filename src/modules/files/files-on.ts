/**
 * The files of a thing, whatever it is: for whoever sees the thing; sent by those of them who may write
 * there, deleted by who has sent them and whoever is above the thing.
 */
import type { Principal } from '../../access/principal.ts'
import { actorOf } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { NotFoundError, NotYoursError } from '../../lib/app-error.ts'
import type { ReceivedFile } from '../../lib/received-file.ts'
import { toWire } from '../../lib/to-wire.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import { TooManyFilesError } from './errors.ts'
import { fileQueries } from './queries.ts'
import { serveContent } from './serve-content.ts'
import type { StoredFiles } from './stored-files.ts'
import type { FileOf, FileRow, Place, Subject, TakenFile } from './subject.ts'
import { takenFiles } from './take-files.ts'

export type FileNeeds = Pick<Base, 'config' | 'db' | 'clock' | 'newId'> & { files: StoredFiles }

/** All of them: there are never many. */
interface FileList<Parent extends string> {
  items: FileOf<Parent>[]
  next_cursor: null
}

export function filesOn<Parent extends string, Entered>(subject: Subject<Parent, Entered>) {
  const { kind, of, parent } = subject
  const queries = fileQueries(subject.table, parent)

  /** @throws NotVisibleError */
  async function list(
    { db, clock }: Pick<Base, 'db' | 'clock'>,
    principal: Principal,
    parentId: string,
  ): Promise<FileList<Parent>> {
    return inside({ db, clock }, principal, parentId, async (q) => wiredAll(await queries.list(q, parentId)))
  }

  /** @throws NotVisibleError, NotFoundError */
  async function read(
    { db, clock }: Pick<Base, 'db' | 'clock'>,
    principal: Principal,
    place: Place,
  ): Promise<FileOf<Parent>> {
    return inside({ db, clock }, principal, place.parent_id, async (q) => wired(await found(q, place)))
  }

  /**
   * All of them, or none.
   *
   * @throws NotVisibleError, NotYoursError, InvalidValueError, TooManyFilesError, StoreFullError
   */
  async function add(
    context: FileNeeds,
    principal: Principal,
    parent_id: string,
    given: readonly ReceivedFile[],
  ): Promise<FileList<Parent>> {
    const { config, db, clock, newId, files } = context
    const now = clock.now()
    const { organization_id } = principal
    // Who may not is told before anything is written.
    await inside({ db, clock }, principal, parent_id, async (_, entered) => subject.assertTakesMore(entered))
    const taken = takenFiles(subject, config, given)
    return files.keep(organization_id, taken, () =>
      db.for(organization_id).write(async (tx) => {
        const entered = await enterToChange(tx, principal, parent_id, now)
        subject.assertTakesMore(entered)
        const before = (await queries.count(tx, [parent_id])).get(parent_id) ?? 0
        const most = subject.most(config)
        if (before + taken.length > most) throw new TooManyFilesError(of, most)
        await recordOwnActivity(tx, principal, { id: newId(), now, verb: `${kind}.created`, core: false })
        const place = { parent_id, created_by: actorOf(principal) }
        return wiredAll(await enter(tx, { newId, now }, place, taken))
      }),
    )
  }

  /**
   * For good, and not into the trash: who deletes a file means it, and mostly because it should not have
   * come.
   *
   * @throws NotVisibleError, NotFoundError, NotYoursError
   */
  async function remove({ db, clock, files }: FileNeeds, principal: Principal, place: Place): Promise<void> {
    const { organization_id } = principal
    const now = clock.now()
    const hash = await db.for(organization_id).write(async (tx) => {
      const entered = await enterToChange(tx, principal, place.parent_id, now)
      const row = await found(tx, place)
      if (!subject.mayDeleteAny(entered) && row.created_by !== actorOf(principal)) {
        throw new NotYoursError(subject.refusedAs, subject.whoMayDelete)
      }
      await queries.remove(tx, place)
      await tx.record({ kind, id: row.id, verb: 'deleted' }, { before: subject.audited(row) })
      if (subject.deletedAs) await tx.record({ ...subject.deletedAs, id: row.parent_id })
      return row.sha256
    })
    await files.forget(organization_id, [hash])
  }

  /** @throws NotVisibleError, NotFoundError, FileContentMissingError */
  async function serve(
    { db, clock, files }: Pick<FileNeeds, 'db' | 'clock' | 'files'>,
    principal: Principal,
    place: Place,
  ): Promise<Response> {
    const row = await inside({ db, clock }, principal, place.parent_id, (q) => found(q, place))
    return serveContent(files, principal.organization_id, row)
  }

  /** Reads of a thing that the caller sees at that moment. @throws NotVisibleError */
  function inside<T>(
    { db, clock }: Pick<Base, 'db' | 'clock'>,
    principal: Principal,
    parentId: string,
    read: (q: Read, entered: Entered) => Promise<T>,
  ): Promise<T> {
    return db.for(principal.organization_id).read(async (q) => {
      return read(q, await subject.enter(q, principal, parentId, clock.now()))
    })
  }

  async function enterToChange(
    tx: Write,
    principal: Principal,
    parentId: string,
    at: number,
  ): Promise<Entered> {
    await tx.lock(subject.locks, [parentId], 'update')
    return subject.enter(tx, principal, parentId, at)
  }

  /** Rows for contents that are in the store: see StoredFiles. */
  async function enter(
    tx: Write,
    { newId, now }: { newId: Base['newId']; now: number },
    { parent_id, created_by }: Pick<FileRow, 'parent_id' | 'created_by'>,
    files: readonly TakenFile[],
  ): Promise<FileRow[]> {
    const rows: FileRow[] = []
    for (const { content, body, ...file } of files) {
      const row = { id: newId(), parent_id, ...file, bytes: content.length, created_by, created_at: now }
      await queries.insert(tx, { ...row, body })
      await tx.record({ kind, id: row.id, verb: 'created' })
      rows.push(row)
    }
    return rows
  }

  /** Of this thing, and of no other. @throws NotFoundError */
  async function found(q: Read, place: Place): Promise<FileRow> {
    const row = await queries.find(q, place)
    if (!row) throw new NotFoundError('file', `The ${of} has no file with this id.`)
    return row
  }

  function wiredAll(rows: readonly FileRow[]): FileList<Parent> {
    return { items: rows.map(wired), next_cursor: null }
  }

  function wired({ id, parent_id, text_state, created_by, ...row }: FileRow) {
    const { name, media_type, bytes, created_at } = row
    const shown = { id, [parent]: parent_id, name, media_type, bytes, created_at }
    // A key that is computed has no name for the compiler.
    return { ...toWire(shown), text: text_state, created_by } as object as FileOf<Parent>
  }

  const { count, removeOf } = queries
  return { list, read, add, remove, serve, taken: takenFiles.bind(null, subject), enter, count, removeOf }
}
