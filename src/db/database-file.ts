/**
 * Whether the file at the path is still the one that is open. One that was deleted, moved away or put
 * in its place would go on taking writes, and all of them would be gone with the process.
 *
 * A file is known by its device and inode, which cannot be given to another while it is open, and by
 * its size.
 */
import { type Stats, statSync } from 'node:fs'
import { getLogger } from '@logtape/logtape'
import { DatabaseReplacedError } from './errors.ts'

const log = getLogger(['almanac', 'database'])

interface Part {
  path: string
  dev: number
  ino: number
}

export class DatabaseFile {
  readonly #path: string
  /** The file and its write-ahead log: what was committed last is only in the log. */
  readonly #parts: Part[]
  readonly #bytesHeld: () => number
  /** Of the file, when it was last looked at. */
  #bytes = 0
  #isLost = false

  /**
   * @param path Of a database that is open, in WAL mode, and has been read.
   * @param bytesHeld How large the database is to whoever has it open.
   */
  constructor(path: string, bytesHeld: () => number) {
    this.#path = path
    this.#bytesHeld = bytesHeld
    this.#parts = [path, `${path}-wal`].flatMap((part) => {
      const found = lookUp(part)
      return found ? [{ path: part, dev: found.dev, ino: found.ino }] : []
    })
  }

  /** As it was when it was last looked at. */
  get isLost(): boolean {
    return this.#isLost
  }

  /** Looks whether it is there, and tells the log when that changes. */
  look(): boolean {
    const missing = this.#parts.find((part) => !this.#isAt(part))
    if (Boolean(missing) !== this.#isLost) this.#turn(missing)
    return !this.#isLost
  }

  /** @throws DatabaseReplacedError */
  assertThere(): void {
    if (!this.look()) throw new DatabaseReplacedError()
  }

  #isAt({ path, dev, ino }: Part): boolean {
    const found = lookUp(path)
    if (found?.ino !== ino || found.dev !== dev) return false
    return path !== this.#path || this.#isWhole(found.size)
  }

  /**
   * A file keeps its inode when something else is written over it (`cp`, `rsync --inplace`). It grows as
   * it is used; one that is smaller than before was either packed by a VACUUM, of which whoever has it
   * open knows, or is not what it was.
   */
  #isWhole(bytes: number): boolean {
    if (bytes === 0) return false
    // Once it is lost, whoever reads on takes the size of what is there now for theirs.
    if (bytes < this.#bytes && (this.#isLost || bytes < this.#bytesHeld())) return false
    this.#bytes = bytes
    return true
  }

  #turn(missing: Part | undefined): void {
    this.#isLost = missing !== undefined
    const { path } = missing ?? { path: this.#path }
    if (missing) {
      log.fatal(
        'THE DATABASE IS GONE: {path} was deleted, moved, replaced or written over while it was open. Writes are refused until it is put back. If it is not: put a copy there and start the server again.',
        { path },
      )
    } else {
      log.warning('The database is back: {path} is the file that is open. Writes are taken again.', { path })
    }
  }
}

function lookUp(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // A folder on the way that is gone, or no longer open to this user.
    return undefined
  }
}
