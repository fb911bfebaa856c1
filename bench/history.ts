/**
 * A made-up history of a team's activity, in the order of time: people work in sessions of about
 * ten actions, a few at once. The same at every run.
 */
export interface HistoryEvent {
  id: string
  person: string
  /** Epoch ms. */
  occurred_at: number
}

export interface HistoryShape {
  events: number
  people: number
  days: number
  /** Epoch ms of the last day's end. */
  until: number
}

const DAY_MS = 86_400_000
const MOST_ACTIONS = 19
const LONGEST_PAUSE_MS = 12 * 60_000

export function* madeUpHistory({ events, people, days, until }: HistoryShape): Generator<HistoryEvent> {
  const random = seeded(7)
  const sessionsPerMs = events / (days * DAY_MS) / ((1 + MOST_ACTIONS) / 2)
  const ahead = new Ahead()
  let sessionAt = until - days * DAY_MS
  for (let made = 0; made < events; made += 1) {
    while (ahead.size === 0 || sessionAt <= ahead.nextAt) {
      const person = `person-${Math.floor(random() * people)}`
      const actions = 1 + Math.floor(random() * MOST_ACTIONS)
      for (let i = 0, at = sessionAt; i < actions; i += 1, at += random() * LONGEST_PAUSE_MS) {
        ahead.add({ at: Math.floor(at), person })
      }
      sessionAt += -Math.log(1 - random()) / sessionsPerMs
    }
    const { at, person } = ahead.take()
    yield { id: `event-${String(made).padStart(9, '0')}`, person, occurred_at: Math.min(at, until) }
  }
}

interface Action {
  at: number
  person: string
}

/** Actions of sessions that have begun, the earliest first: a binary heap. */
class Ahead {
  readonly #heap: Action[] = []

  get size(): number {
    return this.#heap.length
  }

  get nextAt(): number {
    return this.#heap[0]?.at ?? Infinity
  }

  add(action: Action): void {
    const heap = this.#heap
    let at = heap.push(action) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (heap[parent]!.at <= heap[at]!.at) return
      ;[heap[parent], heap[at]] = [heap[at]!, heap[parent]!]
      at = parent
    }
  }

  take(): Action {
    const heap = this.#heap
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return first
    heap[0] = last
    for (let at = 0; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && heap[child]!.at < heap[least]!.at) least = child
      }
      if (least === at) return first
      ;[heap[least], heap[at]] = [heap[at]!, heap[least]!]
      at = least
    }
  }
}

/** Numbers in [0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Writes a history as CSV with Unix milliseconds. @returns Its size in bytes. */
export async function writeHistory(path: string, shape: HistoryShape): Promise<void> {
  const writer = Bun.file(path).writer({ highWaterMark: 2 ** 20 })
  writer.write('id,person,occurred_at,verb\n')
  let lines = 0
  for (const { id, person, occurred_at } of madeUpHistory(shape)) {
    writer.write(`${id},${person},${occurred_at},document.edited\n`)
    lines += 1
    if (lines % 10_000 === 0) await writer.flush()
  }
  await writer.end()
}
