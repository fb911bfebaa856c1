/**
 * Nothing that came is dropped, changed or made up in silence: asked of every route that the OpenAPI
 * document names, so that no later one can forget it.
 */
import { beforeAll, expect, test } from 'bun:test'
import { InvalidRequestError, RequestShape } from '../src/http/request-shape.ts'
import { NewTask } from '../src/modules/tasks/schema.ts'
import { type Answer, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { resolved } from './references.ts'

const NOBODY = '019aa2c4-3c00-7000-8000-00000000abcd'
/** Parameters of paths that are no ids. */
const OTHERS: Record<string, string> = { kind: 'teams', number: '1' }

interface Operation {
  where: string
  method: string
  path: string
  parameters: any[]
  body: any
}

/** Where only a form with files is taken, of that. */
function bodySchema(content: any): any {
  return (content?.['application/json'] ?? content?.['multipart/form-data'])?.schema ?? null
}

onEachEngine('What a request holds and its route does not know', (engine) => {
  const app = sharedApp(engine)
  let operations: Operation[] = []
  let ada: Member
  let key: string

  beforeAll(async () => {
    ada = await signUp(await app(), 'ada')
    key = await apiKey(await app(), ada, 'admin', 'ingest', 'read', 'write')
    const document = (await (await app()).get('/openapi.json')).body
    operations = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
      Object.entries<any>(methods).map(([method, { parameters = [], requestBody }]) => ({
        where: `${method} ${path}`,
        method: method.toUpperCase(),
        path: path.replace(/\{(\w+)\}/g, (_, name) => OTHERS[name] ?? NOBODY),
        parameters: parameters.filter((one: any) => one.in === 'query'),
        body: resolved(bodySchema(requestBody?.content), document),
      })),
    )
    expect(operations.length).toBeGreaterThan(80)
  })

  /** By whoever the route is for. */
  async function ask({ method, path }: Operation, query: string, body?: unknown): Promise<Answer> {
    const about = { ...(body !== undefined && { json: body }) }
    const answer = await (await app()).call(method, path + query, { ...about, token: ada.token })
    return answer.status === 403 ? (await app()).call(method, path + query, { ...about, key }) : answer
  }

  /** What is answered otherwise than by naming the field, by place. */
  async function notNamed(asked: Asked[]): Promise<string[]> {
    const found: string[] = []
    for (const { operation, query = '', body, field, says } of asked) {
      const { status, body: problem } = await ask(operation, query, body)
      const said = problem?.fields?.[field]
      if (status === 422 && said !== undefined && said.includes(says)) continue
      found.push(`${operation.where}${query} ${JSON.stringify(body)}: ${status} ${JSON.stringify(problem)}`)
    }
    return found
  }

  test('an unknown parameter is refused by its name, and so is a misspelt one by the name that was meant', async () => {
    const asked = operations.flatMap((operation) => [
      { operation, query: '?surely_unknown=1', field: 'surely_unknown', says: 'is unknown' },
      ...operation.parameters.map(({ name }) => {
        return { operation, query: `?${name}[]=1`, field: `${name}[]`, says: `did you mean ${name}?` }
      }),
    ])
    expect(await notNamed(asked)).toEqual([])
  })

  test('a parameter that is given twice, or empty, is refused by its name', async () => {
    const asked = operations.flatMap((operation) =>
      operation.parameters.flatMap(({ name }) => [
        { operation, query: `?${name}=1&${name}=2`, field: name, says: 'is given more than once' },
        { operation, query: `?${name}=`, field: name, says: 'is empty' },
      ]),
    )
    expect(await notNamed(asked)).toEqual([])
  })

  // Programs that have no id write "undefined". They were answered that there is nothing.
  test('what is no id is refused where things are filtered by one', async () => {
    const asked = operations.flatMap((operation) =>
      operation.parameters
        .filter(({ schema }) => JSON.stringify(schema).includes('"uuid"'))
        .map(({ name }) => ({ operation, query: `?${name}=undefined`, field: name, says: 'must be an id' })),
    )
    expect(asked.length).toBeGreaterThan(20)
    expect(await notNamed(asked)).toEqual([])
  })

  test('an unknown field is refused by its name, within lists and objects, too', async () => {
    const asked = writing(operations).flatMap((operation) => [
      ...unknownFields(operation.body).map(({ value, at }) => {
        return { operation, body: value, field: at, says: 'is unknown' }
      }),
      ...Object.keys(operation.body?.properties ?? {}).map((name) => {
        return { operation, body: { [`${name}s_`]: 1 }, field: `${name}s_`, says: 'did you mean' }
      }),
    ])
    expect(asked.length).toBeGreaterThan(100)
    // Of many events each is answered by itself.
    const events = asked.filter(({ operation, body }) => takesLists(operation) && Array.isArray(body))
    expect(events).toHaveLength(1)
    for (const { operation, body } of events) {
      const reason = expect.stringMatching(/^surely_unknown is unknown/)
      expect((await ask(operation, '', body)).body.results).toMatchObject([{ status: 'rejected', reason }])
    }
    expect(await notNamed(asked.filter((one) => !events.includes(one)))).toEqual([])
  })

  test('a body that is no object is refused, also where it is optional or none is taken', async () => {
    const bodies = [5, true, 'text', JSON.stringify({ name: 'encoded twice' }), []]
    const asked = writing(operations).flatMap((operation) =>
      bodies
        .filter((body) => !(Array.isArray(body) && takesLists(operation)))
        .map((body) => {
          return { operation, body, field: 'body', says: operation.body ? 'must be an object' : 'not taken' }
        }),
    )
    expect(await notNamed(asked)).toEqual([])
  })

  test('a value of another kind is refused and not converted', async () => {
    const asked = writing(operations).flatMap((operation) =>
      Object.entries<any>(operation.body?.properties ?? {})
        .filter(([, schema]) => schema.type !== undefined || schema.anyOf !== undefined)
        .map(([name, schema]) => {
          const value = kindsOf(schema).includes('string') ? 5 : '5'
          return { operation, body: { [name]: value }, field: name, says: 'must be' }
        }),
    )
    expect(asked.length).toBeGreaterThan(50)
    expect(await notNamed(asked)).toEqual([])
  })

  test('where no body is taken, an empty one says nothing', async () => {
    for (const operation of writing(operations).filter(({ body }) => body === null)) {
      for (const body of [{}, null]) expect((await ask(operation, '', body)).status).not.toBe(422)
      if (operation.path.endsWith('/signout')) ada = { ...ada, token: (await signedIn()).access_token }
    }
  })

  test('the document says that a body takes nothing else', () => {
    const open = writing(operations).flatMap(({ where, body }) => openObjects(body, where))
    expect(open).toEqual([])
  })

  async function signedIn() {
    const { email, password } = ada
    return (await (await app()).post('/api/v1/auth/signin', { json: { email, password } })).body
  }
})

