/** Files as programs write them: which are taken, what is made of them, and what of those that are not. */
import { expect, test } from 'bun:test'
import { type Call, onEachEngine, sharedApp, type TestApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { readCsv } from './spreadsheets.ts'

const HEADER = 'id,person,occurred_at,verb'
const NOON = '2026-11-10T12:00:00Z'

const csv = (...lines: string[]) => `${[HEADER, ...lines].join('\n')}\n`

onEachEngine('A file of past events', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test.each([
    [
      'semicolons, as Excel where the comma is for decimals',
      '',
      `id;person;occurred_at;verb;note\r\n1;grace;${NOON};a;"1,5"\r\n2;edsger;${NOON};b;\r\n`,
    ],
    ['tabs', '', csv(`1,grace,${NOON},a`, `2,edsger,${NOON},b`).replaceAll(',', '\t')],
    [
      'a separator that is said',
      '?separator=semicolon',
      `id,1,2,3,4,5;id;person;occurred_at;verb\nx;1;grace;${NOON};a\nx;2;edsger;${NOON};b\n`,
    ],
    [
      'spaces around its values, which are trimmed as the header is',
      '',
      csv(` 1,grace ,\t${NOON} , a`, `2 , edsger,${NOON},b `),
    ],
    [
      'columns for two kinds of people, as our exports of activity',
      '',
      `occurred_at,id,person_id,person_external_id,verb\n${NOON},1,x,grace,a\n${NOON},2,edsger,,b\n`,
    ],
  ])('may have %s', async (_, query, body) => {
    const member = await newcomer()
    expect(await imported(member, body, query)).toMatchObject({ done: true, accepted: 2, rejected: 0 })
    expect(await stored(member)).toMatchObject([
      { id: '1', verb: 'a', person: 'grace' },
      { id: '2', verb: 'b', person: 'edsger' },
    ])
  })

  test('has fields that go on over several lines, which make no events', async () => {
    const member = await newcomer()
    const body = `${HEADER},note
1,ada,${NOON},call,"Rang.
2,bob,${NOON},login,said hello
No answer."
3,cyd,${NOON},login,"said ""hello"""
`
    expect(await imported(member, body)).toMatchObject({ done: true, lines: 2, accepted: 2, rejected: 0 })
    expect(await stored(member)).toMatchObject([{ id: '1', verb: 'call' }, { id: '3' }])
  })

  test('tells of a quote that is not closed, and makes nothing of what may be its text', async () => {
    const member = await newcomer()
    const open = `${HEADER},note\n1,ada,${NOON},call,"Rang.\n2,bob,${NOON},login,said hello\n`
    expect(await imported(member, open)).toMatchObject({
      ...{ done: true, lines: 2, accepted: 0, rejected: 2 },
      errors: [
        {
          ...{ line: 2, code: 'open_quote', params: { lost: 1 } },
          reason: 'a quoted field is not closed: line 3 was taken for a part of it, and not read',
        },
      ],
    })
    // That it is not closed shows in line 4, which is read.
    const shown = `${open}3,cyd,${NOON},login,"late"\n4,dan,${NOON},login,\n`
    expect(await imported(member, shown)).toMatchObject({
      ...{ done: true, lines: 4, accepted: 2, rejected: 2 },
      errors: [{ line: 2, reason: expect.stringMatching(/not closed: line 3 was/) }],
    })
    expect((await stored(member)).map(({ id }) => id)).toEqual(['3', '4'])
    const mended = shown.replace('"Rang.', '"Rang."')
    expect(await imported(member, mended)).toMatchObject({ accepted: 2, duplicates: 2, rejected: 0 })
  })

  test('may have a quoted field of 2 MB, whose lines make no events either', async () => {
    const member = await newcomer()
    const inside = `2,bob,${NOON},login\n`.repeat(50_000)
    const end = await imported(member, csv(`1,"${inside}",${NOON},a`, `3,grace,${NOON},a`))
    expect(end).toMatchObject({ done: true, lines: 2, accepted: 1, rejected: 1 })
    expect(end.errors).toEqual([
      { line: 2, code: 'line_too_long', params: { most: 65_536 }, reason: 'is longer than 65536 bytes' },
    ])
  })

  test('may be our own export of activity, of anybody and with whatever texts', async () => {
    const member = await newcomer()
    const sent = eventsOf(member)
    const posted = await (await app()).post('/api/v1/events', { token: member.token, json: sent })
    expect(posted.body.accepted).toBe(sent.length)
    const text = await exported(member)
    expect(await imported(member, text)).toMatchObject({ duplicates: sent.length, rejected: 0 })
    const other = await newcomer()
    expect(await imported(other, text)).toMatchObject({ accepted: sent.length, rejected: 0 })
    const asSent = sent.map(({ properties = null, occurred_at, ...event }) => ({ ...event, properties }))
    expect(await stored(other)).toEqual(asSent.sort(byId))
    expect(await stored(member)).toEqual(asSent)
    // But for who they are there, the export is the same.
    const withoutIds = (csv: string) => readCsv(csv).map((row) => row.toSpliced(2, 3))
    expect(withoutIds(await exported(other))).toEqual(withoutIds(text))
  })

  test('may say in each line of a CSV whether it is core, and what is known of it', async () => {
    const member = await newcomer()
    const body = [
      `${HEADER},core,properties`,
      `1,grace,${NOON},a,true,"{""a"":1}"`,
      `2,grace,${NOON},a,F,`,
      `3,grace,${NOON},a,,`,
      `4,grace,${NOON},a,yes,`,
      `5,grace,${NOON},a,,{a}`,
      `6,grace,${NOON},a,,[]`,
      `7,grace,${NOON},a,,"{""n"":9007199254740993}"`,
    ].join('\n')
    const end = await imported(member, body, '?core=true')
    expect(end.errors).toMatchObject([
      { line: 5, reason: 'core must be true or false' },
      { line: 6, reason: 'properties must be a JSON object' },
      { line: 7, reason: 'properties must be an object' },
      { line: 8, reason: expect.stringMatching(/^properties\.n is a number that cannot be kept/) },
    ])
    expect(await stored(member)).toMatchObject([
      { id: '1', core: true, properties: { a: 1 } },
      { id: '2', core: false, properties: null },
      { id: '3', core: true, properties: null },
    ])
  })

  test.each([
    'application/x-ndjson',
    'application/jsonl; charset=utf-8',
    'application/x-jsonlines',
    'Application/NDJSON',
  ])('is read as NDJSON when it comes as %s', async (type) => {
    const member = await newcomer()
    const body = JSON.stringify({ id: '1', person: 'grace', occurred_at: NOON, verb: 'a' })
    for (const query of ['', '?format=ndjson']) {
      expect(await imported(member, body, query, type)).toMatchObject({ done: true, lines: 1, rejected: 0 })
    }
  })

  test.each(['text/csv', 'text/plain', 'application/octet-stream', 'application/vnd.ms-excel'])(
    'is read as CSV when it comes as %s',
    async (type) => {
      const end = await imported(await newcomer(), csv(`1,grace,${NOON},a`), '', type)
      expect(end).toMatchObject({ done: true, accepted: 1 })
    },
  )

  const typed = (body: string, type: string): Call => ({ body, headers: { 'content-type': type } })
  const utf16 = (text: string): Call => ({ body: Buffer.from(text, 'utf16le') })
  const REFUSED: Record<string, [query: string, call: Call, status: number, code: string, words: RegExp]> = {
    'UTF-16': ['', utf16(`\ufeff${csv()}`), 422, 'invalid_header', /^line 1: is UTF-16: save .* as UTF-8$/],
    'UTF-16 without a mark': ['?format=ndjson', utf16('{"id":"1"}'), 422, 'invalid_header', /is UTF-16/],
    'packed, and does not say so': [
      '',
      { body: Bun.gzipSync(new TextEncoder().encode(csv())) },
      422,
      'invalid_header',
      /^line 1: is packed: say Content-Encoding: gzip/,
    ],
    'a workbook': ['', { body: Buffer.from('PK\x03\x04…') }, 422, 'invalid_header', /: save it as CSV/],
    'in a form': [
      '',
      typed(csv(), 'multipart/form-data; boundary=x'),
      415,
      'unsupported_media_type',
      /^Send the file itself as the body, .* not in a form: curl -T history.csv\.$/,
    ],
    'what curl says of any data': [
      '',
      typed(csv(), 'application/x-www-form-urlencoded'),
      415,
      'unsupported_media_type',
      /use -T history.csv, or add -H 'content-type: text\/csv'/,
    ],
    'a JSON document': [
      '',
      typed('[]', 'application/json'),
      415,
      'unsupported_media_type',
      /one object a line, not a list\. .*POST \/api\/v1\/events/,
    ],
    'of an unknown type': [
      '?format=csv',
      typed(csv(), 'image/png'),
      415,
      'unsupported_media_type',
      /text\/csv or application\/x-ndjson, not as "image\/png"/,
    ],
    'in another encoding of letters': [
      '',
      typed(csv(), 'text/csv; charset=iso-8859-1'),
      415,
      'unsupported_media_type',
      /UTF-8, not as iso-8859-1/,
    ],
    'said to be two things': [
      '?format=csv',
      typed('', 'application/x-ndjson'),
      422,
      'invalid_value',
      /^format: is csv, and the Content-Type says ndjson/,
    ],
    'of a separator that is none': [
      '?separator=x',
      { body: csv() },
      422,
      'invalid_value',
      /^separator: must be one of comma, semicolon/,
    ],
  }

  for (const [what, [query, call, status, code, words]] of Object.entries(REFUSED)) {
    test(`that is ${what} is refused with ${status} and what to do, and leaves nothing behind`, async () => {
      const member = await newcomer()
      const path = `/api/v1/events/import${query}`
      const answer = await (await app()).post(path, { token: member.token, ...call })
      expect(answer).toMatchObject({ status, body: { code, detail: expect.stringMatching(words) } })
      expect(await stored(member)).toEqual([])
    })
  }

  async function newcomer(): Promise<Member> {
    return signUp(await app(), crypto.randomUUID())
  }

  async function exported({ token }: Member): Promise<string> {
    const json = { format: 'csv', from: '2026-11-10', to: '2026-11-10', metric_types: ['activity'] }
    return (await (await app()).post('/api/v1/metrics/export', { token, json })).text
  }

  /** The last line of the answer. */
  async function imported({ token }: Member, body: string, query = '', type?: string): Promise<any> {
    const headers = type === undefined ? {} : { 'content-type': type }
    const answer = await (await app()).post(`/api/v1/events/import${query}`, { token, body, headers })
    if (answer.status !== 200) throw new Error(`import: ${answer.text}`)
    return JSON.parse(answer.text.trim().split('\n').at(-1) ?? '')
  }

  /** Those of whom an app reported, by their ids. */
  async function stored(member: Member) {
    return storedEvents(await app(), member)
  }
})

