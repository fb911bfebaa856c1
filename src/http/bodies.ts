/**
 * Reads the bodies of requests: how much of them is in memory at once, how long they may take, and
 * what becomes of the rest of one that is refused.
 *
 *   declared too large ─► 413
 *   read part by part ─┬─ more than the route takes ─► 413
 *                      ├─ more than all bodies may hold together ─► 503
 *                      └─ too slow ─► 408
 *
 * Promises: the bodies in flight hold no more than `LIMITS` says, until their requests are answered; of
 * those that nobody known sends, a small share. Nobody holds a body open for longer than its time.
 * Bun itself keeps what a client sends and we have not read, up to 1.5 MB for each request: so every
 * body is read, or its request answered, at once.
 */

import type { LimitState } from '../access/limits.ts'
import { AppError } from '../lib/app-error.ts'
import { BodiesFullError, BodyTooLargeError, IncompleteBodyError, SlowBodyError } from './body-errors.ts'
import { BodyPace, type Pace } from './body-pace.ts'
import { readOn } from './read-on.ts'
import { isShort, readShort } from './short-body.ts'

export const JSON_BODY_LIMIT = 4 * 2 ** 20
/** Who signs in or up, or applies for a job, has no more to say. */
export const PUBLIC_BODY_LIMIT = 64 * 2 ** 10

interface Terms {
  /** Of one body. */
  size: number
  /** What all of them may hold together. */
  together: number
  /** What those of one caller may hold. */
  each: number
  pace: Pace
}

/** Whose body it is, and whether files may be in it. */
export type BodyKind = 'known' | 'nobody' | 'files' | 'files_of_nobody'

export type BodyLimits = Record<'known' | 'nobody', Terms> & Partial<Record<BodyKind, Terms>>

export const LIMITS: Record<'known' | 'nobody', Terms> = {
  known: {
    size: JSON_BODY_LIMIT,
    together: 32 * 2 ** 20,
    each: 16 * 2 ** 20,
    pace: { within_ms: 30_000, after_ms: 5_000, bytes_per_s: 1_024 },
  },
  nobody: {
    size: PUBLIC_BODY_LIMIT,
    together: 8 * 2 ** 20,
    each: 2 * 2 ** 20,
    pace: { within_ms: 10_000, after_ms: 5_000, bytes_per_s: 1_024 },
  },
}

/** Beside its files, what a form holds. */
const FORM_BESIDES_FILES = 256 * 2 ** 10
const FILES_TOGETHER = 24 * 2 ** 20
/** They come over slow lines, too. */
const FILES_PACE: Pace = { within_ms: 300_000, after_ms: 10_000, bytes_per_s: 4_096 }

/** The same with the bodies that hold files. @param largest What the files of one may have together. */
export function limitsWithFiles(largest: number): BodyLimits {
  const size = largest + FORM_BESIDES_FILES
  const terms = { size, together: Math.max(FILES_TOGETHER, size), each: size + 2 * 2 ** 20, pace: FILES_PACE }
  return { ...LIMITS, files: terms, files_of_nobody: terms }
}

/** What the smallest costs. */
const LEAST_HELD = 4 * 2 ** 10
/** What must be free before anything is read: Bun hands over at once what has come until then, up to this. */
const MOST_BEFOREHAND = 512 * 2 ** 10
/** The same of a body that does not say how long it is: most are short, and hundreds come at once. */
const BEFOREHAND_UNDECLARED = 16 * 2 ** 10
/** Parts are kept as they come; smaller ones are put together, for each costs a hundred bytes beside its own. */
const SMALL_PART = 4 * 2 ** 10
const BLOCK = 16 * 2 ** 10
const NOTHING = new Uint8Array()

/** A body that is in memory, until its request is answered. */
export interface HeldBody {
  release(): void
}

export interface BodyOwner {
  kind: BodyKind
  /** Who pays for it. */
  caller: LimitState
  /** Is given what is to be released when the request is answered. */
  hold(body: HeldBody): void
}

export class Bodies {
  readonly #limits: BodyLimits
  readonly #pace = new BodyPace()
  readonly #held: Record<BodyKind, number> = { known: 0, nobody: 0, files: 0, files_of_nobody: 0 }

  constructor(limits: BodyLimits = LIMITS) {
    this.#limits = limits
  }

