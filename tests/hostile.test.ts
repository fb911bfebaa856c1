/**
 * Random and hostile requests made from the OpenAPI document. A small number in the tests;
 * `HOSTILE_REQUESTS=100000 FAST_CHECK_SEED=random bun test tests/hostile.test.ts` for the full one.
 */
import { expect, test } from 'bun:test'
import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { apiKey, signUp } from './people.ts'

const REQUESTS = Number(process.env.HOSTILE_REQUESTS ?? 800)
const ROUND = 100
/** What a hundred thousand requests may leave behind in the heap. */
const MOST_GROWTH_BYTES = 64 * 2 ** 20

onEachEngine('Hostile requests', (engine) => {
  const shared = sharedApp(engine, { RATE_LIMITS: 'off' })

  test(`${REQUESTS} of them: no 5xx, no leak, and every answer is as the document says`, async () => {
    const app = await shared()
    const operations = await operationsOf(app)
    const seed = fc.readConfigureGlobal().seed ?? Date.now()
    const sizes: number[] = []
    const statuses = new Map<number, number>()
    for (let done = 0; done < REQUESTS; done += ROUND) {
      // Sooner or later one of them signs out, and all that follow would be strangers.
      const request = requests(operations, await credentialsOf(app, `ada-${done}`))
      await fc.assert(
        fc.asyncProperty(request, async (one) => {
          const status = await expectSoundAnswer(app, one)
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
        }),
        { numRuns: Math.min(ROUND, REQUESTS - done), seed: seed + done },
      )
      Bun.gc(true)
      sizes.push(process.memoryUsage().heapUsed)
    }
    const [first = 0, last = 0] = [sizes[0], sizes.at(-1)]
    const mebibytes = sizes.map((size) => Math.round(size / 2 ** 20)).join(' ')
    const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
    if (REQUESTS > 10_000) {
      process.stdout.write(`${counts.join(', ')}\nheap after each ${ROUND}: ${mebibytes} MiB\n`)
    }
    expect(last - first).toBeLessThan(MOST_GROWTH_BYTES)
  }, 3_600_000)
})

interface Operation {
  method: string
  path: string
  bodySchema: any
  answers: Map<string, ValidateFunction | null>
}

interface HostileRequest {
  operation: Operation
  path: string
  headers: [string, string][]
  credential: Record<string, string>
  body: string | undefined
}

async function operationsOf(app: TestApp): Promise<Operation[]> {
  const { body: document } = await app.get('/openapi.json')
  const ajv = addFormats(new Ajv({ strict: false, formats: { integer: true } }))
  ajv.addSchema({ $id: 'document', ...document })
  // Nearly all of some thousand are the schema of a problem.
  const made = new Map<string, ValidateFunction>()
  const validator = (schema: any): ValidateFunction | null => {
    if (!schema) return null
    const text = JSON.stringify(schema).replaceAll('"#/', '"document#/')
    const known = made.get(text) ?? ajv.compile(JSON.parse(text))
    made.set(text, known)
    return known
  }
  // These do as much by themselves as all the others do together.
  delete document.paths['/api/v1/instance/demo'].post
  delete document.paths['/api/v1/operations/backups'].post
  return Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, { requestBody, responses }]) => ({
      method: method.toUpperCase(),
      path,
      bodySchema: requestBody?.content?.['application/json']?.schema,
      answers: new Map(
        Object.entries<any>(responses).map(([status, { content = {} }]) => {
          const media = content['application/problem+json'] ?? content['application/json']
          return [status, validator(media?.schema)]
        }),
      ),
    })),
  )
}

async function credentialsOf(app: TestApp, name: string): Promise<Record<string, string>[]> {
  const ada = await signUp(app, name, 'America/New_York')
  const bearer = { authorization: `Bearer ${ada.token}` }
  const key = async (scope: string) => ({ 'x-api-key': await apiKey(app, ada, scope) })
  return [
    bearer,
    bearer,
    bearer,
    await key('admin'),
    await key('ingest'),
    {},
    { authorization: 'Bearer x' },
    { cookie: `auth_token=${ada.token}` },
  ]
}

/** Texts that have broken servers before. */
const nasty = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '%00',
  '%zz',
  '..',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e309',
  '9'.repeat(400),
  '\ud800',
  '\u202e',
  "' or 1=1 --",
  '";drop table users;--',
  '<script>alert(1)</script>',
  '=1+1',
  '{{7*7}}',
  ['$', '{7*7}'].join(''),
  'a'.repeat(5_000),
  '2026-02-30',
  '0000-00-00',
  '+275760-09-13T00:00:00.001Z',
  '\r\nx-evil: 1',
  '💥',
  'true',
  '[]',
  '{}',
)
const text = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.uuid(),
  fc.emailAddress(),
  fc.string(),
)
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 4 }),
  fc.array(text, { maxLength: 5 }),
)

