/** The one way out: where requests go that somebody has asked for by an address. */
import { afterAll, describe, expect, test } from 'bun:test'
import { createSocket } from 'node:dgram'
import { getServers, setServers } from 'node:dns'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ForbiddenAddressError, UnreachableError } from '../src/lib/outgoing/errors.ts'
import { HostNames } from '../src/lib/outgoing/host-names.ts'
import { OutboundAllow } from '../src/lib/outgoing/outbound-allow.ts'
import { Outgoing, type OutgoingOptions } from '../src/lib/outgoing/outgoing.ts'
import { isPublicAddress } from '../src/lib/outgoing/public-address.ts'
import { type Certificate, certificateFor } from './certificates.ts'

const stack = new AsyncDisposableStack()
afterAll(() => stack.disposeAsync())

const LOOPBACK = '127.0.0.1'
const ALL = { timeout_ms: 5_000, most_bytes: 10_000 }
const POST = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"a":"ü"}',
  ...ALL,
} as const

describe('A request goes out', () => {
  test('to a host that is named, and comes back with its answer', async () => {
    const { port, requests } = await serve((_request, response) => {
      response.writeHead(201, { 'x-said': 'yes' }).end('grown')
    })
    const url = new URL(`http://garden.internal:${port}/hooks?of=roses`)
    const answer = await outgoing(['garden.internal']).send({ url, ...POST })
    expect(answer).toMatchObject({ status: 201, body: 'grown', duration_ms: expect.any(Number) })
    expect(answer.headers['x-said']).toBe('yes')
    expect(requests).toEqual([`POST /hooks?of=roses garden.internal:${port} {"a":"ü"}`])
  })

  test('by TLS to the address that was looked up, with the certificate of the name', async () => {
    const { ca, ...certificate } = certificateFor('hooks.example')
    const { port, requests } = await serveTls(certificate, (_request, response) => response.end('grown'))
    const known = outgoing([LOOPBACK], { ca })
    const send = (to: Outgoing, host: string) =>
      to.send({ url: new URL(`https://${host}:${port}/x`), ...POST })
    expect(await send(known, 'hooks.example')).toMatchObject({ status: 200, body: 'grown' })
    expect(requests).toEqual([`POST /x hooks.example:${port} {"a":"ü"}`])
    expect(await reason(send(known, 'other.example'))).toBe('its certificate is for another host')
    expect(await reason(send(outgoing([LOOPBACK]), 'hooks.example'))).toMatch(/^its certificate is signed by/)
    expect(requests).toHaveLength(1)
  })

  test('to the address that was judged, though the name leads elsewhere a moment later', async () => {
    const { port, requests } = await serve((_request, response) => response.end())
    const answers = [['203.0.114.7'], [LOOPBACK]]
    const turning = outgoing([], { lookUp: async () => answers.shift() ?? [] })
    // On the public internet, so by TLS; nobody is there.
    const send = () =>
      turning.send({ url: new URL(`https://turning.example:${port}`), ...POST, timeout_ms: 300 })
    expect(await reason(send())).not.toBe('')
    expect(await refusal(send())).toContain('not on the public internet')
    expect(requests).toEqual([])
  })

  test('and no further: a redirect is an answer', async () => {
    const inner = await serve((_request, response) => response.end('secret'))
    const { port } = await serve((_request, response) => {
      response.writeHead(302, { location: `http://${LOOPBACK}:${inner.port}/` }).end()
    })
    const answer = await outgoing([LOOPBACK]).send({ url: new URL(`http://${LOOPBACK}:${port}`), ...POST })
    expect(answer.status).toBe(302)
    expect(inner.requests).toEqual([])
  })
})

