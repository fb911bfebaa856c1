import { beforeAll, describe, expect, test } from 'bun:test'
import { compareDocuments } from '../scripts/compare-openapi.ts'
import { grantOf, PERMISSIONS, type Permission } from '../src/access/principal.ts'
import { LIMIT_CLASSES, OWN_CLASSES } from '../src/config/rate-limits.ts'
import { sharedApp, testApp } from './app.ts'
import { signUp } from './people.ts'

const app = sharedApp('sqlite')
const METHODS = ['get', 'put', 'post', 'delete', 'patch']
/** What may stand in a schema: the keywords of JSON Schema 2020-12 that we use. */
const SCHEMA_KEYWORDS = new Set(
  `$ref type enum const anyOf allOf items properties required additionalProperties patternProperties minItems
   maxItems uniqueItems minProperties maxProperties minLength maxLength pattern format minimum maximum
   exclusiveMinimum exclusiveMaximum default description examples title`.split(/\s+/),
)
const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'])
const OPERATION_KEYS = new Set(
  'operationId tags summary description security parameters requestBody responses x-requires x-rate-limit x-streams-body x-streams-answer'.split(
    ' ',
  ),
)

interface Operation {
  where: string
  path: string
  method: string
  operation: any
}

let document: any
let operations: Operation[] = []

beforeAll(async () => {
  const answer = await (await app()).get('/openapi.json')
  expect(answer.status).toBe(200)
  document = answer.body
  operations = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, operation]) => ({
      where: `${method} ${path}`,
      path,
      method,
      operation,
    })),
  )
})

/** What is wrong, by place: so that a failing test names all of it at once. */
function findings(look: (operation: Operation) => string[]): string[] {
  return operations.flatMap((one) => look(one).map((finding) => `${one.where}: ${finding}`))
}

function* schemasIn(operation: any): Generator<any> {
  for (const parameter of operation.parameters ?? []) yield parameter.schema
  const bodies = [operation.requestBody, ...Object.values<any>(operation.responses ?? {})]
  for (const body of bodies)
    for (const media of Object.values<any>(body?.content ?? {})) yield media.schema ?? {}
}

function schemaProblems(schema: any, at = 'schema'): string[] {
  if (typeof schema === 'boolean') return []
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [`${at} is no schema`]
  const problems = Object.keys(schema)
    .filter((key) => !SCHEMA_KEYWORDS.has(key))
    .map((key) => `${at} has ${key}`)
  for (const type of [schema.type ?? []].flat())
    if (!TYPES.has(type)) problems.push(`${at} is of type ${type}`)
  if (schema.$ref && !resolved(schema.$ref))
    problems.push(`${at} refers to ${schema.$ref}, which is not there`)
  const declared = Object.keys(schema.properties ?? {})
  for (const name of schema.required ?? []) {
    if (!declared.includes(name)) problems.push(`${at} requires ${name}, which it does not declare`)
  }
  if (schema.type?.includes?.('null') && schema.enum && !schema.enum.includes(null))
    problems.push(`${at} is null at times, which is none of its choices`)
  if (schema.type === 'array' && schema.items === undefined) problems.push(`${at} does not say of what`)
  const inner: [string, any][] = [
    ...Object.entries(schema.properties ?? {}),
    ...Object.entries(schema.patternProperties ?? {}),
    ...[...(schema.anyOf ?? []), ...(schema.allOf ?? [])].map((one: any, i: number): [string, any] => [
      `${i}`,
      one,
    ]),
    ...(schema.items === undefined ? [] : [['items', schema.items] as [string, any]]),
    ...(schema.additionalProperties === undefined
      ? []
      : [['*', schema.additionalProperties] as [string, any]]),
  ]
  return [...problems, ...inner.flatMap(([name, one]) => schemaProblems(one, `${at}.${name}`))]
}

function resolved(ref: string): unknown {
  if (!ref.startsWith('#/')) return undefined
  return ref
    .slice(2)
    .split('/')
    .reduce((at: any, name) => at?.[name], document)
}

/** A POST only since what it asks about is too long for an address. */
const CHANGES_NOTHING = ['/api/v1/content/preview', '/api/v1/metrics/alerts/preview']

