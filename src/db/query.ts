/**
 * Queries of a fixed shape: written with drizzle's builder, built once for each engine, kept prepared.
 * Building one anew for each request costs several times what SQLite takes to run it.
 *
 *   const findTeam = query((q, { id }: Slots<{ id: string }>) => {
 *     const { teams } = q.tables
 *     return q.select({ id: teams.id, name: teams.name }).from(teams).where(and(q.mine(teams), eq(teams.id, id)))
 *   })
 *   const [team] = await findTeam(q, { id })
 *
 * What differs from call to call stands in slots. What changes the text of the query is its variant:
 *
 *   const listTeams = query((q, { limit }: Slots<{ limit: number }>, { isDescending }: { isDescending: boolean }) => …)
 *   await listTeams(q, { limit }, { isDescending })
 *
 * Each variant is built once, and few of them are kept. The organization is filled in from the handle, never by the caller.
 */
import { Column, eq, is, noopDecoder, Param, Placeholder, SQL, Subquery } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { LRUCache } from 'lru-cache'
import type {
  Builder,
  BuiltQuery,
  Capabilities,
  InstanceRead,
  InstanceWrite,
  QueryKit,
  Read,
  Write,
} from './handle.ts'
import type { Schema } from './schema.ts'
import { storable } from './storable.ts'

/** Of one query. Those asked for least are built again. */
const VARIANTS_KEPT = 200
const ORGANIZATION = 'organization_id'

type Values = Record<string, unknown>
type Variant = Readonly<Record<string, unknown>>

/**
 * The places of a query's values. They are drizzle's placeholders; its types of `set` take these only
 * under the name of SQL, though it encodes them there as it does in `values`.
 */
export type Slots<V extends object> = { [K in keyof V]: Slot<V[K]> }
export type Slot<T> = Placeholder<string, T> & SQL<T>

/** What queries are built with: a handle without the means to run anything. */
export interface Reading {
  readonly tables: Schema
  readonly can: Pick<Capabilities, 'oneOf' | 'through'>
  readonly organization_id: Slot<string>
  select: Builder['select']
  selectDistinct: Builder['selectDistinct']
  /** The condition that a row belongs to the handle's organization. */
  mine(table: { organization_id: PgColumn }): SQL
}

export interface Writing extends Reading {
  insert: Builder['insert']
  update: Builder['update']
  delete: Builder['delete']
}

/** Across organizations there is no `mine`. */
export type InstanceReading = Omit<Reading, 'mine' | typeof ORGANIZATION>
export type InstanceWriting = Omit<Writing, 'mine' | typeof ORGANIZATION>

/** A query of the builder: awaiting it is left to us. */
interface Built<Result> extends PromiseLike<Result> {
  prepare(name: string): unknown
}

/** What returns nothing gives no rows. */
type RowsOf<Result> = Result extends readonly (infer Row)[] ? Row[] : never[]

type Build<Building, V extends object, W extends object, Result> = (
  q: Building,
  slots: Slots<V>,
  variant: W,
) => Built<Result>

type Run<On, V extends object, W extends object, Result> = (
  on: On,
  ...given: keyof V extends never
    ? keyof W extends never
      ? []
      : [Record<never, never>, W]
    : keyof W extends never
      ? [V]
      : [V, W]
) => Promise<RowsOf<Result>>

/** A query that reads. */
export function query<
  Result,
  V extends object = Record<never, never>,
  W extends object = Record<never, never>,
>(build: Build<Reading, V, W, Result>): Run<Read, V, W, Result> {
  return runOf(build as unknown as AnyBuild) as never
}

/** A query that writes; what it gives are the rows that it is told to return. */
export function mutation<
  Result,
  V extends object = Record<never, never>,
  W extends object = Record<never, never>,
>(build: Build<Writing, V, W, Result>): Run<Write, V, W, Result> {
  return runOf(build as unknown as AnyBuild) as never
}

/** A query that reads across organizations. */
export function instanceQuery<
  Result,
  V extends object = Record<never, never>,
  W extends object = Record<never, never>,
>(build: Build<InstanceReading, V, W, Result>): Run<InstanceRead | InstanceWrite, V, W, Result> {
  return runOf(build as unknown as AnyBuild) as never
}

/** A query that writes across organizations. */
export function instanceMutation<
  Result,
  V extends object = Record<never, never>,
  W extends object = Record<never, never>,
>(build: Build<InstanceWriting, V, W, Result>): Run<InstanceWrite, V, W, Result> {
  return runOf(build as unknown as AnyBuild) as never
}