function eventsOf({ member_id }: Member) {
  const texts = ['=1+1', "'=1+1", "'quoted'", '-5', '+49 30', '@home', ' spaces ', 'a;"b",c', 'x\ny\r\nz']
  const tracked = [...texts, '\ufeffzoë 🙂', '\tx', '2,bob'].map((text, i) => ({
    id: `${text} ${i}`,
    person: `${text} ${i % 4}`,
    verb: text,
    core: i % 2 === 0,
    properties: i % 3 === 0 ? { text, '"': [i, null] } : undefined,
  }))
  const own = { id: 'own', person: member_id, verb: 'own', core: true, properties: undefined }
  return [...tracked, own].map((event) => ({ ...event, occurred_at: NOON })).sort(byId)
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}

/** Those that were sent; signing up made one, too. */
async function storedEvents(app: TestApp, member: Member) {
  const rows = await app.context.db.for(member.organization_id).read((q) => {
    const { activity_events, people } = q.tables
    return Promise.all([
      q.select().from(activity_events).where(q.mine(activity_events)),
      q.select().from(people).where(q.mine(people)),
    ])
  })
  const names = new Map(rows[1].map(({ id, external_id }) => [id, external_id ?? id]))
  return rows[0]
    .filter(({ verb }) => verb !== 'sign_in')
    .map(({ id, person_id, verb, core, properties }) => ({
      ...{ id, person: names.get(person_id) ?? '', verb, core, properties },
    }))
    .sort(byId)
}
