/**
 * What a request may hold, from the schemas of its route, whichever it is, so that none can forget it.
 * Elysia's own check comes after this one and finds the rest (lengths, choices, what is missing). By
 * itself it would drop what a schema does not name, make `{}` of a text or a number, and of a parameter
 * that was given twice take the last.
 *
 * - An unknown field or parameter is refused, and the known one that was probably meant is named.
 *   Only what a schema leaves open (`additionalProperties`, `t.Record`, `t.Unknown`) takes anything.
 * - A value of another kind than the schema's is refused and not converted.
 * - A text that must not be blank has something that is to be seen, and not only signs without a width.
 * - Ids are written in small letters from here on: of a UUID, case does not matter (RFC 9562).
 */
import { AppError } from '../lib/app-error.ts'
import { nearestName } from '../lib/nearest-name.ts'
import { ReceivedFile } from '../lib/received-file.ts'
import { isBlank } from '../lib/text.ts'
import { isUuid, plainId } from '../lib/uuid.ts'
import { BLANK, choicesOf, expectation, type Kind, kindOf, kindsOf, type SchemaLike } from './expectation.ts'
import { isOpen, plainSchema } from './plain-schema.ts'
import { EXTERNAL_ID, NOT_BLANK } from './schema.ts'

/** What is a number to `Number`, such as `0x10` and ` 5`, is none here. */
const WRITTEN_NUMBER = /^-?\d+(?:\.\d+)?$/
const MOST_FINDINGS = 20
/** Of a name that is given back. */
const LONGEST_NAME = 200

export class InvalidRequestError extends AppError {
  /** @param fields What is wrong, by field. */
  constructor(fields: Record<string, string>) {
    const list = Object.entries(fields).map(([name, message]) => `${name}: ${message}`)
    super(422, 'invalid_value', list.join('; '), { fields })
  }
}

/** What came, as far as it was read. */
export interface Given {
  body: unknown
  /** As it came, of which names may stand there twice. */
  search: string
  query: Record<string, unknown>
  params: Record<string, string> | undefined
}

export interface RequestSchemas {
  body?: unknown
  query?: unknown
  params?: unknown
}

export class RequestShape {
  readonly #body: Shape | null
  readonly #query: ReadonlyMap<string, Shape>
  readonly #params: ReadonlyMap<string, Shape>
  readonly #externalIds: ReadonlySet<string>

  constructor({ body, query, params }: RequestSchemas) {
    this.#body = body === undefined ? null : shapeOf(plainSchema(body) as JsonSchema)
    this.#query = (query !== undefined && shapeOf(plainSchema(query) as JsonSchema).fields) || new Map()
    this.#params = (params !== undefined && shapeOf(plainSchema(params) as JsonSchema).fields) || new Map()
    const named = Object.entries((params as JsonSchema | undefined)?.properties ?? {})
    this.#externalIds = new Set(named.filter(([, schema]) => schema[EXTERNAL_ID]).map(([name]) => name))
  }