// The types above say what a query takes and gives; below nothing depends on it.
type AnyBuild = (q: Writing, slots: Slots<Values>, variant: Variant) => Built<unknown>

/** Runs a query of ours: what the handles have for it. */
export interface QueryRunner {
  runQuery(built: (kit: QueryKit) => BuiltQuery, values: Values): Promise<unknown[]>
}

function runOf(build: AnyBuild) {
  const builtFor = new Map<QueryKit, LRUCache<string, BuiltQuery>>()
  const builtOf = (kit: QueryKit, variant: Variant, key: string): BuiltQuery => {
    const variants = builtFor.get(kit) ?? new LRUCache<string, BuiltQuery>({ max: VARIANTS_KEPT })
    builtFor.set(kit, variants)
    const known = variants.get(key)
    if (known) return known
    const built = buildWith(kit, build, variant)
    variants.set(key, built)
    return built
  }
  return (on: object, values: Values = {}, variant: Variant = NO_VARIANT) => {
    const key = variant === NO_VARIANT ? '' : JSON.stringify(variant)
    return (on as QueryRunner).runQuery((kit) => builtOf(kit, variant, key), values)
  }
}

const NO_VARIANT: Variant = {}

function buildWith({ builder, tables, can }: QueryKit, build: AnyBuild, variant: Variant): BuiltQuery {
  const organization = new Placeholder(ORGANIZATION) as Slot<string>
  const q: Writing = {
    tables,
    can,
    organization_id: organization,
    select: builder.select.bind(builder),
    selectDistinct: builder.selectDistinct.bind(builder),
    insert: builder.insert.bind(builder),
    update: builder.update.bind(builder),
    delete: builder.delete.bind(builder),
    mine: (table) => eq(table.organization_id, organization),
  }
  const { query, fields } = build(q, slots, variant).prepare('') as Noted
  return { sql: query.sql, bind: binder(query.params), decode: decoder(fields ?? []) }
}

/** Every name has its place. That of the handle's organization is no slot: what a caller gave would not count. */
const slots = new Proxy({} as Slots<Values>, {
  get(_, name) {
    if (name === ORGANIZATION)
      throw new Error(`no slot may be called ${ORGANIZATION}: that is the handle's own`)
    return new Placeholder(String(name))
  },
})

/** What the builder hands to its session. */
interface Noted {
  query: { sql: string; params: unknown[] }
  fields: Field[] | undefined
}

interface Field {
  path: string[]
  field: Column | SQL | SQL.Aliased | Subquery
}

/** In the place of a session of drizzle's, in either dialect: it is asked to prepare, and to do nothing else. */
export const notingSession = {
  prepareQuery: (query: Noted['query'], fields: Noted['fields']) => ({
    query,
    fields,
    setToken() {
      return this
    },
  }),
}

function binder(params: readonly unknown[]): BuiltQuery['bind'] {
  const places = params.map((param) => {
    if (is(param, Placeholder)) return { name: param.name, encode: asIs }
    if (!is(param, Param) || !is(param.value, Placeholder)) return { constant: param }
    const { value, encoder } = param
    return {
      name: value.name,
      encode: (given: unknown) => (given === null ? null : encoder.mapToDriverValue(given)),
    }
  })
  return (values) =>
    places.map((place) => {
      if (!place.encode) return place.constant
      const value = values[place.name]
      if (value === undefined) throw new Error(`a query's value is missing: ${place.name}`)
      return storable(place.encode(value))
    })
}

const asIs = (value: unknown): unknown => value

function decoder(fields: Field[]): BuiltQuery['decode'] {
  const columns = fields.map(({ path, field }) => {
    const [name, ...deeper] = path
    if (name === undefined || deeper.length > 0) throw new Error('Select columns, and not whole tables.')
    return { name, decode: decodeOf(field) }
  })
  return (row) => {
    const decoded: Record<string, unknown> = {}
    for (let i = 0; i < columns.length; i += 1) {
      const { name, decode } = columns[i]!
      const value = row[i]
      decoded[name] = decode === null || value === null ? value : decode(value)
    }
    return decoded
  }
}

/** `null` where the driver's value is ours already. */
function decodeOf(field: Field['field']): ((value: unknown) => unknown) | null {
  const source = is(field, Column) || is(field, SQL) ? field : is(field, Subquery) ? field._.sql : field.sql
  const from = is(source, Column) ? source : (source as unknown as { decoder: typeof noopDecoder }).decoder
  const isOurs = from === noopDecoder || from.mapFromDriverValue === Column.prototype.mapFromDriverValue
  return isOurs ? null : (value) => from.mapFromDriverValue(value as never)
}