  /**
   * @throws BodyTooLargeError, BodiesFullError, SlowBodyError, IncompleteBodyError
   */
  async read(request: Request, { kind, caller, hold }: BodyOwner): Promise<Uint8Array> {
    const terms = this.#limits[kind] ?? this.#limits.nobody
    const length = request.headers.get('content-length')
    const declared = length === null ? null : Number(length)
    if (declared !== null && declared > terms.size) throw new BodyTooLargeError(terms.size)
    const body = isShort(request, declared, terms.pace) ? undefined : request.body
    if (body === null) return NOTHING
    const held = new HeldBytes(this.#held, { kind, caller, terms })
    hold(held)
    held.add(beforehand(declared, terms))
    return body ? this.#collect(request, body, terms, held) : readShort(request, this.#pace, terms.pace)
  }

  async #collect(request: Request, body: ReadableStream<Uint8Array>, terms: Terms, held: HeldBytes) {
    const reader = body.getReader()
    const pacer = this.#pace.follow(reader, terms.pace)
    const receive = (bytes: number) => {
      pacer.received(bytes)
      held.receive(bytes)
    }
    try {
      const bytes = await collect(reader, terms.size, receive)
      // A read that was given up ends like a body.
      if (pacer.isLate) throw new SlowBodyError()
      held.settle()
      return bytes
    } catch (error) {
      if (error instanceof AppError) await readOn(request, reader)
      throw error instanceof AppError ? error : new IncompleteBodyError(error)
    } finally {
      pacer.stop()
    }
  }
}

function beforehand(declared: number | null, { size }: Terms): number {
  const expected = declared === null ? BEFOREHAND_UNDECLARED : Math.min(declared, MOST_BEFOREHAND)
  return Math.max(LEAST_HELD, Math.min(expected, size))
}

/** @throws BodyTooLargeError */
async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limit: number,
  receive: (bytes: number) => void,
): Promise<Uint8Array> {
  const parts = new Parts()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return parts.whole()
      parts.add(value)
      if (parts.size > limit) throw new BodyTooLargeError(limit)
      receive(value.length)
    }
  } catch (error) {
    parts.free()
    throw error
  }
}

class Parts {
  size = 0
  readonly #parts: Uint8Array[] = []
  /** The last of them, where it is filled with what came in small parts. */
  #block: { bytes: Uint8Array; filled: number } | null = null

  add(part: Uint8Array): void {
    this.size += part.length
    if (part.length >= SMALL_PART || this.#parts.length === 0) this.#close(part)
    else this.#fill(part)
  }

  whole(): Uint8Array {
    this.#close()
    const [first = NOTHING, ...more] = this.#parts
    if (more.length === 0) return first
    const whole = Buffer.concat(this.#parts, this.size)
    this.free()
    return whole
  }

  /** At once: the collector would leave megabytes lying that it does not see as its own. */
  free(): void {
    for (const { buffer } of this.#parts) if (buffer instanceof ArrayBuffer) buffer.transfer(0)
    this.#parts.length = 0
  }

  #fill(part: Uint8Array): void {
    if (this.#block && this.#block.filled + part.length > BLOCK) this.#close()
    this.#block ??= { bytes: new Uint8Array(BLOCK), filled: 0 }
    this.#block.bytes.set(part, this.#block.filled)
    this.#block.filled += part.length
  }

  #close(next?: Uint8Array): void {
    if (this.#block) this.#parts.push(this.#block.bytes.subarray(0, this.#block.filled))
    this.#block = null
    if (next) this.#parts.push(next)
  }
}

interface Owner {
  kind: BodyKind
  caller: LimitState
  terms: Terms
}

/** What one body holds of what all may hold. */
class HeldBytes implements HeldBody {
  readonly #all: Record<BodyKind, number>
  readonly #owner: Owner
  #received = 0
  #bytes = 0

  constructor(all: Record<BodyKind, number>, owner: Owner) {
    this.#all = all
    this.#owner = owner
  }

  /** What has come, beyond what was held beforehand. @throws BodiesFullError */
  receive(bytes: number): void {
    this.#received += bytes
    if (this.#received > this.#bytes) this.add(this.#received - this.#bytes)
  }

  /** @throws BodiesFullError */
  add(bytes: number): void {
    const { kind, caller, terms } = this.#owner
    const isFull = this.#all[kind] + bytes > terms.together || caller.held_bytes + bytes > terms.each
    if (isFull) throw new BodiesFullError()
    this.#move(bytes)
  }

  /** All has come, and may be less than was held beforehand. */
  settle(): void {
    this.#move(Math.max(this.#received, LEAST_HELD) - this.#bytes)
  }

  release(): void {
    this.#move(-this.#bytes)
  }

  #move(bytes: number): void {
    const { kind, caller } = this.#owner
    this.#bytes += bytes
    this.#all[kind] += bytes
    caller.held_bytes += bytes
  }
}