  /**
   * Refuses what the schemas do not name, and puts ids in small letters, where they stand.
   *
   * @throws InvalidRequestError
   */
  check({ body, search, query, params }: Given): void {
    const findings = new Findings()
    for (const name in params) checkNumber(this.#params.get(name), params[name] ?? '', name, findings)
    if (search !== '') this.#checkQuery(search, query, findings)
    if (this.#body === null) refuseContent(body, findings)
    // Whether there must be one, the next check knows.
    else if (body !== undefined) checked(this.#body, body, '', findings)
    findings.throwIfAny()
    for (const name in params) {
      if (!this.#externalIds.has(name)) params[name] = plainId(params[name] ?? '')
    }
  }

  #checkQuery(search: string, query: Record<string, unknown>, findings: Findings): void {
    const given = new URLSearchParams(search)
    for (const [name, value] of given) {
      if (findings.areMany) return
      const shape = this.#query.get(name)
      if (!shape) findings.add(name, unknown(name, this.#query))
      else if (value === '') findings.add(name, 'is empty: give it a value, or leave it out')
      else if (!shape.items && given.getAll(name).length > 1) findings.add(name, 'is given more than once')
      else if (shape.isId) query[name] = checkedFilter(shape, value, name, findings)
      else checkNumber(shape, value, name, findings)
    }
  }
}

/**
 * What stands in the body of a GET is not read, by us and by much that lies between: whoever puts a
 * filter there would be answered without it. Some clients send `{}` with every request.
 *
 * @throws InvalidRequestError
 */
export function refuseContentOfGet(headers: Headers): void {
  if (hasContent(headers))
    throw new InvalidRequestError({ body: 'is not read with GET: ask by parameters in the query' })
}

/**
 * A condition that nobody looks at would let a change pass that was to be held back. `*` names no
 * version: it holds of whatever is there.
 *
 * @throws InvalidRequestError
 */
export function refuseVersion(headers: Headers): void {
  const condition = headers.get('if-match')
  if (condition === null || condition.trim() === '*') return
  throw new InvalidRequestError({ 'If-Match': 'is not looked at here: leave it out, for there is no ETag' })
}

export function hasContent(headers: Headers): boolean {
  const length = headers.get('content-length')
  return length === null ? headers.has('transfer-encoding') : Number(length) > '{}'.length
}

interface JsonSchema extends SchemaLike {
  properties?: Record<string, JsonSchema>
  additionalProperties?: boolean | JsonSchema
  patternProperties?: Record<string, JsonSchema>
  items?: JsonSchema
  [name: string]: unknown
}

interface Shape {
  schema: JsonSchema
  kinds: ReadonlySet<Kind>
  isId: boolean
  isFile: boolean
  /** Something of a text must be to be seen: more than its pattern says. */
  isSeen: boolean
  /** `null` where an object may hold anything. */
  fields: ReadonlyMap<string, Shape> | null
  items: Shape | null
  mostItems: number
}

function shapeOf(schema: JsonSchema): Shape {
  const choices = choicesOf(schema) as JsonSchema[]
  const ofKind = (kind: Kind) => choices.filter((one) => kindsOf(one).includes(kind))
  const objects = ofKind('object')
  const lists = ofKind('list')
  const [items] = lists.flatMap<JsonSchema>((list) => list.items ?? [])
  const fields = objects.flatMap(({ properties = {} }) => Object.entries<JsonSchema>(properties))
  return {
    schema,
    kinds: new Set(choices.flatMap(kindsOf)),
    isId: choices.some(({ format }) => format === 'uuid'),
    isFile: choices.some(({ format }) => format === 'binary'),
    isSeen: choices.some(({ pattern }) => pattern === NOT_BLANK),
    fields: objects.some(isOpen) ? null : new Map(fields.map(([name, one]) => [name, shapeOf(one)])),
    items: items ? shapeOf(items) : null,
    mostItems: Math.max(...lists.map(({ maxItems = Infinity }) => maxItems)),
  }
}

/** @returns The value, or in its place the id as we write it. */
function checked(shape: Shape, value: unknown, path: string, findings: Findings): unknown {
  const kind = kindOf(value)
  if (shape.isFile || value instanceof ReceivedFile) checkFile(shape, value, path, findings)
  else if (!shape.kinds.has(kind)) findings.add(path, expectation(shape.schema, value))
  else if (kind === 'object') checkFields(shape, value as Record<string, unknown>, path, findings)
  else if (kind === 'list') checkList(shape, value as unknown[], path, findings)
  else if (kind === 'text' && shape.isId) return checkedId(value as string, path, findings)
  else if (kind === 'text' && shape.isSeen) checkSeen(value as string, path, findings)
  return value
}

/** What is empty is told by its length. */
function checkSeen(text: string, path: string, findings: Findings): void {
  if (text !== '' && isBlank(text)) findings.add(path, BLANK)
}

/** What is no id would be looked for, and nothing found: `undefined`, of a client that has none. */
function checkedFilter({ schema }: Shape, value: string, name: string, findings: Findings): string {
  const words = (choicesOf(schema) as JsonSchema[]).flatMap((one) => one.const ?? [])
  if (!isUuid(value) && !words.includes(value)) findings.add(name, ['must be an id', ...words].join(' or '))
  return plainId(value)
}

/** Of a number in an address that is out of its bounds, Elysia does not say which it is. */
function checkNumber(shape: Shape | undefined, value: string, name: string, findings: Findings): void {
  if (!shape?.kinds.has('number')) return
  const number = WRITTEN_NUMBER.test(value) ? Number(value) : Number.NaN
  const isTaken = (choicesOf(shape.schema) as JsonSchema[]).some((one) => takesNumber(one, number))
  if (!isTaken) findings.add(name, expectation(shape.schema, value))
}

function takesNumber({ type, minimum = -Infinity, maximum = Infinity }: JsonSchema, value: number): boolean {
  if (type === 'integer' && !Number.isInteger(value)) return false
  return value >= minimum && value <= maximum
}

function checkFile({ isFile }: Shape, value: unknown, path: string, findings: Findings): void {
  if (!(value instanceof ReceivedFile))
    findings.add(path, 'must be a file: send a form, as multipart/form-data')
  else if (!isFile) findings.add(path, 'must not be a file')
}

function checkFields({ fields }: Shape, value: Record<string, unknown>, path: string, findings: Findings) {
  if (fields === null) return
  for (const name of Object.keys(value)) {
    if (findings.areMany) return
    const field = fields.get(name)
    const at = path === '' ? name : `${path}.${name}`
    if (!field) findings.add(at, unknown(name, fields))
    else value[name] = checked(field, value[name], at, findings)
  }
}

/** Of too many none is looked at, nor by Elysia's check, which would collect what is wrong with each. */
function checkList({ schema, items, mostItems }: Shape, list: unknown[], path: string, findings: Findings) {
  if (list.length > mostItems) findings.add(path, expectation(schema, list))
  else if (items) checkItems(items, list, path, findings)
}

function checkItems(shape: Shape, items: unknown[], path: string, findings: Findings): void {
  for (const [i, item] of items.entries()) {
    if (findings.areMany) return
    items[i] = checked(shape, item, path === '' ? `${i}` : `${path}.${i}`, findings)
  }
}

function checkedId(id: string, path: string, findings: Findings): string {
  if (id === '') findings.add(path, 'must not be empty')
  return plainId(id)
}

/** Where a route takes no body. Many clients send `{}` or `null` with every POST: that says nothing. */
function refuseContent(body: unknown, findings: Findings): void {
  if (body === undefined || body === null) return
  if (kindOf(body) !== 'object') findings.add('', 'is not taken here: leave it out')
  else {
    for (const name of Object.keys(body).slice(0, MOST_FINDINGS))
      findings.add(name, 'is unknown: nothing is taken here')
  }
}

/** What to say of a name that is not known. */
export function unknown(name: string, known: ReadonlyMap<string, unknown>): string {
  const nearest = nearestName(name, known.keys())
  if (nearest !== null) return `is unknown: did you mean ${nearest}?`
  if (known.size === 0) return 'is unknown: nothing is taken here'
  return `is unknown: there is ${[...known.keys()].slice(0, MOST_FINDINGS).join(', ')}`
}

class Findings {
  readonly #fields = new Map<string, string>()

  /** No more is told: to look for more would take long where somebody sends many. */
  get areMany(): boolean {
    return this.#fields.size >= MOST_FINDINGS
  }

  /** @param path Empty for the body as a whole. */
  add(path: string, message: string): void {
    const name = path === '' ? 'body' : path.slice(0, LONGEST_NAME)
    if (this.#fields.size < MOST_FINDINGS && !this.#fields.has(name)) this.#fields.set(name, message)
  }

  throwIfAny(): void {
    if (this.#fields.size > 0) throw new InvalidRequestError(Object.fromEntries(this.#fields))
  }
}
