import { afterAll, describe, expect, test } from 'bun:test'
import { isDeeperThan } from '../src/lib/json-depth.ts'
import { sharedApp } from './app.ts'
import { listening } from './listening.ts'
import { signUp } from './people.ts'

const app = sharedApp('sqlite')
let started: Promise<Awaited<ReturnType<typeof start>>> | undefined

async function start() {
  const server = listening(await app())
  const { token } = await signUp(await app(), 'ada')
  return { server, token: `Authorization: Bearer ${token}` }
}

function served() {
  started ??= start()
  return started
}

afterAll(async () => {
  await (await started)?.server.stop()
})

const JSON_TYPE = 'Content-Type: application/json'

function lengthOf(body: string) {
  return `Content-Length: ${Buffer.byteLength(body)}`
}

describe('A path', () => {
  const PATHS: [path: string, status: number, code?: string][] = [
    ['/api/v1/people/x', 200],
    ['/api/v1/people/x/', 200],
    ['/api/v1/people/a%2Fb', 200],
    ['/api/v1/people/..%2F..%2Fetc', 200],
    ['/api/v1/people/%00', 400, 'malformed_path'],
    ['/api/v1/people/a%00b', 400, 'malformed_path'],
    ['/api/v1/people/%zz', 400, 'malformed_path'],
    ['/api/v1/people/%', 400, 'malformed_path'],
    ['/api/v1/people/%ff', 400, 'malformed_path'],
    ['/api/v1/people/%c0%af', 400, 'malformed_path'],
    ['/api/v1/people//x', 404, 'no_such_route'],
    ['//api/v1/people/x', 404, 'no_such_route'],
    ['/api//v1/people/x', 404, 'no_such_route'],
    ['/api/v1%2Fpeople/x', 404, 'no_such_route'],
    ['/api/v1/people/%2e%2e/x', 404, 'no_such_route'],
    [`/api/v1/people/${'x'.repeat(300)}`, 422, 'invalid_value'],
    [`/api/v1/people/${'x'.repeat(9_000)}`, 414, 'url_too_long'],
  ]
  for (const [path, status, code] of PATHS) {
    test(`PUT ${path.slice(0, 40)} is answered with ${status}`, async () => {
      const { server, token } = await served()
      const answer = await server.raw(`PUT ${path} HTTP/1.1`, [token, JSON_TYPE, lengthOf('{}')], '{}')
      expect(answer.status).toBe(status)
      expect(JSON.parse(answer.text).code).toBe(code)
      expect(answer.headers.get('x-correlation-id')).not.toBeNull()
    })
  }

  test('longer than Bun takes is refused by Bun: 431, without a body', async () => {
    const { server } = await served()
    expect(await server.raw(`GET /${'x'.repeat(20_000)} HTTP/1.1`)).toMatchObject({ status: 431, text: '' })
  })

  test('that is broken is a problem for somebody who is not signed in, too', async () => {
    const { server } = await served()
    expect((await server.raw('GET /%zz HTTP/1.1')).status).toBe(400)
    expect((await server.raw('GET /nowhere HTTP/1.1')).status).toBe(404)
    expect((await server.raw('GET // HTTP/1.1')).status).toBe(404)
    expect((await server.raw('GET /api/v1/auth/me HTTP/1.1')).status).toBe(401)
  })

  for (const host of ['', 'a b', 'localhost/api/v1/health/live?', 'a#b', 'é']) {
    test(`cannot be changed by a Host header such as "${host}"`, async () => {
      const { server, token } = await served()
      const head = `GET /api/v1/auth/me HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${token}\r\n\r\n`
      const answer = await server.bare(head)
      expect(answer.status).toBe(400)
    })
  }
})

