/**
 * What a trace says of a query: the names of OpenTelemetry's conventions for databases
 * (https://opentelemetry.io/docs/specs/semconv/database/database-spans/). Of a query its text, and never its values.
 */
import { LRUCache } from 'lru-cache'
import { errorTypeOf } from '../lib/tracing/error-type.ts'
import type { Attributes, Span } from '../lib/tracing/span.ts'

/** How OpenTelemetry calls the engines. */
export const SYSTEMS = { sqlite: 'sqlite', postgres: 'postgresql' } as const

export interface TracedQuery {
  engine: keyof typeof SYSTEMS
  sql: string
  /** What it does, by its first word or what its first words lead to. */
  kind: string
  /** By `performance.now()`. */
  started_at: number
  /** Where it failed. */
  error: unknown
}

/** @param parent What asked. */
export function traceQuery(parent: Span, { engine, sql, kind, started_at, error }: TracedQuery): void {
  const known = described.get(sql) ?? describe(sql, kind)
  const span = parent.child(known.summary, 'client', started_at)
  if (!span) return
  described.set(sql, known)
  span.note({ 'db.system.name': SYSTEMS[engine], ...known.attributes })
  if (error !== undefined) span.fail(errorTypeOf(error))
  span.end()
}

interface Description {
  /** Of few: what it does, and to which table. */
  summary: string
  attributes: Attributes
}

/** There are some hundred texts. */
const described = new LRUCache<string, Description>({ max: 1_000 })
const LONGEST_TEXT = 2_000

/** Where the first table stands, by what the query does. */
const TABLES: Record<string, RegExp> = {
  select: /\bfrom (?:"?\w+"?\.)?"?(\w+)\b(?!"?\s*\()/i,
  insert: /\binsert (?:or \w+ )?into (?:"?\w+"?\.)?"?(\w+)/i,
  update: /(?<!for (?:no key )?)\bupdate (?:or \w+ )?(?:"?\w+"?\.)?"?(\w+)/i,
  delete: /\bdelete from (?:"?\w+"?\.)?"?(\w+)/i,
}

function describe(sql: string, kind: string): Description {
  const text = sql.replaceAll(/\s+/g, ' ').trim()
  const operation = (kind in TABLES ? kind : (text.split(' ', 1)[0] ?? '')).toUpperCase()
  const table = TABLES[kind]?.exec(text)?.[1]
  const summary = table ? `${operation} ${table}` : operation
  return {
    summary,
    attributes: {
      'db.operation.name': operation,
      ...(table && { 'db.collection.name': table }),
      'db.query.summary': summary,
      'db.query.text': text.slice(0, LONGEST_TEXT),
    },
  }
}