describe('The OpenAPI document', () => {
  test('says what it is', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    expect(document.info).toMatchObject({
      title: 'Almanac',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
    expect(operations.length).toBeGreaterThan(10)
  })

  test('has known methods, and keys that mean something', () => {
    expect(
      findings(({ path, method, operation }) => [
        ...(METHODS.includes(method) ? [] : [`${method} is no method`]),
        ...(path.startsWith('/') && !path.includes(':') ? [] : ['is no path']),
        ...Object.keys(operation).filter((key) => !OPERATION_KEYS.has(key)),
      ]),
    ).toEqual([])
  })

  test('has a summary and a known tag for each operation, and an id of its own', () => {
    const tags = document.tags.map(({ name }: { name: string }) => name)
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(
      findings(({ operation }) => [
        ...(operation.summary ? [] : ['has no summary']),
        ...(operation.tags?.length === 1 && tags.includes(operation.tags[0])
          ? []
          : [`has the tags ${operation.tags}`]),
        ...(/^[a-zA-Z0-9]+$/.test(operation.operationId) ? [] : [`has the id ${operation.operationId}`]),
      ]),
    ).toEqual([])
  })

  test('declares each parameter of a path, and no other', () => {
    expect(
      findings(({ path, operation }) => {
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
        const declared = (operation.parameters ?? []).filter((one: any) => one.in === 'path')
        const names = declared.map((one: any) => one.name)
        return [
          ...(names.toSorted().join() === inPath.toSorted().join() ? [] : [`declares ${names}`]),
          ...declared.filter((one: any) => !one.required).map((one: any) => `${one.name} must be required`),
        ]
      }),
    ).toEqual([])
  })

  test('has schemas of JSON Schema and nothing else', () => {
    expect(
      findings(({ operation }) => [...schemasIn(operation)].flatMap((schema) => schemaProblems(schema))),
    ).toEqual([])
    for (const schema of Object.values(document.components.schemas))
      expect(schemaProblems(schema)).toEqual([])
  })

  test('describes an answer that succeeds, and each failure as the one Problem', () => {
    const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
    expect(
      findings(({ operation }) => {
        const answers = Object.entries<any>(operation.responses ?? {})
        return [
          ...(answers.some(([status]) => status.startsWith('2')) ? [] : ['never succeeds']),
          ...answers.flatMap(([status, { description, content }]) => [
            ...(/^[2-5]\d\d$/.test(status) ? [] : [`${status} is no status`]),
            ...(description ? [] : [`${status} has no description`]),
            ...(Number(status) < 400 || Bun.deepEquals(content, problem) ? [] : [`${status} is no Problem`]),
            ...(status === '204' && content ? ['204 has content'] : []),
          ]),
        ]
      }),
    ).toEqual([])
  })

  // No route lists these: a list of one's own is forgotten when the declaration changes.
  test('names the refusals that follow from what a route declares', () => {
    expect(
      findings(({ method, operation, path }) => {
        const has = (place: string, format?: string) =>
          (operation.parameters ?? []).some(
            (one: any) => one.in === place && (format === undefined || one.schema.format === format),
          )
        const isRead = method === 'post' || operation.requestBody !== undefined
        const isKeyed = operation.parameters?.some((one: any) => one.name === 'Idempotency-Key')
        const expected = [
          ...['414', '422', '429'],
          // It asks for nothing that may be away.
          ...(path === '/api/v1/health/live' ? [] : ['503']),
          ...(operation['x-requires'] === 'public' ? [] : ['401', '403']),
          ...(isRead ? ['400', '408', '413', '415'] : []),
          ...(has('path', 'uuid') ? ['404'] : []),
          ...(isKeyed ? ['409'] : []),
        ]
        return expected.filter((status) => !(status in operation.responses)).map((one) => `lacks ${one}`)
      }),
    ).toEqual([])
    const own = (path: string, method: string) => Object.keys(document.paths[path][method].responses)
    expect(own('/api/v1/auth/signin', 'post')).toContain('401')
    expect(own('/api/v1/members/{id}', 'delete')).toContain('409')
    expect(own('/api/v1/people/{external_id}', 'put')).not.toContain('404')
    expect(own('/api/v1/health/live', 'get')).not.toContain('503')
  })

  test('is right that any route refuses unknown parameters, and a POST whatever body it cannot read', async () => {
    const ada = await signUp(await app(), 'reader')
    const statusOf = async (path: string, options: object) =>
      (await (await app()).call('POST', path, { token: ada.token, ...options })).status
    const text = (type: string, body: string) => ({ headers: { 'content-type': type }, body })
    expect((await (await app()).get('/api/v1/health/live?unknown=1')).status).toBe(422)
    const withoutBody = operations.filter(
      ({ method, operation }) => method === 'post' && !operation.requestBody,
    )
    expect(withoutBody.length).toBeGreaterThan(5)
    for (const { path } of withoutBody) {
      const at = path.replace('{id}', 'none')
      expect([path, await statusOf(at, text('application/json', '{'))]).toEqual([path, 400])
      expect([path, await statusOf(at, text('text/plain', 'x'))]).toEqual([path, 415])
    }
  })

  test('names the ways in that the permission takes', () => {
    const schemes = Object.keys(document.components.securitySchemes)
    expect(
      findings(({ operation }) => {
        const requirement: Permission | 'public' = operation['x-requires']
        const ways = operation.security?.flatMap((way: object) => Object.keys(way)) ?? []
        if (requirement !== 'public' && !PERMISSIONS.includes(requirement)) return [`requires ${requirement}`]
        const expected =
          requirement === 'public'
            ? []
            : grantOf(requirement).scopes.length > 0
              ? ['session', 'api_key']
              : ['session']
        return Bun.deepEquals(ways, expected) && ways.every((way: string) => schemes.includes(way))
          ? []
          : [`takes ${ways} for ${requirement}`]
      }),
    ).toEqual([])
  })

  test('offers an Idempotency-Key to each POST by somebody and the PATCH of many, but not where a body or an answer streams, or nothing changes', () => {
    expect(
      findings(({ path, method, operation }) => {
        const isOffered = (operation.parameters ?? []).some((one: any) => one.name === 'Idempotency-Key')
        const isTaken =
          (method === 'post' || (method === 'patch' && path.endsWith('/bulk'))) &&
          operation['x-requires'] !== 'public' &&
          !operation['x-streams-body'] &&
          !operation['x-streams-answer'] &&
          !CHANGES_NOTHING.includes(path)
        return isOffered === isTaken ? [] : [isOffered ? 'offers it' : 'does not offer it']
      }),
    ).toEqual([])
  })

  test('shows what can be left out, and what a body is', () => {
    const at = (path: string, method: string) => document.paths[path][method]
    const limit = at('/api/v1/members', 'get').parameters.find((one: any) => one.name === 'limit')
    expect(limit).toMatchObject({ required: false, schema: { type: 'integer', default: 50, maximum: 200 } })
    const format = at('/api/v1/events/import', 'post').parameters.find((one: any) => one.name === 'format')
    expect(format).toMatchObject({ required: false, schema: { enum: ['csv', 'ndjson'], default: 'csv' } })
    expect(at('/api/v1/auth/signin', 'post').requestBody).toMatchObject({
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/SignIn' } } },
    })
    expect(document.components.schemas.SignIn.required).toEqual(['email', 'password'])
    expect(at('/api/v1/auth/refresh', 'post').requestBody.required).toBe(false)
    expect(Object.keys(at('/api/v1/metrics/dashboard', 'get').responses)).toContain('200')
  })

  // Else whatever is generated from it has no names for what it takes and gives.
  test('names whatever is taken and given', () => {
    const unnamed = findings(({ operation }) => {
      const answers = Object.entries<any>(operation.responses).filter(([status]) => status.startsWith('2'))
      const bodies = [operation.requestBody, ...answers.map(([, answer]) => answer)]
      return bodies.flatMap((body) =>
        Object.values<any>(body?.content ?? {})
          .filter(
            ({ schema }) =>
              (schema?.properties ?? schema?.anyOf) && Object.keys(schema.properties ?? {}).length !== 1,
          )
          .map(({ schema }) => JSON.stringify(schema).slice(0, 80)),
      )
    })
    expect(unnamed).toEqual([])
    const { schemas } = document.components
    expect(schemas.Tasks.properties.items).toEqual({
      type: 'array',
      items: { $ref: '#/components/schemas/ListedTask' },
    })
    expect(Object.keys(schemas)).toContain('Dashboard')
    // Of an address too long, every route says so.
    expect(findings(({ operation }) => (operation.responses['414'] ? [] : ['lacks 414']))).toEqual([])
    const { 413: tooLarge } = document.paths['/api/v1/tasks'].post.responses
    expect(tooLarge.description).toContain('4 MiB')
    // A local date or nothing, and not nothing alone.
    const asOf = JSON.stringify(schemas.Dashboard.properties.as_of)
    expect([asOf.includes('string'), asOf.includes('null')]).toEqual([true, true])
  })

  test('offers the tag of a version wherever 304 and 412 are answered, and says when to come again', () => {
    const isOffered = ({ parameters = [] }: any, name: string) =>
      parameters.some((one: any) => one.in === 'header' && one.name === name)
    expect(
      findings(({ operation }) => {
        const { responses } = operation
        const [tells, refuses] = ['304' in responses, '412' in responses]
        return [
          ...(isOffered(operation, 'If-None-Match') === tells ? [] : ['and If-None-Match']),
          ...(isOffered(operation, 'If-Match') === refuses ? [] : ['and If-Match']),
          ...(!(tells || refuses) || responses['204'] || responses['200'].headers?.ETag
            ? []
            : ['has no ETag']),
          ...(responses['429'].headers?.['Retry-After'] ? [] : ['has no Retry-After']),
        ]
      }),
    ).toEqual([])
    expect(isOffered(document.paths['/api/v1/tasks/{id}'].patch, 'If-Match')).toBe(true)
    // Whatever is changed by its version is deleted by it, too.
    for (const [path, { patch, delete: deletion }] of Object.entries<any>(document.paths)) {
      if (!patch || !deletion) continue
      expect([path, isOffered(deletion, 'If-Match')]).toEqual([path, isOffered(patch, 'If-Match')])
    }
    expect(document.paths['/api/v1/tasks'].post.responses['201'].headers.ETag).toBeDefined()
    expect(isOffered(document.paths['/api/v1/metrics/dashboard'].get, 'If-None-Match')).toBe(true)
  })

  // Of a class that no route names, an operator sets the limit in vain.
  test('whoever is known is told of the classes that count them, but of those of who runs the instance', () => {
    const ofKnown = operations.filter(
      ({ operation }) => !['public', 'instance.admin'].includes(operation['x-requires']),
    )
    const classes = new Set(ofKnown.map(({ operation }) => operation['x-rate-limit']))
    expect([...classes].sort()).toEqual([...OWN_CLASSES].sort())
  })

  test('says by which limit each route counts, and of each limit there is a route', () => {
    const classes = new Set(operations.map(({ operation }) => operation['x-rate-limit']))
    expect([...classes].sort()).toEqual(LIMIT_CLASSES.toSorted())
  })

  test('names what its lists hold', () => {
    const unnamed = Object.entries<any>(document.components.schemas)
      .filter(([, { properties = {} }]) => 'next_cursor' in properties && !properties.items.items.$ref)
      .map(([name]) => name)
    expect(unnamed).toEqual([])
    const named = (path: string, method: string) =>
      document.paths[path][method].requestBody.content['application/json'].schema.$ref
    // Two that say the same have one name, and it would be that of the other.
    expect(named('/api/v1/invitations/accept', 'post')).toEndWith('/AcceptInvitation')
    expect(named('/api/v1/auth/verify-email', 'post')).toEndWith('/VerifyEmail')
  })

  // Elysia closes the schemas that it has checked by, of which all applications of a process have the same.
  test('says the same whatever was asked before', async () => {
    await using other = await testApp('sqlite')
    const { body: before } = await (await app()).get('/openapi.json')
    const { token } = await signUp(other, 'ada')
    expect((await other.get('/api/v1/organization', { token })).status).toBe(200)
    expect(compareDocuments(before, (await other.get('/openapi.json')).body)).toEqual([])
  })

  test('has an ETag, and is not sent again to who has it', async () => {
    const { headers } = await (await app()).get('/openapi.json')
    const etag = headers.get('etag') ?? ''
    expect((await (await app()).get('/openapi.json', { headers: { 'if-none-match': etag } })).status).toBe(
      304,
    )
  })

  test('is shown by pages that load nothing from elsewhere', async () => {
    for (const path of ['/docs', '/redoc']) {
      const { status, text } = await (await app()).get(path)
      expect(status).toBe(200)
      expect(text).not.toMatch(/(src|href)=["']?(https?:)?\/\//)
    }
  })
})

test('Two documents are compared by name, each difference once for all operations that have it', () => {
  const operation = (...statuses: number[]) => ({
    parameters: [{ in: 'query', name: 'limit', schema: { maximum: statuses.length } }],
    responses: Object.fromEntries(statuses.map((status) => [status, {}])),
  })
  const documentOf = (get: object, put: object) => ({ paths: { '/a': { get, put } } })
  expect(
    compareDocuments(
      documentOf(operation(200), operation(200)),
      documentOf(operation(200, 404), operation(404, 409)),
    ),
  ).toEqual([
    '~ parameters › query limit › schema › maximum: GET /a, PUT /a',
    '+ responses › 404: GET /a, PUT /a',
    '- responses › 200: PUT /a',
    '+ responses › 409: PUT /a',
  ])
  expect(compareDocuments(document, document)).toEqual([])
})