describe('A request does not go out', () => {
  const forbidden = [
    ...[
      'https://localhost/',
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f.0.0.1/',
    ],
    ...['https://0.0.0.0/', 'https://10.0.0.1/', 'https://172.31.255.255/', 'https://192.168.1.1/'],
    ...['https://169.254.169.254/latest/meta-data/', 'https://100.64.0.1/', 'https://198.18.0.1/'],
    ...['https://224.0.0.1/', 'https://255.255.255.255/', 'https://192.0.0.8/'],
    ...[
      'https://[::1]/',
      'https://[::]/',
      'https://[fe80::1]/',
      'https://[fd00:ec2::254]/',
      'https://[ff02::1]/',
    ],
    ...['https://[::ffff:127.0.0.1]/', 'https://[::ffff:a9fe:a9fe]/', 'https://[::127.0.0.1]/'],
    ...['https://[64:ff9b::7f00:1]/', 'https://[64:ff9b:1::1]/', 'https://[2002:7f00:1::]/'],
    ...['https://[2001:0:7f00:1::]/', 'https://[2001:db8::1]/', 'https://[100::1]/', 'https://[5f00::1]/'],
  ]
  test.each(forbidden)('to %s', async (url) => {
    const out = new Outgoing(new OutboundAllow([]))
    expect(await refusal(out.check(new URL(url), 5_000))).toContain('not on the public internet')
    expect(await refusal(out.send({ url: new URL(url), ...POST }))).toContain('not on the public internet')
  })

  test('where one of several addresses is not public', async () => {
    const out = outgoing([], { lookUp: async () => ['93.184.215.14', '10.0.0.1'] })
    expect(await refusal(out.check(new URL('https://both.example'), 5_000))).toContain(
      'both.example leads to',
    )
  })

  test('without TLS, but where it is named', async () => {
    const lookUp = async () => ['93.184.215.14']
    const url = new URL('http://garden.example')
    expect(await refusal(outgoing([], { lookUp }).check(url, 5_000))).toContain('https://')
    await outgoing(['garden.example'], { lookUp }).check(url, 5_000)
  })

  test('by another protocol, with a password in it, or with an address without end', async () => {
    const out = outgoing([LOOPBACK])
    for (const [url, why] of [
      ['ftp://127.0.0.1/', 'begin with https://'],
      ['file:///etc/passwd', 'begin with https://'],
      ['http://me:secret@127.0.0.1/', 'no password'],
      [`http://127.0.0.1/${'a'.repeat(2_000)}`, 'at most 2000 characters'],
    ] as const) {
      expect(await refusal(out.check(new URL(url), 5_000))).toContain(why)
    }
  })
})

