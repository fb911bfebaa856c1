/**
 * A tool stands on a route: what it takes is what the schemas of the route take, in one object, and calling
 * it is a request to that route. What a declaration adds is how an agent is told of it.
 */
import type { Permission } from '../access/principal.ts'
import { closedSchema, plainSchema, shownSchema } from '../http/plain-schema.ts'
import { InvalidRequestError, unknown } from '../http/request-shape.ts'
import { DECLARATION, type DeclaredRoute, takesDryRun, takesKey } from '../http/route-table.ts'
import { isUuid, plainId } from '../lib/uuid.ts'
import type { Json } from './rpc.ts'
import type { Shown } from './shown.ts'

/** Of a list, if the agent asks for no other number; and the most of one answer. */
const ITEMS = { default: 20, maximum: 50 }

export interface ToolDeclaration extends Shown {
  name: string
  title: string
  /** For the agent: what it is for, and what to know about it. */
  description: string
  /** As `GET /api/v1/tasks/:id`. */
  route: string
  /** What the parameters of the path are called: `id` says little beside the ids of other things. */
  params?: Readonly<Record<string, string>>
  /** What of the query or the body an agent is better without. */
  without?: readonly string[]
  /** What is sent each time: no argument. */
  sends?: Readonly<Json>
  /** How it is taken back: see undo.ts. */
  undo?: UndoneBy
  /** Where that deletes what it made: the lists of what may have been put there by then, as `/api/v1/tasks/:id/comments`. */
  holds?: readonly string[]
  /** Of a POST, whether to do it again changes nothing more. */
  isIdempotent?: boolean
}

/** By deleting what it made, by bringing back what it deleted, or by the values of before. */
export type UndoneBy = 'delete' | 'restore' | 'previous'

export interface ToolRequest {
  method: string
  /** Path and query. */
  target: string
  body?: Json
  headers: Record<string, string>
  isDryRun: boolean
}

type Place = 'path' | 'query' | 'body' | 'header'

interface Argument {
  place: Place
  /** What the route calls it. */
  name: string
  schema: Json
  isRequired: boolean
}

interface ObjectSchema {
  properties?: Record<string, Json>
  required?: readonly string[]
}

export class Tool {
  readonly name: string
  readonly permission: Permission
  readonly isChange: boolean
  /** What of a thing its route changes. */
  readonly fields: readonly string[]
  readonly #path: string
  readonly #method: string
  readonly #arguments: ReadonlyMap<string, Argument>
  readonly #takesBody: boolean

  constructor(
    readonly declaration: ToolDeclaration,
    route: DeclaredRoute,
  ) {
    const { method, path, hooks = {} } = route
    this.name = declaration.name
    this.#method = method
    this.#path = path
    this.permission = hooks.detail?.[DECLARATION] as Permission
    this.isChange = method !== 'GET'
    this.#takesBody = hooks.body !== undefined
    this.fields = Object.keys((hooks.body as ObjectSchema | undefined)?.properties ?? {})
    this.#arguments = argumentsOf(declaration, route)
  }

