/**
 * The product's own actions at instants of the past. They take the time and their ids from the context,
 * so all that the demo needs is a context whose clock it moves: what they write, they then have written
 * when the clock says, and the numbers of those days are made by the facts, as always.
 */
import type { Base } from '../../base.ts'
import type { FileStore } from '../../files/file-store.ts'
import type { Mailer } from '../../operations/mailer.ts'
import type { Resource } from '../../resources/resource.ts'

export type DemoNeeds = Pick<Base, 'db' | 'clock' | 'config' | 'cursors'> & {
  resources: readonly Resource[]
  files: { store: Pick<FileStore, 'removeAll'> }
}

/** The people of the demo read no mail. */
const nobody: Pick<Mailer, 'send'> = { send: () => {} }

export class Past {
  readonly db: Base['db']
  readonly config: Base['config']
  readonly cursors: Base['cursors']
  readonly resources: readonly Resource[]
  readonly mailer = nobody
  readonly clock = { now: () => this.#at }
  /** Sorts by the time of making, as all ids do. */
  readonly newId = () => Bun.randomUUIDv7('hex', this.#at)
  #at: number

  constructor({ db, config, cursors, resources }: DemoNeeds, at: number) {
    this.db = db
    this.config = config
    this.cursors = cursors
    this.resources = resources
    this.#at = at
  }

  moveTo(at: number): void {
    this.#at = at
  }
}
