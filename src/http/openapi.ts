/**
 * The OpenAPI document, made from the routes. The plugin's generator does most of it; here stands
 * what it gets wrong (as of @elysiajs/openapi 1.4.16) and what all operations have in common:
 *
 * - it knows no content type of a body that a parser of ours reads, and forgets `detail.responses`
 * - numbers that may come as text in a query are shown as "string or number" everywhere
 * - `void` is no type of JSON Schema
 * - problems are repeated in full, though all of them have one shape
 */
import { toOpenAPISchema } from '@elysiajs/openapi/openapi'
import type { AnyElysia } from 'elysia'
import { version } from '../../package.json'
import { answerHeaders, headerParameters } from './openapi-headers.ts'
import { closedSchema, plainSchema, shownSchema } from './plain-schema.ts'
import { Problem } from './problem.ts'
import { problemAnswer, refusalsOf } from './refusals.ts'
import {
  DECLARATION,
  DIRECT,
  FILES,
  KEYED,
  LIMIT,
  limitClass,
  PUBLIC,
  REFUSES,
  SELF_CONTAINED,
  TRIED,
  takesDryRun,
  takesKey,
  UNKEYED,
  UNMEASURED,
  VERSIONED,
} from './route-table.ts'
import { EXTERNAL_ID, ID } from './schema.ts'
import { SchemaNames } from './schema-names.ts'

const TAGS = [
  { name: 'Identity', description: 'Accounts, sessions, organizations, members and API keys' },
  { name: 'Work', description: 'Teams, projects, tasks, comments, labels, the search and the trash' },
  { name: 'Hiring', description: 'Companies, jobs, candidates, applications, and the public board' },
  { name: 'Knowledge', description: 'Content, lessons and assessments' },
  { name: 'Conversation', description: 'Conversations, their messages, and what is unread' },
  { name: 'Live', description: 'What happens, as it happens' },
  { name: 'Webhooks', description: 'What happens, told to other servers' },
  { name: 'Notifications', description: 'What a member was told' },
  { name: 'Activity', description: 'What people did, as apps report it' },
  { name: 'Metrics', description: 'What it adds up to' },
  { name: 'Operations', description: 'Whether all is well' },
]
type Json = Record<string, unknown>
type Operation = Json & {
  parameters?: Parameter[]
  requestBody?: { content: Json }
  responses?: Record<string, Json>
}

interface Parameter extends Json {
  schema?: Json
}

interface Route {
  method: string
  path: string
  hooks: { detail?: { responses?: Record<string, Json> }; body?: unknown }
}

/** @param schemas Of all that is on the wire, by name. */
export function openApiDocument(app: AnyElysia, schemas: Readonly<Record<string, unknown>>): Json {
  const routes = app.routes.map(prepared)
  const paths = generated(routes)
  const names = new SchemaNames(writtenSchemas(schemas))
  const written = new Map(routes.map((route) => [keyOf(route.method, route.path), route]))
  return {
    openapi: '3.1.1',
    info: {
      title: 'Almanac',
      version,
      description: "A small team's backend and its dashboard, in one container.",
    },
    servers: [{ url: '/' }],
    tags: TAGS,
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, methods]) => [
        path,
        Object.fromEntries(
          Object.entries(methods as Record<string, Operation>).map(([method, operation]) => [
            method,
            named(names, completed(method, operation, written.get(keyOf(method, path)))),
          ]),
        ),
      ]),
    ),
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      schemas: { Problem: plainSchema(Problem), ...sorted(names.used) },
    },
  }
}

/** All that the generator asks of an application. */
function generated(routes: unknown[]): Record<string, unknown> {
  const seen = { getGlobalRoutes: () => routes, getGlobalDefinitions: () => ({ type: {} }) }
  return toOpenAPISchema(seen as unknown as AnyElysia).paths
}