interface Asked {
  operation: Operation
  query?: string
  body?: unknown
  field: string
  says: string
}

/** Those that take a body as JSON, or none. */
function writing(operations: Operation[]): Operation[] {
  return operations.filter(({ method, where }) => method !== 'GET' && where !== 'post /api/v1/events/import')
}

function takesLists({ body }: Operation): boolean {
  return kindsOf(body ?? {}).includes('array')
}

function kindsOf(schema: any): string[] {
  if (schema.enum) return ['string']
  return schema.anyOf ? schema.anyOf.flatMap(kindsOf) : [schema.type].flat()
}

/** Values with an unknown field, one for each object that the schema has, and where it stands. */
function unknownFields(schema: any): { value: unknown; at: string }[] {
  if (schema === null) return [{ value: { surely_unknown: 1 }, at: 'surely_unknown' }]
  const inner = [
    ...(schema.anyOf ?? []).flatMap(unknownFields),
    ...Object.entries<any>(schema.properties ?? {}).flatMap(([name, one]) =>
      unknownFields(one).map(({ value, at }) => ({ value: { [name]: value }, at: `${name}.${at}` })),
    ),
    ...(schema.items ? unknownFields(schema.items) : []).map(({ value, at }) => {
      return { value: [value], at: `0.${at}` }
    }),
  ]
  const isClosed = schema.additionalProperties === false
  return isClosed ? [{ value: { surely_unknown: 1 }, at: 'surely_unknown' }, ...inner] : inner
}

function openObjects(schema: any, at: string): string[] {
  if (schema === null) return []
  const inner = [
    ...(schema.anyOf ?? []).flatMap((one: any) => openObjects(one, at)),
    ...Object.entries<any>(schema.properties ?? {}).flatMap(([name, one]) =>
      openObjects(one, `${at} ${name}`),
    ),
    ...(schema.items ? openObjects(schema.items, at) : []),
  ]
  return schema.type === 'object' && schema.additionalProperties === undefined ? [at, ...inner] : inner
}

test('of many unknown names, and of too many items, no more is looked at than is told', () => {
  const shape = new RequestShape({ body: NewTask })
  const fieldsOf = (body: object) => {
    try {
      shape.check({ body, search: '', query: {}, params: undefined })
    } catch (error) {
      if (error instanceof InvalidRequestError) return error.details?.fields as Record<string, string>
      throw error
    }
    return {}
  }
  // To look for what each was meant to be would take a minute.
  const names = Array.from({ length: 500_000 }, (_, i) => [`titlf${i}`, 1])
  expect(Object.keys(fieldsOf(Object.fromEntries(names)))).toHaveLength(20)
  let looked = 0
  const labels = new Proxy(Array(51).fill('a'), {
    get(list, name) {
      if (name === '0') looked += 1
      return Reflect.get(list, name)
    },
  })
  expect(fieldsOf({ title: 'x', labels })).toEqual({ labels: 'must have at most 50 items' })
  expect(looked).toBe(0)
})