describe('A request has an end', () => {
  test('where nothing is answered, or one byte at a time', async () => {
    const silent = await serve(() => {})
    const slow = await serve((_request, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    })
    for (const { port } of [silent, slow]) {
      const url = new URL(`http://127.0.0.1:${port}`)
      const sent = outgoing([LOOPBACK]).send({ url, ...POST, timeout_ms: 200 })
      expect(await reason(sent)).toBe('it did not answer within 0.2 s')
    }
    await Promise.all([silent, slow].map(({ closed }) => closed()))
  })

  test('where a name is not looked up', async () => {
    const out = outgoing([], { lookUp: () => new Promise(() => {}) })
    const url = new URL('https://garden.example')
    expect(await reason(out.check(url, 50))).toBe('it did not answer within 0.05 s')
    expect(await reason(out.send({ url, ...POST, timeout_ms: 50 }))).toBe('it did not answer within 0.05 s')
  })

  test('where the server of a name answers nobody, and files and passwords do not wait for that', async () => {
    await using names = await serveNames((name) => (name.startsWith('garden') ? LOOPBACK : null))
    const out = new Outgoing(new OutboundAllow([LOOPBACK]))
    let ended = 0
    const silent = Array.from({ length: 50 }, async (_, i) => {
      const said = await reason(out.check(new URL(`https://silent-${i}.example`), 60_000))
      ended += 1
      return said
    })
    await out.check(new URL('http://garden.example'), 5_000)
    await Promise.all([
      readFile(import.meta.path),
      Bun.password.hash('roses', { algorithm: 'bcrypt', cost: 4 }),
    ])
    expect(ended).toBe(0)
    names.refuseAll()
    expect(new Set(await Promise.all(silent))).toEqual(
      new Set(['the name of the host could not be looked up (DNS_ESERVFAIL)']),
    )
  })

  test('by the servers of names that the system says now', async () => {
    await using before = await serveNames(() => '192.0.2.1')
    const port = before.address.split(':')[1]
    const file = join(tmpdir(), `resolv-${crypto.randomUUID()}.conf`)
    stack.defer(() => rm(file))
    await writeFile(file, `nameserver ${LOOPBACK}\n`)
    const names = new HostNames(file)
    expect(await names.addressesOf('before.example')).toEqual(['192.0.2.1'])
    expect(getServers()).toEqual([`${LOOPBACK}:${port}`])
    await writeFile(file, '# of another network\nsearch garden.example\n')
    expect(await names.addressesOf('between.example')).toEqual(['192.0.2.1'])
    await writeFile(file, `nameserver 127.0.0.2\n nameserver ::1 # and\nnameserver none\n`)
    await names.addressesOf('localhost')
    expect(getServers()).toEqual(['127.0.0.2', '::1'])
  })

  test('where something comes before the answer, again and again', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\n\r\n'
    const answer = 'HTTP/1.1 204 No Content\r\n\r\n'
    const send = async (text: string) =>
      outgoing([LOOPBACK]).send({ url: new URL(`http://127.0.0.1:${await serveGarbage(text)}`), ...POST })
    expect(await send(early.repeat(10) + answer)).toMatchObject({ status: 204 })
    expect(await reason(send(early.repeat(11) + answer))).toBe('it did not answer as a web server does')
  })

  test('when the server stops', async () => {
    const { port, arrived } = await serve(() => {})
    const stopping = new AbortController()
    const url = new URL(`http://127.0.0.1:${port}`)
    const sent = reason(outgoing([LOOPBACK]).send({ url, ...POST, signal: stopping.signal }))
    await arrived
    stopping.abort()
    expect(await sent).toBe('the server was stopped meanwhile')
  })

  test('and of a long answer the beginning is read', async () => {
    const { port, closed } = await serve((_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
      }
      response.on('drain', more)
      more()
    })
    const url = new URL(`http://127.0.0.1:${port}`)
    const { body } = await outgoing([LOOPBACK]).send({ url, ...POST, most_bytes: 1_000 })
    expect(body).toBe('x'.repeat(1_000))
    await closed()
  })

  test('that is told in plain words where nobody is there, or it is no web server', async () => {
    const gone = await serve(() => {})
    await gone.stop()
    const send = (port: number) =>
      outgoing([LOOPBACK]).send({ url: new URL(`http://127.0.0.1:${port}`), ...POST })
    expect(await reason(send(gone.port))).toBe('the connection was refused')
    const garbage = await serveGarbage('SSH-2.0-OpenSSH_9.6\r\n')
    expect(await reason(send(garbage))).toMatch(/^it did not answer as a web server does/)
    const hanging = await serveGarbage('')
    expect(await reason(send(hanging))).toBe('the connection was closed before an answer')
    const unknown = outgoing([], {
      lookUp: () => Promise.reject(Object.assign(new Error('x'), { code: 'DNS_ENOTFOUND' })),
    })
    expect(await reason(unknown.check(new URL('https://nobody.example'), 5_000))).toBe(
      'there is no such host',
    )
  })
})

test('An address is public or not, however it is written', () => {
  const known = ['93.184.215.14', '1.1.1.1', '2606:4700:4700::1111', '64:ff9b::101:101', '::ffff:8.8.8.8']
  expect(known.filter((address) => !isPublicAddress(address))).toEqual([])
  for (const text of ['', 'garden', '1.2.3', '::1%lo', '::ffff:10.0.0.1', '0177.0.0.1', '64:ff9b::a00:1']) {
    expect([text, isPublicAddress(text)]).toEqual([text, false])
  }
})

