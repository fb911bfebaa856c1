/**
 * The log file: written to its end, set aside when it has grown long or its first line is a day old,
 * and gone when it is older than it is to be kept.
 *
 *   almanac.log     the newest
 *   almanac.log.1   set aside last
 *   almanac.log.2   …
 *
 * Promises: what was handed over is with the system when the call returns, so that a process which
 * ends at once loses no line. A line stands in one file, which is in its place. A disk that is full costs
 * lines, and nothing else.
 */
import { closeSync, fstatSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** The newest; older ones have a number behind it, the oldest the highest. */
export const LOG_FILE = 'almanac.log'
const DAY_MS = 86_400_000
/** Of all of them, whatever their age: a server that only fails must not fill the disk. */
const FILES_KEPT = 100

export interface LogFileLimits {
  max_bytes: number
  keep_days: number
}

export class LogFile implements Disposable {
  readonly #folder: string
  readonly #limits: LogFileLimits
  readonly #now: () => number
  readonly #failed: (error: unknown) => void
  #file: { descriptor: number; ino: number; bytes: number; since: number } | null = null
  #hasFailed = false

  /**
   * @param now Epoch ms.
   * @param failed Hears of the first of the failures in a row.
   * @throws What the system throws where the file cannot be opened.
   */
  constructor(
    folder: string,
    limits: LogFileLimits,
    now = Date.now,
    failed: (error: unknown) => void = () => {},
  ) {
    this.#folder = folder
    this.#limits = limits
    this.#now = now
    this.#failed = failed
    this.#file = this.#open()
    this.#deleteOld()
  }

  /** @param text Whole lines. */
  write(text: string): void {
    try {
      const bytes = Buffer.from(text)
      const file = this.#fileFor(bytes.length)
      for (let at = 0; at < bytes.length; ) at += writeSync(file.descriptor, bytes, at)
      file.bytes += bytes.length
      this.#hasFailed = false
    } catch (error) {
      if (!this.#hasFailed) this.#failed(error)
      this.#hasFailed = true
    }
  }

  [Symbol.dispose](): void {
    this.#close()
  }

  #fileFor(bytes: number) {
    const { max_bytes } = this.#limits
    if (this.#file && !this.#isInPlace(this.#file)) this.#close()
    const file = this.#file ?? this.#open()
    this.#file = file
    const isLong = file.bytes > 0 && file.bytes + bytes > max_bytes
    const isOld = file.bytes > 0 && this.#now() - file.since >= DAY_MS
    if (!isLong && !isOld) return file
    this.#close()
    this.#setAside()
    this.#file = this.#open()
    this.#deleteOld()
    return this.#file
  }

  #open() {
    const descriptor = openSync(join(this.#folder, LOG_FILE), 'a')
    const { ino, size, birthtimeMs } = fstatSync(descriptor)
    // Where the file system does not say since when there is a file, since now.
    const since = size > 0 && birthtimeMs > 0 ? birthtimeMs : this.#now()
    return { descriptor, ino, bytes: size, since }
  }

  /** Somebody may have moved or deleted it: what is written then would be found by nobody. */
  #isInPlace({ ino }: { ino: number }): boolean {
    return statSync(join(this.#folder, LOG_FILE), { throwIfNoEntry: false })?.ino === ino
  }

  #close(): void {
    if (this.#file) closeSync(this.#file.descriptor)
    this.#file = null
  }

  /** From the oldest on, each gets the next number. */
  #setAside(): void {
    for (const number of listNumbers(this.#folder).sort((a, b) => b - a)) {
      renameSync(this.#path(number), this.#path(number + 1))
    }
    renameSync(join(this.#folder, LOG_FILE), this.#path(1))
  }

  /** By when they were written last: their names say nothing of it. */
  #deleteOld(): void {
    const oldest = this.#now() - this.#limits.keep_days * DAY_MS
    for (const number of listNumbers(this.#folder)) {
      const path = this.#path(number)
      if (number > FILES_KEPT || statSync(path).mtimeMs < oldest) rmSync(path, { force: true })
    }
  }

  #path(number: number): string {
    return join(this.#folder, `${LOG_FILE}.${number}`)
  }
}

/** The log files of a folder, the oldest first. */
export function listLogFiles(folder: string): string[] {
  const aside = listNumbers(folder).sort((a, b) => b - a)
  const newest = readdirSync(folder).includes(LOG_FILE) ? [LOG_FILE] : []
  return [...aside.map((number) => `${LOG_FILE}.${number}`), ...newest]
}

function listNumbers(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const suffix = name.startsWith(`${LOG_FILE}.`) ? name.slice(LOG_FILE.length + 1) : ''
    return /^\d+$/.test(suffix) ? [Number(suffix)] : []
  })
}
