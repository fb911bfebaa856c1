import { expect, test } from 'bun:test'
import { expectNoDrift, readDashboard } from './activity.ts'
import { type Call, onEachEngine, sharedApp, type TestApp } from './app.ts'
import type { ImportEnd } from './histories.ts'
import { apiKey, type Member, signUp } from './people.ts'

const HEADER = 'id,person,occurred_at,verb'
const NOON = '2026-11-10T12:00:00Z'
const NOON_S = Date.parse(NOON) / 1000
const MIB = 2 ** 20
/** Longer than what any buffer on the way holds. */
const MANY = 6_000

const csv = (...lines: string[]) => `${[HEADER, ...lines].join('\n')}\n`
const ndjson = (...lines: object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

onEachEngine('An imported history', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('ends for whoever loses access while it goes on', async () => {
    const member = await newcomer()
    const key = await apiKey(await app(), member, 'admin')
    const [{ id }] = (await (await app()).get('/api/v1/api-keys', member)).body.items
    const encoder = new TextEncoder()
    const lines = (name: string) =>
      Array.from({ length: MANY }, (_, i) => `${name}-${i},grace,${NOON},a\n`).join('')
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(encoder.encode(`${HEADER}\n${lines('before')}`))
        await Bun.sleep(300)
        expect((await (await app()).delete(`/api/v1/api-keys/${id}`, member)).status).toBe(204)
        controller.enqueue(encoder.encode(lines('after')))
        controller.close()
      },
    })
    const { text } = await (await app()).post('/api/v1/events/import', { key, body })
    const end = JSON.parse(text.trim().split('\n').at(-1) ?? '')
    expect(end).toMatchObject({ done: false, error: { code: 'not_signed_in' } })
    const here = (await app()).context.db.for(member.organization_id)
    const kept = await here.read((q) => q.select().from(q.tables.activity_events))
    expect(kept.some(({ id }) => id.startsWith('after'))).toBe(false)
    expect(kept.some(({ id }) => id.startsWith('before'))).toBe(true)
  })

  test.each([
    ['CSV', '', csv(`1,grace,${NOON},a`, `2,edsger,${NOON},b`)],
    ['CSV with `kind` for `verb`', '', `id,person,occurred_at,kind\n1,grace,${NOON},a\n2,edsger,${NOON},b\n`],
    ['CSV with Unix seconds', '?time=s', csv(`1,grace,${NOON_S},a`, `2,edsger,${NOON_S}.0,b`)],
    ['CSV with milliseconds', '?time=ms', csv(`1,grace,${NOON_S}000,a`, `2,edsger,${NOON_S}000,b`)],
    [
      'CSV from Windows',
      '',
      `\ufeff${csv(`1,grace,${NOON},a`, `2,edsger,${NOON},b`)}`.replaceAll('\n', '\r\n'),
    ],
    [
      'CSV with columns in another order, and others between them',
      '?format=csv',
      `colour, Verb ,OCCURRED_AT,"person",id\nred,a,${NOON},"grace",1\n,b,${NOON},edsger,2`,
    ],
    ['CSV with empty lines', '', `\n\n${HEADER}\n\n1,grace,${NOON},a\n\n\n2,edsger,${NOON},b\n\n`],
    [
      'NDJSON',
      '?format=ndjson',
      ndjson(
        { id: '1', person: 'grace', occurred_at: NOON, verb: 'a', properties: { a: 1 } },
        { id: '2', person: 'edsger', occurred_at: NOON, kind: 'b' },
      ),
    ],
    [
      'NDJSON with Unix seconds',
      '?format=ndjson&time=s',
      ndjson(
        { id: '1', person: 'grace', occurred_at: NOON_S, verb: 'a' },
        { id: '2', person: 'edsger', occurred_at: `${NOON_S}`, verb: 'b' },
      ),
    ],
  ])('may be %s', async (_, query, body) => {
    const member = await newcomer()
    expect(await imported(member, body, { query })).toMatchObject({
      done: true,
      lines: 2,
      accepted: 2,
      duplicates: 0,
      rejected: 0,
      errors: [],
    })
    expect(await storedEvents(await app(), member)).toMatchObject([
      { id: '1', verb: 'a', occurred_at: NOON_S * 1000 },
      { id: '2', verb: 'b', occurred_at: NOON_S * 1000 },
    ])
    const { user_metrics, engagement_metrics } = await readDashboard(await app(), member, '2026-11-10')
    expect([user_metrics.total_users, engagement_metrics.daily_active_users]).toEqual([2, 2])
  })

  test('may be packed with gzip, even in several members', async () => {
    const member = await newcomer()
    const gzipped = Buffer.concat([
      Bun.gzipSync(new TextEncoder().encode(csv(`1,grace,${NOON},a`))),
      Bun.gzipSync(new TextEncoder().encode(`2,edsger,${NOON},b\n`)),
    ])
    for (const encoding of ['gzip', 'GZIP']) {
      const end = await imported(member, gzipped, { headers: { 'content-encoding': encoding } })
      expect(end).toMatchObject({ done: true, lines: 2, rejected: 0 })
    }
    expect(await storedEvents(await app(), member)).toHaveLength(2)
  })

  test('may be imported again: everything is known then, whatever the lines now say', async () => {
    const member = await newcomer()
    await imported(member, csv(`1,grace,${NOON},a`, `2,edsger,${NOON},b`))
    const before = await storedEvents(await app(), member)
    const again = csv(`2,grace,${NOON},c`, `1,grace,${NOON},c`, `1,barbara,${NOON},c`, `3,grace,${NOON},c`)
    expect(await imported(member, again)).toMatchObject({ accepted: 1, duplicates: 3, rejected: 0 })
    expect((await storedEvents(await app(), member)).slice(0, 2)).toEqual(before)
    expect((await readDashboard(await app(), member)).user_metrics.total_users).toBe(3)
  })

  test('says whether its actions are core ones, for all lines or in each', async () => {
    const member = await newcomer()
    await imported(member, csv(`1,grace,${NOON},a`), { query: '?core=true' })
    await imported(member, csv(`2,grace,${NOON},a`))
    const lines = [{ core: true }, { core: false }, {}].map((core, i) => ({
      id: `${3 + i}`,
      person: 'grace',
      occurred_at: NOON,
      verb: 'a',
      ...core,
    }))
    await imported(member, ndjson(...lines), { query: '?format=ndjson&core=true' })
    const core = (await storedEvents(await app(), member)).map(({ core }) => core)
    expect(core).toEqual([true, false, true, false, true])
  })

  test('has its broken lines named by their numbers, and the others taken', async () => {
    const member = await newcomer()
    const end = await imported(
      member,
      csv(
        `1,grace,${NOON},a`,
        `2,grace,${NOON}`,
        `3,grace,${NOON},a,more`,
        `"4,grace,${NOON},a`,
        `5,gra"ce,${NOON},a`,
        `6,"grace, the ""admiral""",${NOON},a`,
        '',
        '8,grace,,a',
        '9,grace,yesterday,a',
        `10,,${NOON},a`,
        '11,grace,2027-01-01T00:00:00Z,a',
        `12,grace,${NOON},a`,
      ),
    )
    expect(end).toMatchObject({ done: true, lines: 11, accepted: 3, duplicates: 0, rejected: 8 })
    expect(end.errors).toEqual([
      { line: 3, code: 'columns', params: { found: 3, expected: 4 }, reason: 'has 3 columns instead of 4' },
      { line: 4, code: 'columns', params: { found: 5, expected: 4 }, reason: 'has 5 columns instead of 4' },
      { line: 5, code: 'open_quote', params: { lost: 0 }, reason: 'a quoted field is not closed' },
      { line: 6, code: 'stray_quote', params: {}, reason: 'a quote inside a field that is not quoted' },
      { line: 9, code: 'missing', params: { field: 'occurred_at' }, reason: 'occurred_at is missing' },
      {
        line: 10,
        code: 'no_instant',
        params: { field: 'occurred_at' },
        reason: expect.stringMatching(/^occurred_at must be ISO 8601/),
      },
      { line: 11, code: 'empty', params: { field: 'person' }, reason: 'person must not be empty' },
      {
        line: 12,
        code: 'in_the_future',
        params: { field: 'occurred_at' },
        reason: 'occurred_at is in the future',
      },
    ])
    expect((await storedEvents(await app(), member)).map(({ id }) => id)).toEqual(['1', '12', '6'])
  })

  test('as NDJSON has its broken lines named, too', async () => {
    const member = await newcomer()
    const good = { person: 'grace', occurred_at: NOON, verb: 'a' }
    const body = [
      ndjson({ id: '1', ...good }),
      '{"id": "2",\n',
      '[]\n',
      'null\n',
      ndjson({ id: 5, ...good }, { ...good, id: '6', occurred_at: null }, { ...good, id: '7', core: 'yes' }),
      ndjson({ ...good, id: '8', occurred_at: undefined }, { ...good, id: '9', properties: [] }),
      ndjson({ ...good, id: '10', properties: JSON.parse('{"a":'.repeat(2_000) + '{}'.padEnd(2_002, '}')) }),
      ndjson({ id: '11', ...good }, { id: '12', ...good, propertys: {} }, { id: '13', ...good, kind: 'b' }),
      `{"id":"14","${'x'.repeat(5_000)}":1e400}\n`,
      ndjson({ id: '15', ...good }),
    ].join('')
    const end = await imported(member, body, { query: '?format=ndjson' })
    expect(end).toMatchObject({ done: true, lines: 15, accepted: 3, rejected: 12 })
    expect(end.errors).toEqual([
      { line: 2, code: 'no_json', params: {}, reason: expect.stringContaining('JSON') },
      { line: 3, code: 'no_object', params: {}, reason: 'must be a JSON object' },
      { line: 4, code: 'no_object', params: {}, reason: 'must be a JSON object' },
      { line: 5, code: 'no_text', params: { field: 'id' }, reason: 'id must be a text' },
      { line: 6, code: 'missing', params: { field: 'occurred_at' }, reason: 'occurred_at is missing' },
      { line: 7, code: 'no_flag', params: { field: 'core' }, reason: 'core must be true or false' },
      { line: 8, code: 'missing', params: { field: 'occurred_at' }, reason: 'occurred_at is missing' },
      { line: 9, code: 'no_object', params: { field: 'properties' }, reason: 'properties must be an object' },
      {
        line: 10,
        code: 'too_deep',
        params: { field: 'properties', most: 50 },
        reason: 'properties must be at most 50 levels deep',
      },
      {
        line: 12,
        code: 'unknown_field',
        params: { field: 'propertys', nearest: 'properties' },
        reason: 'propertys is unknown: did you mean properties?',
      },
      {
        line: 13,
        code: 'unknown_field',
        params: { field: 'kind' },
        reason: 'kind is unknown: there is id, person, verb, core, occurred_at, properties',
      },
      {
        line: 14,
        code: 'inexact_number',
        params: { field: expect.stringMatching(/^x{200}/) },
        reason: expect.stringMatching(/^x{200}… is a number that cannot be kept/),
      },
    ])
  })

  test.each([
    ['s', `${NOON}`, 'occurred_at must be a number of seconds since 1970'],
    ['s', '1e9', 'occurred_at must be a number of seconds since 1970'],
    ['ms', '12.', 'occurred_at must be a number of milliseconds since 1970'],
    ['ms', '9'.repeat(20), 'occurred_at must be a number of milliseconds since 1970'],
    ['s', `${NOON_S}000`, 'occurred_at is in the future'],
    ['s', '-1', 'occurred_at is before 1970'],
    // Seconds in place of milliseconds would make the organization begin in January 1970.
    ['ms', `${NOON_S}`, 'occurred_at is in the first days of 1970: is it seconds? Say time=s'],
    ['ms', `${NOON_S}.25`, 'occurred_at is in the first days of 1970: is it seconds? Say time=s'],
    ['ms', '9999999999', 'occurred_at is in the first days of 1970: is it seconds? Say time=s'],
    ['iso', `${NOON_S}`, 'occurred_at must be ISO 8601 with a zone, such as 2026-03-08T12:00:00Z'],
  ])('with time=%s does not take %s for an instant', async (time, written, reason) => {
    const member = await newcomer()
    const end = await imported(member, csv(`1,grace,${written},a`), { query: `?time=${time}` })
    expect(end).toMatchObject({ done: true, accepted: 0, rejected: 1, errors: [{ line: 2, reason }] })
  })

  test('tells of the first few errors, and counts all of them', async () => {
    const member = await newcomer()
    const end = await imported(member, csv(...Array.from({ length: 100 }, () => 'x')))
    expect(end.rejected).toBe(100)
    expect(end.errors.length).toBeGreaterThan(5)
    expect(end.errors.length).toBeLessThan(50)
  })

  test('may have a line of 50 MB, which is not held and does not hide those after it', async () => {
    const member = await newcomer()
    const piece = new TextEncoder().encode('x'.repeat(256 * 1024))
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 1
        if (sent === 1) controller.enqueue(new TextEncoder().encode(csv(`1,grace,${NOON},a`)))
        else if (sent <= 201) controller.enqueue(piece)
        else if (sent === 202) controller.enqueue(new TextEncoder().encode(`\nx\n4,grace,${NOON},a\n`))
        else controller.close()
      },
    })
    const before = process.memoryUsage().rss
    const end = await imported(member, body)
    expect(process.memoryUsage().rss - before).toBeLessThan(40 * MIB)
    expect(end).toMatchObject({ done: true, lines: 4, accepted: 2, rejected: 2 })
    expect(end.errors).toMatchObject([
      { line: 3, reason: 'is longer than 65536 bytes' },
      { line: 4, reason: 'has 1 columns instead of 4' },
    ])
  })

  test('may have lines that are not UTF-8, which are named', async () => {
    const member = await newcomer()
    const latin1 = Buffer.from(csv(`1,grace,${NOON},a`, `2,zoë,${NOON},a`, `3,grace,${NOON},a`), 'latin1')
    const end = await imported(member, latin1)
    expect(end).toMatchObject({ accepted: 2, errors: [{ line: 3, reason: 'is not valid UTF-8' }] })
  })

  test('that ends in the middle of its gzip says so in its last line, and keeps what it counted', async () => {
    const member = await newcomer()
    const whole = Bun.gzipSync(new TextEncoder().encode(longHistory()))
    const gzip = { headers: { 'content-encoding': 'gzip' } }
    const end = await imported(member, whole.slice(0, whole.length / 2), gzip)
    expect(end).toMatchObject({ done: false, error: { code: 'malformed_body' } })
    expect(end.accepted).toBeGreaterThan(0)
    expect(end.accepted).toBeLessThan(MANY)
    expect(await storedEvents(await app(), member)).toHaveLength(end.accepted)
    await expectNoDrift(await app(), member)
    const again = await imported(member, whole, gzip)
    expect(again).toMatchObject({ done: true, accepted: MANY - end.accepted, duplicates: end.accepted })
  })

  test('whose sender is gone in the middle keeps what it counted', async () => {
    const member = await newcomer()
    const lines = longHistory()
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 1
        if (sent === 1) controller.enqueue(new TextEncoder().encode(lines.slice(0, lines.length / 2)))
        else controller.error(new Error('the connection is lost'))
      },
    })
    const end = await imported(member, body)
    expect(end).toMatchObject({ done: false, error: { code: 'malformed_body' } })
    expect(end.accepted).toBeGreaterThan(0)
    expect(await storedEvents(await app(), member)).toHaveLength(end.accepted)
  })

  test('whose caller has gone is not read to its end', async () => {
    const { token } = await newcomer()
    let sent = 0
    const given = Promise.withResolvers<void>()
    const body = new ReadableStream({
      pull(controller) {
        sent += 1
        const lines = Array.from({ length: 250 }, (_, i) => `${sent}-${i},grace,${NOON},a`)
        controller.enqueue(new TextEncoder().encode(csv(...lines)))
      },
      cancel: () => given.resolve(),
    })
    const headers = { authorization: `Bearer ${token}` }
    const request = new Request('http://localhost/api/v1/events/import', { method: 'POST', headers, body })
    const reader = (await (await app()).app.handle(request)).body!.getReader()
    await reader.read()
    await reader.cancel()
    await given.promise
    const sentThen = sent
    await Bun.sleep(0)
    expect(sent).toBe(sentThen)
  })

  test('tells of its progress while it goes on', async () => {
    const member = await newcomer()
    const { text } = await post(member, longHistory())
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.map(({ done }) => done)).toEqual([...lines.slice(1).map(() => false), true])
    const counts = lines.map(({ accepted }) => accepted)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(counts.at(-1)).toBe(MANY)
  })

  const REFUSED: Record<string, [query: string, call: Call, status: number, code: string, names: RegExp]> = {
    'a header without a column': [
      '',
      { body: `id,occurred_at,verb\n1,${NOON},a\n` },
      422,
      'invalid_header',
      /^line 1: the header lacks person; it names id, occurred_at, verb$/,
    ],
    'a header without several': [
      '',
      { body: `person,when\ngrace,${NOON}\n` },
      422,
      'invalid_header',
      /lacks id, occurred_at, verb \(or kind\)/,
    ],
    'a column twice': [
      '',
      { body: `id,person,occurred_at,verb,ID\n1,grace,${NOON},a,2\n` },
      422,
      'invalid_header',
      /^line 1: the header names id twice: which of the two counts\?$/,
    ],
    'no header': ['', { body: `1,grace,${NOON},a\n` }, 422, 'invalid_header', /^line 1: the header lacks/],
    'a header with a broken quote': [
      '',
      { body: `"id,person,occurred_at,verb\n` },
      422,
      'invalid_header',
      /^line 1: a quoted field is not closed/,
    ],
    'a header without end': [
      '',
      { body: 'x'.repeat(70_000) },
      422,
      'invalid_header',
      /^line 1: is longer than/,
    ],
    'UTF-16': ['', { body: Buffer.from(`\ufeff${csv()}`, 'utf16le') }, 422, 'invalid_header', /^line 1: /],
    'an empty body': ['', { body: '' }, 422, 'invalid_header', /^line 1: there is no header$/],
    'no body': ['?format=ndjson', {}, 400, 'missing_body', /body/],
    'an unknown format': [
      '?format=xml',
      { body: csv() },
      422,
      'invalid_value',
      /^format: must be one of csv, ndjson/,
    ],
    'an unknown kind of time': [
      '?time=min',
      { body: csv() },
      422,
      'invalid_value',
      /^time: must be one of iso, s, ms/,
    ],
    'an unknown core': ['?core=maybe', { body: csv() }, 422, 'invalid_value', /^core: /],
    'an unknown encoding': [
      '',
      { body: csv(), headers: { 'content-encoding': 'br' } },
      415,
      'unsupported_encoding',
      /gzip, not "br"/,
    ],
    'what is not gzip': [
      '',
      { body: csv(`1,grace,${NOON},a`), headers: { 'content-encoding': 'gzip' } },
      400,
      'malformed_body',
      /not what its encoding says/,
    ],
    'a gzip of a few bytes': [
      '',
      {
        body: Bun.gzipSync(new TextEncoder().encode(csv(`1,grace,${NOON},a`))).slice(0, 20),
        headers: { 'content-encoding': 'gzip' },
      },
      400,
      'malformed_body',
      /ended early/,
    ],
  }

  for (const [what, [query, call, status, code, names]] of Object.entries(REFUSED)) {
    test(`that is ${what} is refused with ${status}, and leaves nothing behind`, async () => {
      const member = await newcomer()
      const answer = await (await app()).post(`/api/v1/events/import${query}`, {
        token: member.token,
        ...call,
      })
      expect(answer).toMatchObject({ status, body: { code, detail: expect.stringMatching(names) } })
      expect(await storedEvents(await app(), member)).toEqual([])
      expect((await readDashboard(await app(), member)).user_metrics.total_users).toBe(1)
    })
  }

  test('that is empty NDJSON has no events, which is no error', async () => {
    const end = await imported(await newcomer(), '\n', { query: '?format=ndjson' })
    expect(end).toMatchObject({ done: true, lines: 0, accepted: 0, rejected: 0 })
  })

  async function newcomer(): Promise<Member> {
    return signUp(await app(), crypto.randomUUID())
  }

  interface Import {
    query?: string
    headers?: Record<string, string>
  }

  async function post({ token }: Member, body: BodyInit, { query = '', headers = {} }: Import = {}) {
    const answer = await (await app()).post(`/api/v1/events/import${query}`, { token, body, headers })
    if (answer.status !== 200) throw new Error(`import: ${answer.text}`)
    return answer
  }

  /** The last line of the answer. */
  async function imported(
    member: Member,
    body: BodyInit,
    how?: Import,
  ): Promise<ImportEnd & { error?: object }> {
    const { text } = await post(member, body, how)
    return JSON.parse(text.trim().split('\n').at(-1) ?? '')
  }
})

/** Days apart, of few people, so that it is mostly the lines that take their time. */
function longHistory(): string {
  const noon = (i: number) => new Date(Date.parse('2020-01-01T12:00:00Z') + (i % 50) * 86_400_000)
  return csv(
    ...Array.from(
      { length: MANY },
      (_, i) => `${i},person ${i % 7},${noon(i).toISOString()},${'v'.repeat(i % 90)}x`,
    ),
  )
}

/** Those that were imported; signing up made one, too. */
async function storedEvents(app: TestApp, member: Member) {
  const events = await app.context.db.for(member.organization_id).read((q) => {
    const { activity_events } = q.tables
    return q.select().from(activity_events).where(q.mine(activity_events)).orderBy(activity_events.id)
  })
  return events.filter(({ verb }) => verb !== 'sign_in')
}