test('What is allowed are hosts, addresses and networks', () => {
  const allow = new OutboundAllow(['hooks.internal', '*.garden.lan', '10.0.0.0/8', '::1'])
  expect(
    ['hooks.internal', 'HOOKS.internal.', 'a.garden.lan', 'b.a.garden.lan'].every((one) =>
      allow.hasHost(one),
    ),
  ).toBe(true)
  expect(
    ['x.hooks.internal', 'garden.lan', 'evilgarden.lan', '10.0.0.1'].some((one) => allow.hasHost(one)),
  ).toBe(false)
  expect(['10.1.2.3', '::1'].every((one) => allow.hasAddress(one))).toBe(true)
  expect(['11.0.0.1', '::2', ''].some((one) => allow.hasAddress(one))).toBe(false)
  for (const wrong of [
    '256.1.1.1',
    '10.0.0',
    'http://garden.lan',
    'garden.lan:80',
    '*',
    '*.*.lan',
    '-a.lan',
    'a b',
    '10.0.0.0/33',
    '/8',
  ]) {
    expect(() => new OutboundAllow([wrong])).toThrow(wrong)
  }
})

/** Every name leads to the loopback, unless it is said otherwise. */
function outgoing(allowed: string[], options: OutgoingOptions = {}): Outgoing {
  return new Outgoing(new OutboundAllow(allowed), { lookUp: async () => [LOOPBACK], ...options })
}

async function reason(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(UnreachableError)
  return error.message
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(ForbiddenAddressError)
  expect([error.status, error.code]).toEqual([422, 'address_not_allowed'])
  return error.message
}

const serve = (listener: RequestListener) => listening(createServer(), listener)
const serveTls = ({ certificate: cert, key }: Certificate, listener: RequestListener) =>
  listening(createTlsServer({ key, cert }), listener)

async function listening(server: Server, listener: RequestListener) {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  const { promise: arrived, resolve } = Promise.withResolvers<void>()
  const closing = Promise.withResolvers<void>()
  server.on('request', async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    requests.push(`${request.method} ${request.url} ${request.headers.host} ${body}`)
    response.on('close', () => closing.resolve())
    resolve()
    listener(request, response)
  })
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((ready) => server.listen(0, LOOPBACK, ready))
  const stop = () =>
    new Promise<void>((done) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => done())
    })
  stack.defer(stop)
  const { port } = server.address() as AddressInfo
  return { port, requests, arrived, closed: () => closing.promise, stop }
}

/** Answers where names lead to (A); `null`: nothing, until it is told to refuse. */
async function serveNames(leadsTo: (name: string) => string | null) {
  const socket = createSocket('udp4')
  const answer = (
    query: Buffer,
    code: number,
    address: string | null,
    to: { port: number; address: string },
  ) => {
    const header = Buffer.from(query.subarray(0, 12))
    header.writeUInt16BE(0x8180 | code, 2)
    header.writeUInt16BE(address === null ? 0 : 1, 6)
    const question = query.subarray(12)
    const found = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...(address ?? '').split('.').map(Number)]
    socket.send(
      Buffer.concat([header, question, Buffer.from(address === null ? [] : found)]),
      to.port,
      to.address,
    )
  }
  let isRefusing = false
  const unanswered: (() => void)[] = []
  socket.on('message', (query, to) => {
    const name = query.subarray(13).toString('latin1')
    const isForV4 = query.readUInt16BE(query.length - 4) === 1
    const address = leadsTo(name)
    if (address !== null) return answer(query, 0, isForV4 ? address : null, to)
    const refuse = () => answer(query, 2, null, to)
    if (isRefusing) refuse()
    else unanswered.push(refuse)
  })
  await new Promise<void>((ready) => socket.bind(0, LOOPBACK, ready))
  const before = getServers()
  setServers([`${LOOPBACK}:${socket.address().port}`])
  return {
    address: `${LOOPBACK}:${socket.address().port}`,
    refuseAll: () => {
      isRefusing = true
      for (const refuse of unanswered) refuse()
    },
    async [Symbol.asyncDispose]() {
      setServers(before)
      await new Promise<void>((done) => socket.close(() => done()))
    },
  }
}

/** Says so to whoever comes, and hangs up. */
async function serveGarbage(text: string): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(text))
  })
  await new Promise<void>((ready) => server.listen(0, LOOPBACK, ready))
  stack.defer(() => new Promise<void>((done) => server.close(() => done())))
  return (server.address() as AddressInfo).port
}
