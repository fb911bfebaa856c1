/**
 * A thread for work whose length others decide: one piece at a time, in the order in which they came, each
 * with a time limit. What takes longer is ended, and the thread with it.
 *
 * Promises: the thread begins with the first piece, and ends when none has come for a while, so that what
 * nobody uses takes no memory. Nothing of it keeps a process from ending.
 */
import { Semaphore } from './semaphore.ts'

/** What the thread says of a piece. */
export type Told<T> = { result: T } | { failed: string }

/** It was ended at its time limit. */
export class TookTooLongError extends Error {}

/** What went wrong on the thread. */
export class WorkerFailedError extends Error {}

export interface WorkerLimits {
  /** For a piece, with the start of the thread. */
  limit_ms: number
  idle_ms: number
}

export class LimitedWorker<Piece, Result> implements Disposable {
  readonly #turns = new Semaphore(1)
  #worker: Worker | null = null
  #idle: Timer | undefined

  /** @param entry The address of a module that answers each message with what is `Told` of it. */
  constructor(
    readonly entry: string,
    readonly limits: WorkerLimits,
  ) {}

  /** @throws TookTooLongError, WorkerFailedError */
  async run(piece: Piece): Promise<Result> {
    using _turn = await this.#turns.next()
    clearTimeout(this.#idle)
    const worker = this.#begun()
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const limit = setTimeout(() => reject(new TookTooLongError()), this.limits.limit_ms)
    worker.onmessage = ({ data }: MessageEvent<Told<Result>>) => {
      if ('result' in data) resolve(data.result)
      else reject(new WorkerFailedError(data.failed))
    }
    worker.onerror = ({ message }) => reject(new WorkerFailedError(message))
    try {
      worker.postMessage(piece)
      return await promise
    } catch (error) {
      this[Symbol.dispose]()
      throw error
    } finally {
      clearTimeout(limit)
      this.#endWhenIdle()
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#idle)
    this.#worker?.terminate()
    this.#worker = null
  }

  #begun(): Worker {
    this.#worker ??= new Worker(this.entry, { smol: true, ref: false })
    return this.#worker
  }

  #endWhenIdle(): void {
    this.#idle = setTimeout(() => this[Symbol.dispose](), this.limits.idle_ms)
    this.#idle.unref()
  }
}