describe('A host', () => {
  // As compose files and clusters name services; the router once looked for the path behind five characters.
  for (const host of [
    'x',
    'api',
    'app:80',
    'a.b',
    '[::1]',
    '[::1]:80',
    '10.0.0.1',
    'app',
    'almanac.example.com:8443',
  ]) {
    test(`such as ${host} changes no path`, async () => {
      const { server, token } = await served()
      const get = (path: string) =>
        server.bare(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${token}\r\n\r\n`)
      expect((await get('/api/v1/health/live')).status).toBe(200)
      expect((await get('/api/v1/auth/me')).status).toBe(200)
      expect((await get('/api/v1/members?limit=1')).status).toBe(200)
      expect((await get('/api/v1/members?limit=0')).status).toBe(422)
      expect((await get('/zz/api/v1/auth/me')).status).toBe(404)
      expect((await get('/z/api/v1/members')).status).toBe(404)
      expect((await get('/zzzz/api/v1/members?limit=1')).status).toBe(404)
    })
  }
})

describe('A method', () => {
  const METHODS: [line: string, nobody: number, ada: number][] = [
    ['HEAD /api/v1/health/live', 200, 200],
    ['HEAD /api/v1/auth/me', 401, 200],
    ['POST /api/v1/health/live', 405, 405],
    ['DELETE /api/v1/auth/me', 405, 405],
    ['PATCH /api/v1/people/x', 405, 405],
    ['TRACE /api/v1/health/live', 405, 405],
    ['PROPFIND /api/v1/auth/me', 405, 405],
    ['OPTIONS /api/v1/auth/me', 204, 204],
    ['OPTIONS /nowhere', 404, 404],
    ['DELETE /nowhere', 404, 404],
  ]
  for (const [line, nobody, ada] of METHODS) {
    test(`${line}: ${nobody} for nobody, ${ada} for somebody`, async () => {
      const { server, token } = await served()
      expect((await server.raw(`${line} HTTP/1.1`)).status).toBe(nobody)
      expect((await server.raw(`${line} HTTP/1.1`, [token])).status).toBe(ada)
    })
  }

  test('that a path does not take is told which it takes', async () => {
    const { server } = await served()
    const answer = await server.raw('POST /api/v1/auth/me HTTP/1.1')
    expect(answer.headers.get('allow')).toBe('GET, HEAD, PATCH')
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'method_not_allowed',
      allowed: ['GET', 'HEAD', 'PATCH'],
    })
    expect((await server.raw('OPTIONS /api/v1/auth/me HTTP/1.1')).headers.get('allow')).toBe(
      'GET, HEAD, PATCH',
    )
  })

  test('that HTTP does not know is not answered: Bun closes the connection', async () => {
    const { server } = await served()
    expect(await server.raw('BREW /api/v1/health/live HTTP/1.1')).toMatchObject({ status: 0 })
  })

  test('HEAD has no body', async () => {
    const { server } = await served()
    expect(await server.raw('HEAD /api/v1/health/live HTTP/1.1')).toMatchObject({ status: 200, text: '' })
  })
})

describe('A body', () => {
  const nested = (open: string, inner: string, close: string, times: number) =>
    open.repeat(times) + inner + close.repeat(times)
  const event = (properties: string) => `{"id":"x","person":"p","verb":"v","properties":${properties}}`
  const BODIES: [what: string, body: string, status: number, code?: string, headers?: string[]][] = [
    ['of 100,000 lists in lists', nested('[', '', ']', 100_000), 400, 'nested_too_deep'],
    ['of 100,000 objects in objects', nested('{"a":', '1', '}', 100_000), 400, 'nested_too_deep'],
    ['with deep properties', event(nested('{"a":', '1', '}', 100_000)), 400, 'nested_too_deep'],
    ['with brackets in a text', event(`{"a":"${'['.repeat(1_000)}\\""}`), 200],
    ['of 500,000 numbers', `[${'1,'.repeat(500_000)}1]`, 422, 'invalid_value'],
    ['of 5,000 empty objects', `[${'{},'.repeat(5_000)}{}]`, 422, 'invalid_value'],
    ['of 5 MiB', `"${'x'.repeat(5 * 2 ** 20)}"`, 413, 'body_too_large'],
    ['of an object that cannot become a text', '{"id":{"toString":null}}', 422, 'invalid_value'],
    ['of no JSON', '{"id":', 400, 'malformed_body'],
    ['of no UTF-8', '{"id":"\xff"}', 400, 'malformed_body'],
    ['that says it is packed', '{}', 415, 'unsupported_encoding', ['Content-Encoding: gzip']],
    ['of another type', 'a=b', 415, 'unsupported_media_type', ['Content-Type: text/plain']],
  ]
  for (const [what, body, status, code, headers = []] of BODIES) {
    test(`${what} is answered with ${status}`, async () => {
      const { server, token } = await served()
      const type = headers.some((header) => header.startsWith('Content-Type')) ? [] : [JSON_TYPE]
      const length = `Content-Length: ${body.length}`
      const answer = await server.raw(
        'POST /api/v1/events HTTP/1.1',
        [token, ...type, ...headers, length],
        body,
      )
      expect(answer.status).toBe(status)
      expect(JSON.parse(answer.text).code).toBe(code)
    })
  }

  test('that lies about its length is refused before it is read', async () => {
    const { server, token } = await served()
    const answer = await server.raw('POST /api/v1/events HTTP/1.1', [
      token,
      JSON_TYPE,
      'Content-Length: 99999999999',
    ])
    expect(answer.status).toBe(413)
  })

  test('in pieces without a length is refused once it is too large', async () => {
    const { server, token } = await served()
    const piece = `${(2 ** 20).toString(16)}\r\n${'x'.repeat(2 ** 20)}\r\n`
    const head = [token, JSON_TYPE, 'Transfer-Encoding: chunked']
    const answer = await server.raw('POST /api/v1/events HTTP/1.1', head, `${piece.repeat(5)}0\r\n\r\n`)
    expect(answer.status).toBe(413)
  })

  test('with two lengths is refused by Bun: 400, without a body', async () => {
    const { server, token } = await served()
    const head = [token, JSON_TYPE, 'Content-Length: 2', 'Transfer-Encoding: chunked']
    expect(await server.raw('POST /api/v1/events HTTP/1.1', head, '0\r\n\r\n')).toMatchObject({
      status: 400,
      text: '',
    })
  })

  test('cannot reach a prototype', async () => {
    const { server, token } = await served()
    const body =
      '{"id":"proto","person":"p","verb":"v","__proto__":{"polluted":1},"properties":{"__proto__":{"polluted":1}}}'
    await server.raw('POST /api/v1/events HTTP/1.1', [token, JSON_TYPE, lengthOf(body)], body)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('A header', () => {
  test('with a line break in a value that is sent back breaks nothing', async () => {
    const { server } = await served()
    for (const name of ['X-Correlation-ID', 'X-Parent-Correlation-ID', 'X-Chain-Depth', 'Origin']) {
      const answer = await server.raw('GET /api/v1/health/live HTTP/1.1', [
        `${name}: a%0d%0aX-Evil: 1\\r\\nX-Evil: 1`,
      ])
      expect(answer.status).toBe(200)
      expect(answer.headers.has('x-evil')).toBe(false)
    }
  })

  test('too long is refused by Bun: 431, without a body', async () => {
    const { server } = await served()
    const answer = await server.raw('GET /api/v1/health/live HTTP/1.1', [`X-A: ${'a'.repeat(70_000)}`])
    expect(answer).toMatchObject({ status: 431, text: '' })
  })
})

describe('The depth of a JSON text', () => {
  const TEXTS: [text: string, depth: number][] = [
    ['1', 0],
    ['[]', 1],
    ['[[],[],{"a":[]}]', 3],
    ['"[[["', 0],
    ['["\\"[", "\\\\", []]', 2],
    ['{"a[":"{{{"}', 1],
  ]
  for (const [text, depth] of TEXTS) {
    test(`${text} is ${depth} deep`, () => {
      expect(isDeeperThan(text, depth)).toBe(false)
      if (depth > 0) expect(isDeeperThan(text, depth - 1)).toBe(true)
    })
  }

  test('an open string ends the search', () => {
    expect(isDeeperThan('["', 5)).toBe(false)
  })
})