function requests(
  operations: Operation[],
  credentials: Record<string, string>[],
): fc.Arbitrary<HostileRequest> {
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      path: pathOf(operation),
      headers: fc.array(fc.tuple(fc.constantFrom(...HEADERS), headerText), { maxLength: 3 }),
      credential: fc.constantFrom(...credentials),
      body: bodyOf(operation),
    }),
  )
}

const HEADERS = [
  'x-correlation-id',
  'x-parent-correlation-id',
  'x-chain-depth',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'origin',
  'sec-fetch-site',
  'content-encoding',
  'accept',
  'x-forwarded-for',
  'cookie',
  'host',
  'range',
]
/** A `Headers` object refuses the rest by itself. */
const headerText = fc.oneof(nasty, fc.string()).map((value) => value.replace(/[^\x20-\x7e]/g, '').trim())

function pathOf({ path }: Operation): fc.Arbitrary<string> {
  const segments = path
    .split('/')
    .map((segment) => (segment.startsWith('{') ? text.map(encoded) : fc.constant(segment)))
  const query = fc.array(
    fc.tuple(
      fc.constantFrom(
        'as_of',
        'force_refresh',
        'limit',
        'cursor',
        'sort',
        'count',
        'format',
        'core',
        'time',
        '__proto__',
      ),
      text,
    ),
    { maxLength: 4 },
  )
  return fc.tuple(fc.tuple(...segments), query).map(([parts, pairs]) => {
    const search = pairs.map(([name, value]) => `${name}=${encoded(value)}`).join('&')
    return parts.join('/') + (search && `?${search}`)
  })
}

function encoded(value: string): string {
  const text = encodeURIComponent(value.toWellFormed())
  // A segment of dots is resolved before it is sent, and asks another route.
  return /^\.{0,2}$/.test(text) ? '-' : text
}

function bodyOf({ method, bodySchema }: Operation): fc.Arbitrary<string | undefined> {
  if (method === 'GET') return fc.constant(undefined)
  const sound = bodySchema
    ? valueFor(bodySchema).map((value) => JSON.stringify(value))
    : fc.constant(undefined)
  const broken = fc.oneof(
    fc.json(),
    fc.constant('['.repeat(20_000)),
    fc.constant('{"a":'),
    fc.string(),
    fc.constant('{"__proto__":{"role":"owner"}}'),
  )
  return fc.oneof({ weight: 4, arbitrary: sound }, { weight: 1, arbitrary: broken })
}

/** A value that mostly fits the schema, with something else in places. */
function valueFor(schema: any): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: fitting(schema) }, { weight: 1, arbitrary: anything })
}

function fitting(schema: any): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(valueFor))
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, one]) => [name, valueFor(one)]),
        ),
        { requiredKeys: [] },
      )
    case 'array':
      return fc.array(valueFor(schema.items ?? {}), { maxLength: 4 })
    case 'string':
      return fc.oneof(
        text,
        fc.constantFrom(
          'UTC',
          'Asia/Tokyo',
          '2026-11-19T12:00:00Z',
          'ada@example.com',
          'viewer',
          'read',
          ...(schema.examples ?? []),
        ),
      )
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer(), fc.double())
    case 'boolean':
      return fc.boolean()
    default:
      return anything
  }
}

/** Answers that any request may get, whatever its route says. */
const ALWAYS = new Set(['400', '401', '404', '405', '413', '414', '415', '422', '429', '431'])

async function expectSoundAnswer(
  app: TestApp,
  { operation, path, headers, credential, body }: HostileRequest,
): Promise<number> {
  const all = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...Object.fromEntries(headers),
    ...credential,
  }
  const answer = await app.call(operation.method, path, { headers: all, ...(body !== undefined && { body }) })
  const about = `${operation.method} ${operation.path} → ${answer.status} ${answer.text.slice(0, 300)}`
  if (answer.status >= 500) throw new Error(`a fault: ${about}`)
  if (/node_modules|\\n\s*at .+:\d+:\d+|SQLITE_|drizzle|argon2/.test(answer.text))
    throw new Error(`too much said: ${about}`)
  if (answer.headers.has('x-evil')) throw new Error(`a header was injected: ${about}`)
  const status = String(answer.status)
  if (!operation.answers.has(status)) {
    if (ALWAYS.has(status) || (status === '403' && answer.body?.code === 'cross_site_write')) {
      return answer.status
    }
    throw new Error(`not in the document: ${about}`)
  }
  const validate = operation.answers.get(status)
  if (validate && answer.body !== undefined && !validate(answer.body)) {
    throw new Error(`not as the document says (${JSON.stringify(validate.errors?.[0])}): ${about}`)
  }
  return answer.status
}
