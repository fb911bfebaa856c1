/**
 * A replica of the server, which answers heavy reads in place of the primary.
 *
 *   a heavy read ─► primary: up to where is written? ─► replica: replayed up to there? ── yes ─► answers
 *                                                          └ no, nor soon; or it fails ─► the primary answers
 *
 * Promises: a replica answers nothing older than the question. Whatever was committed before somebody asked,
 * by whichever process, is in it: what they have written themselves, and what was taken from them. That is
 * asked of the connection that then reads, before its transaction begins, so that it does not rest on what was
 * so a moment ago, nor on where an address leads. Nobody is refused because of a replica: where it is behind,
 * away, slow or gone, or a read on it gets in the way of what it replays, the primary reads.
 */
import { getLogger } from '@logtape/logtape'
import { endsWithin } from '../lib/ends-within.ts'
import { StartError } from '../lib/start-error.ts'
import type { ReplicaState } from './database.ts'
import { deadline } from './deadline.ts'
import { isOfDatabase } from './errors.ts'
import { explainPostgres, targetOfUrl } from './explain-postgres.ts'
import { PostgresConnection } from './postgres-connection.ts'
import type { PostgresListener } from './postgres-listener.ts'
import { PostgresPool } from './postgres-pool.ts'
import {
  awayInWords,
  isAway,
  type Judgement,
  judgeStandby,
  readWritten,
  type Written,
} from './postgres-standby.ts'
import { ORDINARY, Patience } from './time-limits.ts'

const log = getLogger(['almanac', 'database'])

const NAME = 'DATABASE_READ_URL'
const LOOK_MS = 250
/** Who lacks what was committed so long ago is behind, and not asked until it has caught up. */
const BEHIND_AFTER_MS = 2_000
/** For what was just committed to be replayed. */
const REPLAYED_WITHIN_MS = 50
const ASK_AGAIN_MS = 4
/** Where that was in vain, the next do not wait for it. */
const NOT_ASKED_FOR_MS = 100
/** For the questions that come before a read. */
const ANSWERS_WITHIN_MS = 500
/** Until a read has its connection: the primary has others. */
const TURN_WITHIN_MS = 1_000

type Ask = PostgresListener['ask']
type Read<T> = (connection: PostgresConnection, patience: Patience) => Promise<T>

class NotReplayedError extends Error {}

export class PostgresReplica {
  readonly #url: string
  readonly #askPrimary: Ask
  readonly #pool: PostgresPool
  readonly #reading = new Set<PostgresConnection>()
  readonly #reads = { replica: 0, primary: 0 }
  /** On which it is looked at. */
  #connection: PostgresConnection | null = null
  #status: ReplicaState['status'] = 'away'
  #reason: string | null = null
  #lagBytes: number | null = null
  /** What it must have replayed to be as old as that, by `performance.now()`. */
  #next: { position: bigint; at: number } | null = null
  /** When there was nothing that it lacks now; until that is known, since when it is looked at. */
  #currentAt = performance.now()
  #notAskedUntil = Number.NEGATIVE_INFINITY
  #running: Promise<void> = Promise.resolve()
  #isClosed = false
  #wake = () => {}

  private constructor(url: string, askPrimary: Ask) {
    this.#url = url
    this.#askPrimary = askPrimary
    this.#pool = new PostgresPool(url)
  }

  /**
   * One that is away, or behind, is waited for while the primary answers.
   *
   * @param askPrimary A short question to it.
   * @throws StartError where it is none of this database, with what to do about it.
   */
  static async start(url: string, askPrimary: Ask): Promise<PostgresReplica> {
    const replica = new PostgresReplica(url, askPrimary)
    try {
      await replica.#look()
    } catch (error) {
      replica.#connection?.destroy()
      if (!isAway(error)) throw explainPostgres(error, await targetOfUrl(url), NAME)
      replica.#notice('away', awayInWords(error))
    }
    if (replica.#status === 'foreign' || replica.#status === 'promoted') {
      replica.#connection?.destroy()
      throw new StartError(`${NAME}: ${replica.#reason}.`)
    }
    replica.#running = replica.#run()
    return replica
  }