/** Each as it is, and as the generator writes it where it stands in an answer. */
function* writtenSchemas(schemas: Readonly<Record<string, unknown>>): Generator<[string, Json]> {
  const asked = Object.entries(schemas)
    .filter(([, one]) => isSchema(one))
    .map(([name, one]) => [name, shownSchema(one)] as const)
  const routes = asked.map(([name, one]) => {
    return { method: 'GET', path: `/${name}`, handler() {}, hooks: { response: { 200: one } } }
  })
  // What streams, or is serialised already, stands in the document as it is.
  for (const [name, one] of asked) yield [name, plainSchema(one) as Json]
  for (const [path, methods] of Object.entries(generated(routes))) {
    const { get } = plainSchema(methods) as { get: Operation }
    const content = get.responses?.['200']?.content as Record<string, { schema?: Json }> | undefined
    const schema = content?.['application/json']?.schema
    if (schema) yield [path.slice(1), schema]
  }
}

/** Beside them, modules of schemas have functions and lists. */
function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.for('TypeBox.Kind') in value
}

function named(names: SchemaNames, operation: Operation): Operation {
  const { requestBody, responses = {} } = operation
  return {
    ...operation,
    ...(requestBody && { requestBody: withNames(names, requestBody) as Operation['requestBody'] & {} }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, answer]) => [status, withNames(names, answer)]),
    ),
  }
}

function withNames(names: SchemaNames, { content, ...rest }: Json): Json {
  if (content === undefined) return rest
  const media = Object.entries(content as Record<string, Json>).map(([type, { schema, ...more }]) => [
    type,
    schema === undefined ? more : { schema: names.refer(schema), ...more },
  ])
  return { ...rest, content: Object.fromEntries(media) }
}

function sorted(schemas: Json): Json {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Without our parsers, and with queries as they shall stand: of a choice it keeps nothing but the values. */
function prepared<R extends { hooks: Record<string, unknown> }>(route: R): R {
  const { query, params, body } = route.hooks
  return {
    ...route,
    hooks: {
      ...route.hooks,
      parse: undefined,
      ...(query !== undefined && { query: plainSchema(query) }),
      ...(body !== undefined && { body: shownSchema(body) }),
      ...(params !== undefined && { params: withIds(params as { properties: Json }) }),
    },
  }
}

/** Of a path, every text is an id of ours that does not say otherwise. */
function withIds(params: { properties: Json }): Json {
  const properties = Object.entries(params.properties as Record<string, Json>).map(([name, schema]) => [
    name,
    schema.type === 'string' && !schema[EXTERNAL_ID] ? { ...schema, [ID]: true } : schema,
  ])
  return { ...params, properties: Object.fromEntries(properties) }
}

/** `/a/:id` of a route and `/a/{id}` of the document are the same. */
function keyOf(method: string, path: string): string {
  const plain = path.replace(/:(\w+)|\{(\w+)\}/g, '{}')
  return `${method.toLowerCase()} ${plain.length > 1 ? plain.replace(/\/$/, '') : plain}`
}

function completed(method: string, operation: Operation, route: Route | undefined): Operation {
  const {
    parameters = [],
    requestBody,
    responses,
    operationId,
    [DIRECT]: _direct,
    [FILES]: files,
    [KEYED]: _keyed,
    [TRIED]: _tried,
    [UNKEYED]: _unkeyed,
    [UNMEASURED]: _unmeasured,
    [SELF_CONTAINED]: isSelfContained = false,
    [REFUSES]: refuses = [],
    [VERSIONED]: isVersioned = false,
    ...rest
  } = plainSchema(operation) as Operation & {
    [REFUSES]?: number[]
    [FILES]?: readonly string[]
    [VERSIONED]?: boolean
    [SELF_CONTAINED]?: boolean
  }
  const isPublic = operation[DECLARATION] === PUBLIC
  const isKeyed = !isPublic && takesKey(method.toUpperCase(), operation)
  const json = requestBody?.content['application/json']
  const body = requestBody && {
    required: !isOptional(route?.hooks.body),
    content: json ? contentOf(closedContent(json as Json), files) : requestBody.content,
  }
  const refusals = refusalsOf({
    method: method.toUpperCase(),
    isPublic,
    isSelfContained,
    hasBody: body !== undefined,
    takesKey: isKeyed,
    namesThing: parameters.some(isOurs),
    isVersioned,
    refuses,
  })
  const known = isVersioned && method === 'get' ? { 304: {} } : {}
  const described = answers({ ...plainResponses(route), ...responses, ...known }, refusals)
  const triesOut = takesDryRun(method.toUpperCase(), operation)
  const facts = { statuses: Object.keys(described), takesKey: isKeyed, takesDryRun: triesOut, isVersioned }
  const all = [...parameters.map(optionalByDefault), ...headerParameters(facts)]
  return {
    operationId: `${operationId}`.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase()),
    ...rest,
    [LIMIT]: limitClass(method.toUpperCase(), operation),
    ...(all.length > 0 && { parameters: all }),
    ...(body && { requestBody: body }),
    responses: Object.fromEntries(
      Object.entries(described).map(([status, answer]) => {
        const headers = answerHeaders(Number(status), facts)
        return [status, headers ? { ...answer, headers } : answer]
      }),
    ),
  }
}

