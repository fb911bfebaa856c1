/**
 * Takes the texts out of files, so that the search finds them: one after the other, beside whoever works,
 * and each where it harms nobody (lib/document-text). What is pending when a process ends, the next one
 * takes up.
 */
import { getLogger } from '@logtape/logtape'
import type { Base } from '../../base.ts'
import { isFileTable } from '../../db/file-tables.ts'
import { StoreAwayError } from '../../files/errors.ts'
import { isHash } from '../../files/file-store.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { textOutOf } from '../../lib/document-text/document-texts.ts'
import { DOCUMENT_TYPES, type DocumentType } from '../../lib/document-type.ts'
import { Semaphore } from '../../lib/semaphore.ts'
import type { Resource } from '../../resources/resource.ts'
import { LENGTH_INDEXED } from '../search/index-texts.ts'
import { fileQueries, listPendingOrganizations } from './queries.ts'
import type { StoredFiles } from './stored-files.ts'
import type { FileRow, TextState } from './subject.ts'

const log = getLogger(['almanac', 'files'])

/** Of one kind and organization, before another has its turn. */
const AT_ONCE = 5

type Needs = Pick<Base, 'db'> & { files: StoredFiles; resources: readonly Resource[] }
type Text = { text_state: TextState; body: string }

export class FileTexts implements AsyncDisposable {
  readonly #context: Needs
  readonly #kinds: ReturnType<typeof kindsWithFiles>
  readonly #turns = new Semaphore(1)
  readonly #stopping = new AbortController()
  /** Since somebody asked, while one goes on. */
  #running: Promise<unknown> = Promise.resolve()
  #isAsked = false

  constructor(context: Needs) {
    this.#context = context
    this.#kinds = kindsWithFiles(context.resources)
  }

  /** Something is pending: it is looked at soon. */
  readonly ask = (): void => {
    if (this.#isAsked || this.#stopping.signal.aborted) return
    this.#isAsked = true
    this.#running = this.#running.then(async () => {
      this.#isAsked = false
      await this.takeAll(this.#stopping.signal)
    })
    this.#running = this.#running.catch((error) => {
      if (!this.#stopping.signal.aborted) log.warn('Texts of files were not taken: {error}', { error })
    })
  }

  get job(): CronJob {
    return {
      name: 'extract_texts',
      pattern: '* * * * *',
      run: async (signal) => `looked for the texts of ${await this.takeAll(signal)} files`,
    }
  }

  /** @returns Of how many. */
  async takeAll(given: AbortSignal): Promise<number> {
    using _turn = await this.#turns.next()
    const signal = AbortSignal.any([given, this.#stopping.signal])
    let taken = 0
    for (let before = -1; taken > before; ) {
      before = taken
      for (const { organization_id } of await this.#context.db.instance.read((q) =>
        q.all(listPendingOrganizations),
      )) {
        for (const kind of this.#kinds) taken += await this.#takeSome(organization_id, kind, signal)
      }
    }
    return taken
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    await this.#running
    using _turn = await this.#turns.next()
  }

  async #takeSome(
    organizationId: string,
    { kind, queries }: KindWithFiles,
    signal: AbortSignal,
  ): Promise<number> {
    const here = this.#context.db.for(organizationId)
    const pending = await here.read((q) => queries.listPending(q, AT_ONCE))
    for (const file of pending) {
      const text = await this.#textOf(organizationId, file, signal)
      await here.write(async (tx) => {
        const isChanged = await queries.setText(tx, file, text)
        if (isChanged) await tx.record({ kind, id: file.id, verb: 'changed' })
      })
    }
    return pending.length
  }

  /** @throws StoreAwayError: it is looked for again. */
  async #textOf(
    organization_id: string,
    { media_type, sha256 }: Pick<FileRow, 'media_type' | 'sha256'>,
    signal: AbortSignal,
  ): Promise<Text> {
    signal.throwIfAborted()
    const type = TYPES.get(media_type)
    const file = isHash(sha256) ? await this.#context.files.store.open({ organization_id, sha256 }) : null
    if (!type || !file) return FAILED
    const content = await new Response(file.content).bytes().catch((error) => {
      throw new StoreAwayError(error)
    })
    const body = await textOutOf(type, content, LENGTH_INDEXED, signal)
    if (body === null) return FAILED
    return { text_state: body === '' ? 'none' : 'ready', body }
  }
}

/** Those that say of themselves that they are files. */
function kindsWithFiles(resources: readonly Resource[]) {
  return resources.flatMap(({ kind, table, parent }) =>
    isFileTable(table) && parent !== undefined ? [{ kind, queries: fileQueries(table, parent) }] : [],
  )
}

type KindWithFiles = ReturnType<typeof kindsWithFiles>[number]

const FAILED: Text = { text_state: 'failed', body: '' }

const TYPES = new Map(
  // The keys are those of the list.
  Object.entries(DOCUMENT_TYPES).map(([type, { media_type }]) => [
    media_type as string,
    type as DocumentType,
  ]),
)