  get state(): ReplicaState {
    const isKnown = this.#status === 'used' || this.#status === 'behind'
    const lag_ms = this.#lagBytes === 0 ? 0 : performance.now() - this.#currentAt
    return {
      status: this.#status,
      reason: this.#reason,
      lag_bytes: isKnown ? this.#lagBytes : null,
      lag_seconds: isKnown ? Math.round(lag_ms) / 1000 : null,
      pool: this.#pool.state,
      reads: { ...this.#reads },
    }
  }

  /**
   * @param read Runs its transaction within the patience that it is given: half of what there is, so that the
   *   primary has the rest.
   * @returns `null` where the primary has to read.
   */
  async read<T>(patience: Patience, read: Read<T>): Promise<{ result: T } | null> {
    const answer = await this.#tryToRead(patience, read)
    this.#reads[answer ? 'replica' : 'primary'] += 1
    return answer
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#wake()
    await this.#running
    await this.#pool.close()
    await this.#connection?.close()
  }

  async #tryToRead<T>(patience: Patience, read: Read<T>): Promise<{ result: T } | null> {
    if (this.#status !== 'used' || performance.now() < this.#notAskedUntil) return null
    try {
      const written = await this.#readWritten()
      const result = await this.#pool.use('read', untilItsTurn(patience), async (connection) => {
        await untilReplayed(connection, written)
        this.#reading.add(connection)
        try {
          return await read(connection, halfOf(patience))
        } finally {
          this.#reading.delete(connection)
        }
      })
      return { result }
    } catch (error) {
      if (error instanceof NotReplayedError) this.#notAskedUntil = performance.now() + NOT_ASKED_FOR_MS
      else if (!isOfDatabase(error)) throw error
      return null
    }
  }

  /** @throws The driver's error where the primary does not say it soon. */
  async #readWritten(): Promise<Written> {
    const asked = readWritten(this.#askPrimary)
    if (await endsWithin(ANSWERS_WITHIN_MS, asked)) return asked
    throw new NotReplayedError()
  }

  async #run(): Promise<void> {
    for (;;) {
      await this.#rest()
      if (this.#isClosed) return
      try {
        await this.#look()
      } catch (error) {
        this.#connection?.destroy()
        this.#connection = null
        this.#notice('away', awayInWords(error))
        // They may be waiting for an answer that never comes.
        for (const connection of this.#reading) connection.destroy()
      }
    }
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      setTimeout(resolve, LOOK_MS)
    })
  }

  /** @throws The driver's error where the replica is away. While the primary is, nothing is learnt. */
  async #look(): Promise<void> {
    const askedAt = performance.now()
    this.#connection ??= await openConnection(this.#url)
    const written = await this.#readWritten().catch(() => null)
    if (written === null) return
    const connection = this.#connection
    const stopTiming = deadline(ANSWERS_WITHIN_MS * 2, () => connection.destroy())
    try {
      this.#learn(written, askedAt, await judgeStandby(written, (text) => connection.send(text)))
    } finally {
      stopTiming()
    }
  }

  #learn(written: Written, askedAt: number, { status, reason, position }: Judgement): void {
    this.#lagBytes = Math.max(0, Number(written.position - position))
    if (status !== 'current' && status !== 'behind') {
      this.#notice(status, reason)
      return
    }
    if (status === 'current') this.#currentAt = askedAt
    else if (this.#next && position >= this.#next.position) this.#currentAt = this.#next.at
    if (status === 'current' || !this.#next || position >= this.#next.position) {
      this.#next = { position: written.position, at: askedAt }
    }
    const isBehind = askedAt - this.#currentAt > BEHIND_AFTER_MS
    this.#notice(isBehind ? 'behind' : 'used', isBehind ? reason : null)
  }

  #notice(status: ReplicaState['status'], reason: string | null): void {
    const isNews = status !== this.#status || (status === 'away' && this.#reason === null)
    this.#status = status
    this.#reason = reason
    if (!isNews) return
    if (status === 'used') log.info('The replica of DATABASE_READ_URL answers heavy reads.')
    else log.warn('The replica of DATABASE_READ_URL is not used: {reason}. The primary answers.', { reason })
  }
}

/** @throws NotReplayedError, or the driver's error. */
async function untilReplayed(connection: PostgresConnection, written: Written): Promise<void> {
  const until = performance.now() + REPLAYED_WITHIN_MS
  const stopTiming = deadline(ANSWERS_WITHIN_MS, () => connection.destroy())
  try {
    for (;;) {
      const { status } = await judgeStandby(written, (text) => connection.send(text))
      if (status === 'current') return
      if (status !== 'behind' || performance.now() >= until) throw new NotReplayedError()
      await Bun.sleep(ASK_AGAIN_MS)
    }
  } finally {
    stopTiming()
  }
}

function untilItsTurn({ limits, ends_at }: Patience): Patience {
  const [queue_ms, standstill_ms, connecting_ms] = [TURN_WITHIN_MS, TURN_WITHIN_MS, TURN_WITHIN_MS]
  return new Patience({ ...limits, queue_ms, standstill_ms, connecting_ms }, ends_at)
}

/** Its limits are the same, as the connection knows no others. */
function halfOf(patience: Patience): Patience {
  const half = patience.within(patience.limits.transaction_ms) / 2
  return new Patience(patience.limits, performance.now() + half)
}

function openConnection(url: string): Promise<PostgresConnection> {
  const endsAt = performance.now() + ORDINARY.connecting_ms
  return PostgresConnection.open(url, { limits: ORDINARY, patience_ms: () => endsAt - performance.now() })
}