  /** As `tools/list` has it. */
  listed(): Json {
    const { name, title, description, isIdempotent = false } = this.declaration
    // What only adds is a POST; all else puts something in the place of what was, and would do so again.
    const isAddition = this.#method === 'POST'
    const entries = [...this.#arguments]
    const required = entries.filter(([, { isRequired }]) => isRequired).map(([key]) => key)
    return {
      name,
      title,
      description,
      inputSchema: {
        type: 'object',
        properties: Object.fromEntries(entries.map(([key, { schema }]) => [key, schema])),
        ...(required.length > 0 && { required }),
        additionalProperties: false,
      },
      annotations: {
        title,
        readOnlyHint: !this.isChange,
        destructiveHint: this.isChange && !isAddition,
        idempotentHint: !isAddition || isIdempotent,
        openWorldHint: false,
      },
    }
  }

  /** @throws InvalidRequestError */
  requestOf(given: Json): ToolRequest {
    this.#assertKnown(given)
    const of = (place: Place) =>
      [...this.#arguments].flatMap(([key, { place: own, name }]) =>
        own === place && given[key] !== undefined ? [{ key, name, value: given[key] }] : [],
      )
    let path = this.#path
    for (const { key, name, value } of of('path')) path = path.replace(`:${name}`, idIn(key, value))
    const query = new URLSearchParams()
    for (const { key, name, value } of of('query')) query.set(name, written(key, value))
    const headers = Object.fromEntries(
      of('header').map(({ key, name, value }) => [name, headerIn(key, value)]),
    )
    const isList = this.#arguments.get('limit')?.place === 'query'
    if (isList && !query.has('limit')) query.set('limit', String(ITEMS.default))
    const target = query.size === 0 ? path : `${path}?${query}`
    const to = { method: this.#method, target }
    const isDryRun = headers['dry-run'] === 'true'
    if (!this.#takesBody) return { ...to, headers, isDryRun }
    const body = Object.fromEntries(of('body').map(({ name, value }) => [name, value]))
    return { ...to, headers, isDryRun, body: { ...body, ...this.declaration.sends } }
  }

  #assertKnown(given: Json): void {
    const strange = Object.keys(given).filter((key) => !this.#arguments.has(key))
    const missing = [...this.#arguments].filter(([key, one]) => one.isRequired && given[key] === undefined)
    const limit = given.limit
    const isTooMany = typeof limit === 'number' && this.#arguments.has('limit') && limit > ITEMS.maximum
    const fields = {
      ...Object.fromEntries(strange.slice(0, 20).map((key) => [key, unknown(key, this.#arguments)])),
      ...Object.fromEntries(missing.map(([key]) => [key, 'is required'])),
      ...(isTooMany && { limit: `must be at most ${ITEMS.maximum}: go on by the cursor` }),
    }
    if (Object.keys(fields).length > 0) throw new InvalidRequestError(fields)
  }
}

function argumentsOf(
  { params: names = {}, without = [], sends = {}, name: tool }: ToolDeclaration,
  { method, path, hooks: { params, query, body, detail } = {} }: DeclaredRoute,
): ReadonlyMap<string, Argument> {
  const found = new Map<string, Argument>()
  const add = (key: string, argument: Argument) => {
    if (found.has(key)) throw new Error(`The tool ${tool} has two arguments named ${key}.`)
    found.set(key, argument)
  }
  for (const [name, schema] of Object.entries((params as ObjectSchema | undefined)?.properties ?? {})) {
    const shown = { ...schemaOf(schema), format: 'uuid' }
    add(names[name] ?? name, { place: 'path', name, schema: shown, isRequired: true })
  }
  for (const [place, schema] of [
    ['query', query],
    ['body', body],
  ] as const) {
    const { properties = {}, required = [] } = (schema ?? {}) as ObjectSchema
    for (const [name, one] of Object.entries(properties)) {
      if (without.includes(name) || name in sends) continue
      const shown = name === 'limit' ? { ...schemaOf(one), ...ITEMS } : schemaOf(one)
      add(name, {
        place,
        name,
        schema: shown,
        isRequired: required.includes(name) && one.default === undefined,
      })
    }
  }
  if (takesKey(method, detail)) add('idempotency_key', IDEMPOTENCY_KEY)
  if (takesDryRun(method, detail)) add('dry_run', DRY_RUN)
  if (path.includes(':') && !params)
    throw new Error(`The route of the tool ${tool} does not declare its path.`)
  return found
}

/** What makes it safe to call again. */
const IDEMPOTENCY_KEY: Argument = {
  place: 'header',
  name: 'idempotency-key',
  schema: {
    type: 'string',
    minLength: 1,
    maxLength: 200,
    description:
      'A text of your own, such as a UUID: called again with it, within a day, nothing is done twice.',
  },
  isRequired: false,
}

export const DRY_RUN: Argument = {
  place: 'header',
  name: 'dry-run',
  schema: {
    type: 'boolean',
    description:
      'true: everything is checked and done, you are told what would come of it, and nothing is kept.',
  },
  isRequired: false,
}

/** For an agent a flag is one, though a query is made of texts; and examples cost it more than they say. */
function schemaOf(schema: unknown): Json {
  const { examples: _, ...plain } = closedSchema(plainSchema(shownSchema(schema))) as Json
  const isFlag = Array.isArray(plain.enum) && plain.enum.join() === 'true,false'
  if (!isFlag) return plain
  const { enum: _values, default: _default, ...rest } = plain
  return { ...rest, type: 'boolean' }
}

/** A path takes nothing else: `..` would be another route. */
function idIn(key: string, value: unknown): string {
  if (typeof value !== 'string' || !isUuid(value)) throw new InvalidRequestError({ [key]: 'must be an id' })
  return plainId(value)
}

/** Whatever else came as one would end in another, or break the request. */
function headerIn(key: string, value: unknown): string {
  if (key === 'dry_run' && typeof value !== 'boolean')
    throw new InvalidRequestError({ [key]: 'must be true or false' })
  const text = written(key, value)
  if (VISIBLE_ASCII.test(text)) return text
  throw new InvalidRequestError({ [key]: 'must be 1 to 200 visible ASCII characters' })
}

const VISIBLE_ASCII = /^[\x21-\x7e]{1,200}$/

function written(key: string, value: unknown): string {
  const isWritable = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  if (isWritable) return String(value)
  const problem = value === null ? 'is null: leave it out' : 'must be a text, a number, true or false'
  throw new InvalidRequestError({ [key]: problem })
}