/** In a path: see `withIds`. */
function isOurs({ in: place, schema }: Parameter): boolean {
  return place === 'path' && schema?.format === 'uuid'
}

/** The generator forgets these where a schema of the route names others. */
function plainResponses(route: Route | undefined): Record<string, Json> {
  return plainSchema(route?.hooks.detail?.responses ?? {}) as Record<string, Json>
}

/** TypeBox marks it by a symbol. */
function isOptional(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && Symbol.for('TypeBox.Optional') in schema
}

/** Where files may come: as a form, in which some fields are JSON; and as JSON, where it takes none. */
function contentOf(content: Json, files: readonly string[] | undefined): Json {
  if (!files) return { 'application/json': content }
  const encoding = Object.fromEntries(files.map((name) => [name, { contentType: 'application/json' }]))
  const form = { ...content, ...(files.length > 0 && { encoding }) }
  const withoutFiles = jsonWithoutFiles(content)
  return { ...(withoutFiles && { 'application/json': withoutFiles }), 'multipart/form-data': form }
}

function jsonWithoutFiles({ schema, ...rest }: Json): Json | null {
  const {
    properties,
    required = [],
    ...more
  } = schema as { properties: Record<string, Json>; required?: string[] }
  const plain = Object.entries(properties).filter(
    ([, one]) => (one.items as Json | undefined)?.format !== 'binary',
  )
  const isPossible = required.every((name) => plain.some(([known]) => known === name))
  return isPossible ? { schema: { ...more, required, properties: Object.fromEntries(plain) }, ...rest } : null
}

function closedContent({ schema, ...rest }: Json): Json {
  return { schema: closedSchema(schema), ...rest }
}

function optionalByDefault(parameter: Parameter): Parameter {
  return parameter.schema?.default === undefined ? parameter : { ...parameter, required: false }
}

function answers(responses: Record<string, Json>, refusals: number[]): Record<string, Json> {
  const complete: Record<string, Json> = {}
  for (const status of [...Object.keys(responses), ...refusals.map(String)]) {
    const { description: _, ...response }: Json = responses[status] ?? {}
    const description = ANSWERS[status] ?? 'Done'
    if (Number(status) >= 400) complete[status] = problemAnswer(Number(status))
    else if (isEmpty(response)) complete[status] = { description }
    else complete[status] = { description, ...response }
  }
  return complete
}

const ANSWERS: Record<string, string> = {
  200: 'OK',
  201: 'Made',
  202: 'Taken in',
  204: 'Done',
  304: 'Not changed since',
}

/** The generator writes the type of nothing where the content should stand. */
function isEmpty({ content }: Json): boolean {
  return content === undefined || typeof (content as Json).type === 'string'
}
