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
import { closedSchema, plainSchema } from './plain-schema.ts'
import { Problem, TITLES } from './problem.ts'
import { DIRECT, KEYED, takesKey, UNMEASURED } from './route-table.ts'
import { EXTERNAL_ID, ID } from './schema.ts'

const PROBLEM = '#/components/schemas/Problem'
const TAGS = [
  { name: 'Identity', description: 'Accounts, sessions, organizations, members and API keys' },
  { name: 'Work', description: 'Teams, projects, tasks, comments, the search and the trash' },
  { name: 'Conversation', description: 'Conversations, their messages, and what is unread' },
  { name: 'Notifications', description: 'What a member was told' },
  { name: 'Activity', description: 'What people did, as apps report it' },
  { name: 'Metrics', description: 'What it adds up to' },
  { name: 'Operations', description: 'Whether all is well' },
]
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes it safe to send again: for a day, the same request with the same key is answered as before, and nothing is done twice.',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
}

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

export function openApiDocument(app: AnyElysia): Json {
  const routes = app.routes.map(prepared)
  const seen = { getGlobalRoutes: () => routes, getGlobalDefinitions: () => ({ type: {} }) }
  // All that the generator asks of an application.
  const { paths } = toOpenAPISchema(seen as unknown as AnyElysia)
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
            completed(method, operation, written.get(keyOf(method, path))),
          ]),
        ),
      ]),
    ),
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      schemas: { Problem: plainSchema(Problem) },
    },
  }
}

/** Without our parsers, and with queries as they shall stand: of a choice it keeps nothing but the values. */
function prepared<R extends { hooks: Record<string, unknown> }>(route: R): R {
  const { query, params } = route.hooks
  return {
    ...route,
    hooks: {
      ...route.hooks,
      parse: undefined,
      ...(query !== undefined && { query: plainSchema(query) }),
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
    [KEYED]: _keyed,
    [UNMEASURED]: _unmeasured,
    ...rest
  } = plainSchema(operation) as Operation
  const isKnown = operation['x-requires'] !== 'public'
  const isKeyed = isKnown && takesKey(method.toUpperCase(), operation)
  const json = requestBody?.content['application/json']
  const body = requestBody && {
    required: !isOptional(route?.hooks.body),
    content: json ? { 'application/json': closedContent(json as Json) } : requestBody.content,
  }
  const all = [...parameters.map(optionalByDefault), ...(isKeyed ? [IDEMPOTENCY_KEY] : [])]
  const refusals = [
    429,
    ...(isKnown ? [401, 403] : []),
    ...(body ? [400, 408, 413, 415, 422, 503] : []),
    ...(isKeyed ? [422] : []),
  ]
  return {
    operationId: `${operationId}`.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase()),
    ...rest,
    ...(all.length > 0 && { parameters: all }),
    ...(body && { requestBody: body }),
    responses: answers({ ...plainResponses(route), ...responses }, refusals),
  }
}

/** The generator forgets these where a schema of the route names others. */
function plainResponses(route: Route | undefined): Record<string, Json> {
  return plainSchema(route?.hooks.detail?.responses ?? {}) as Record<string, Json>
}

/** TypeBox marks it by a symbol. */
function isOptional(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && Symbol.for('TypeBox.Optional') in schema
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

function problemAnswer(status: number): Json {
  return {
    description: TITLES[status] ?? 'A problem',
    content: { 'application/problem+json': { schema: { $ref: PROBLEM } } },
  }
}

/** The generator writes the type of nothing where the content should stand. */
function isEmpty({ content }: Json): boolean {
  return content === undefined || typeof (content as Json).type === 'string'
}
