/**
 * The nouns whose stocks are kept: how many there are of each in each status, and how many are late,
 * now and at the end of every day. A new noun is one more line.
 */
export interface StockKind {
  kind: string
  /** Begins the keys of its stocks, and names its table. */
  plural: string
  statuses: readonly string[]
  /** In these nothing is late any more. */
  closed: readonly string[]
  /** Its column of the status, where it is called otherwise. */
  status?: string
  /** The status in which work on it begins, and that in which it is done, where times are told of it. */
  started?: string
  done?: string
  /** The columns that say by when it is to be done: a local date, or an instant. Nothing else is ever late. */
  due?: { on: string; at?: string }
}

export const STOCK_KINDS = [
  {
    kind: 'task',
    plural: 'tasks',
    statuses: ['todo', 'in_progress', 'done', 'cancelled'],
    closed: ['done', 'cancelled'],
    started: 'in_progress',
    done: 'done',
    due: { on: 'due_on', at: 'due_at' },
  },
  {
    kind: 'project',
    plural: 'projects',
    statuses: ['planning', 'active', 'on_hold', 'completed', 'archived'],
    closed: ['completed', 'archived'],
    due: { on: 'ends_on' },
  },
  { kind: 'job', plural: 'jobs', statuses: ['draft', 'open', 'paused', 'closed'], closed: ['closed'] },
  {
    kind: 'application',
    plural: 'applications',
    statuses: ['applied', 'screening', 'interview', 'offer', 'hired', 'rejected', 'withdrawn'],
    closed: ['hired', 'rejected', 'withdrawn'],
    status: 'stage',
    done: 'hired',
  },
  {
    kind: 'content',
    plural: 'content',
    statuses: ['draft', 'review', 'published', 'archived'],
    closed: [],
  },
] as const satisfies readonly StockKind[]

/** What is counted from the beginning, and never taken back. */
export const TOTALS = ['lessons_completed', 'assessments_submitted'] as const

export type WorkKind = (typeof STOCK_KINDS)[number]['kind']

type KeyOf<Kind> = Kind extends StockKind
  ? `${Kind['plural']}_${Kind['statuses'][number] | (Kind extends { due: object } ? 'overdue' : never)}`
  : never

/** Names a stock, such as `tasks_todo` and `projects_overdue`, as a row and as a counter. */
export type StockKey = KeyOf<(typeof STOCK_KINDS)[number]> | (typeof TOTALS)[number]
export type Stocks = Record<StockKey, number>

const kinds: ReadonlyMap<string, StockKind> = new Map(STOCK_KINDS.map((one) => [one.kind, one]))

export const STOCK_KEYS: readonly StockKey[] = [...STOCK_KINDS.flatMap(keysOf), ...TOTALS]

export function noStocks(): Stocks {
  return Object.fromEntries(STOCK_KEYS.map((key) => [key, 0])) as Stocks
}

/** The stock that a thing in this status belongs to. */
export function stockOf({ kind, status }: { kind: WorkKind; status: string }): StockKey {
  // The statuses are those of the schemas on the wire, each of which has its stock.
  return `${kindOf(kind).plural}_${status}` as StockKey
}

/** The stock of those that are late. */
export function overdueOf(kind: WorkKind): StockKey {
  // Asked only of what has been due, and such a kind has this stock.
  return `${kindOf(kind).plural}_overdue` as StockKey
}

export function isClosed({ kind, status }: { kind: WorkKind; status: string }): boolean {
  return kindOf(kind).closed.includes(status)
}

export function kindOf(kind: WorkKind): StockKind {
  const found = kinds.get(kind)
  if (!found) throw new Error(`Not among the kinds of stocks: ${kind}`)
  return found
}

function keysOf({ plural, statuses, due }: StockKind): StockKey[] {
  const names = due ? [...statuses, 'overdue'] : statuses
  // The type says the same, of the same list.
  return names.map((name) => `${plural}_${name}` as StockKey)
}
