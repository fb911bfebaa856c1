import { expect, test } from 'bun:test'
import { dateToDay, dayToDate } from '../src/lib/time/local-days.ts'
import { DAILY_METRIC_NAMES } from '../src/metrics/read/daily-metrics.ts'
import { importEvents, readDashboard } from './activity.ts'
import { onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import golden from './data/golden.json'
import { historyLines, importLines } from './histories.ts'
import { listening } from './listening.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { dateOf, readCsv, readXlsx, type SheetRead } from './spreadsheets.ts'
import { invite, joinAs, switchTo } from './teams.ts'

const PATH = '/api/v1/metrics/export'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const HOUR = 3_600_000
/** The test clock stands at noon of this day. */
const TODAY = '2026-11-20'
const ACTIVITY = ['activity']
const EVENT_COLUMNS = [
  'occurred_at',
  'id',
  'person_id',
  'person_external_id',
  'person_name',
  'verb',
  'core',
  'properties',
]

interface Download {
  status: number
  headers: Headers
  bytes: Uint8Array
  /** With its byte order mark. */
  text: string
  /** Where it is JSON. */
  body: any
}

onEachEngine('An export', (engine) => {
  const app = sharedApp(engine)
  const download = async (member: Member, json: object) => downloadFrom(await app(), member, json)
  const report = async ({ token }: Member, ...events: object[]) => {
    const answer = await (await app()).post('/api/v1/events', { token, json: events })
    expect(answer.body).toMatchObject({ accepted: events.length })
  }
  const newcomer = async (name: string, zone?: string) => signUp(await app(), `export-${name}`, zone)

  test('holds the figures of the trends and of the dashboard to the last digit, in each format', async () => {
    const member = await newcomer('caddy', golden.caddy.time_zone)
    await importLines(await app(), member, await historyLines('caddy'))
    const days = Object.keys(golden.caddy.days).sort()
    const from = days[Math.floor(days.length / 2)] as string
    const to = later(from, 40)
    const { body } = await download(member, { format: 'json', from, to })
    const trends = await (await app()).get(`/api/v1/metrics/trends?from=${from}&to=${to}`, member)
    const values = DAILY_METRIC_NAMES.flatMap((metric) =>
      trends.body.series[metric].map(({ available_on: _, ...point }: any) => ({
        ...{ metric, reason: null, code: null },
        ...point,
      })),
    )
    expect(values.filter(({ value }) => value !== null && !Number.isInteger(value)).length).toBeGreaterThan(
      50,
    )
    const found = body.metrics.map(({ unit: _, ...row }: any) => row)
    expect(found.toSorted(byDateAndMetric)).toEqual(values.toSorted(byDateAndMetric))
    for (const at of [0, 17, 40]) {
      const date = later(from, at)
      const { user_metrics: users, engagement_metrics: engagement } = await readDashboard(
        await app(),
        member,
        date,
      )
      const figures = Object.fromEntries(
        body.metrics.filter((row: any) => row.date === date).map(({ metric, value }: any) => [metric, value]),
      )
      expect(figures).toMatchObject({
        total_users: users.total_users,
        new_users: users.new_users_today,
        daily_active_users: engagement.daily_active_users,
        avg_session_duration: engagement.avg_session_duration,
        engagement_score: engagement.engagement_score,
      })
    }
    const csv = readCsv((await download(member, { format: 'csv', from, to })).text.slice(1))
    expect(csv.slice(1).map((row) => row.slice(0, 7))).toEqual(
      body.metrics.map(({ date, metric, value, complete, unit, reason, code }: any) =>
        [date, metric, value ?? '', complete, unit, reason ?? '', code ?? ''].map(String),
      ),
    )
    const sheet = sheetOf(await download(member, { format: 'xlsx', from, to }), 'Metrics')
    expect(sheet.rows.slice(1).map(metricRowOf)).toEqual(body.metrics)
  }, 60_000)

  test('says what it is of, and how many rows are to come', async () => {
    const ada = await newcomer('ada', 'America/New_York')
    const { status, headers, body } = await download(ada, {
      format: 'json',
      from: '2026-11-18',
      to: TODAY,
      metric_types: ['sessions', 'total_users'],
    })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual([
      'organization_id',
      'time_zone',
      'from',
      'to',
      'generated_at',
      'metric_version',
      'partial',
      'metrics',
    ])
    expect(body).toMatchObject({
      organization_id: ada.organization_id,
      time_zone: 'America/New_York',
      from: '2026-11-18',
      to: TODAY,
      generated_at: '2026-11-20T12:00:00.000Z',
      metric_version: 1,
      partial: true,
    })
    const unborn = { value: null, complete: true, reason: 'before the organization began', code: 'not_begun' }
    const today = { date: TODAY, value: 1, complete: false, reason: null, code: null }
    expect(body.metrics.slice(2)).toEqual([
      { date: '2026-11-19', metric: 'total_users', unit: 'people', ...unborn },
      { date: '2026-11-19', metric: 'sessions', unit: 'sessions', ...unborn },
      { ...today, metric: 'total_users', unit: 'people' },
      { ...today, metric: 'sessions', unit: 'sessions' },
    ])
    const named = Object.fromEntries(headers)
    expect(named).toMatchObject({
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="almanac-export-ada-s-2026-11-18-2026-11-20.json"',
      'cache-control': 'no-store',
      'x-total-rows': '6',
      'x-time-zone': 'America/New_York',
      'x-generated-at': '2026-11-20T12:00:00.000Z',
      'x-metric-version': '1',
      'x-partial': 'true',
    })
  })

  test('without what was never is blank there, not zero', async () => {
    const grace = await newcomer('grace')
    const asked = { from: '2026-11-19', to: TODAY, metric_types: ['new_users', 'weekly_active_users'] }
    const { text, headers } = await download(grace, { format: 'csv', ...asked })
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(text).toBe(
      [
        '\ufeffdate,metric,value,complete,unit,reason,code,time_zone,generated_at,metric_version',
        '2026-11-19,new_users,,true,people,before the organization began,not_begun,UTC,2026-11-20T12:00:00.000Z,1',
        '2026-11-19,weekly_active_users,,true,people,before the organization began,not_begun,UTC,2026-11-20T12:00:00.000Z,1',
        '2026-11-20,new_users,1,false,people,,,UTC,2026-11-20T12:00:00.000Z,1',
        '2026-11-20,weekly_active_users,,false,people,the day has not ended,day_not_over,UTC,2026-11-20T12:00:00.000Z,1',
        '',
      ].join('\r\n'),
    )
    const sheet = sheetOf(await download(grace, { format: 'excel', ...asked }), 'Metrics')
    expect(sheet.rows.slice(1).map(({ C }) => C?.value)).toEqual([undefined, undefined, 1, undefined])
  })

  test('as a workbook has real dates and numbers with formats, bold headers in sight, and says what they are', async () => {
    const hedy = await newcomer('hedy', 'Asia/Tokyo')
    const asked = { from: '2026-11-19', to: '2026-11-20', metric_types: ['engagement_metrics', 'activity'] }
    const got = await download(hedy, { format: 'xlsx', ...asked })
    expect(got.headers.get('content-type')).toBe(XLSX)
    expect(got.headers.get('content-disposition')).toEndWith('-2026-11-19-2026-11-20.xlsx"')
    const sheets = readXlsx(got.bytes)
    expect([...sheets.keys()]).toEqual(['Metrics', 'Activity', 'About'])
    for (const { rows, frozenRows } of sheets.values()) {
      expect(frozenRows).toBe(1)
      expect(new Set(Object.values(rows[0]!).map(({ look }) => look))).toEqual(new Set(['bold']))
    }
    const { A: date, C: value } = sheets.get('Metrics')!.rows[10]!
    expect(date).toEqual({ type: 'n', value: 46_346, look: 'yyyy\\-mm\\-dd' })
    expect(value).toMatchObject({ type: 'n', value: 1, look: 'format 3' })
    const signedIn = sheets.get('Activity')!.rows[1]!
    expect(signedIn.A).toMatchObject({ type: 'n', look: 'yyyy\\-mm\\-dd\\ hh:mm:ss.000' })
    expect(dateOf(signedIn.A!.value)).toBe('2026-11-20T12:00:00.000Z')
    expect(signedIn.F).toMatchObject({ type: 'inlineStr', value: 'sign_in' })
    expect(signedIn.G).toMatchObject({ type: 'b', value: false })
    const about = Object.fromEntries(sheets.get('About')!.rows.map(({ A, B }) => [A?.value, B?.value]))
    expect(about).toMatchObject({
      organization: "export-hedy's",
      organization_id: hedy.organization_id,
      time_zone: 'Asia/Tokyo',
      from: '2026-11-19',
      to: '2026-11-20',
      generated_at: '2026-11-20T12:00:00.000Z',
      metric_version: 1,
      partial: true,
    })
    expect(Object.keys(about)).toContainValues([...DAILY_METRIC_NAMES])
  })

  const NASTY = [
    "=cmd|' /C calc'!A0",
    '+1+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    'a "quoted", text',
    'two\r\nlines\n',
    '  ends with spaces  ',
    'Ünïcödé 💥 \u202e',
    '\u0001\u0008\u000b\u001f\u007f',
    '\ufffe\uffff',
    '_x0041_ _x005F_x0041_',
    '<b>&amp;</b> ]]>',
  ]

  test('keeps every text as it is: none becomes a formula, and none breaks the file', async () => {
    const eve = await newcomer('eve')
    const events = NASTY.map((text, i) => ({
      id: `${text}${i}`,
      person: text,
      verb: text,
      occurred_at: `2026-11-10T00:00:${String(i).padStart(2, '0')}Z`,
      properties: { text, half: '\ud800' },
    }))
    await report(eve, ...events)
    for (const text of NASTY) {
      const path = `/api/v1/people/${encodeURIComponent(text)}`
      expect((await (await app()).put(path, { token: eve.token, json: { name: `${text}.` } })).status).toBe(
        200,
      )
    }
    const asked = { from: '2026-11-10', to: '2026-11-10', metric_types: ACTIVITY }
    const { body } = await download(eve, { format: 'json', ...asked })
    const told = ({ id, person_external_id: person, verb, person_name }: any) => [
      id,
      person,
      person_name,
      verb,
    ]
    const expected = NASTY.map((text, i) => [`${text}${i}`, text, `${text}.`, text])
    expect(body.activity.map(told)).toEqual(expected)
    expect(body.activity.map(({ properties }: any) => properties)).toEqual(
      NASTY.map((text) => ({ text, half: '\ud800' })),
    )
    const [header, ...rows] = readCsv((await download(eve, { format: 'csv', ...asked })).text.slice(1))
    expect(header).toEqual(EVENT_COLUMNS)
    const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
    expect(rows.map(([, id, , person, name, verb]) => [id, person, name, verb])).toEqual(
      expected.map((texts) => texts.map(harmless)),
    )
    const sheet = sheetOf(await download(eve, { format: 'xlsx', ...asked }), 'Activity')
    const cells = sheet.rows.slice(1).map(({ B, D, E, F }) => [B!, D!, E!, F!])
    expect(cells.map((row) => row.map(({ value }) => value))).toEqual(expected)
    expect(new Set(cells.flat().map(({ type }) => type))).toEqual(new Set(['inlineStr']))
  })

  test('of activity has every event once, by instant and then by id, wherever a page ends', async () => {
    const member = await newcomer('many')
    const start = Date.parse('2026-11-01T00:00:00Z')
    // Four hundred at a time in the same instant: pages end within them.
    const events = Array.from({ length: 5_000 }, (_, i) => ({
      id: `e-${String((i * 7_919) % 5_000).padStart(4, '0')}`,
      person: `p-${i % 1_000}`,
      at: start + Math.floor(((i * 7_919) % 5_000) / 400) * 16 * HOUR,
      core: i % 3 === 0,
    }))
    await importEvents(await app(), member, events)
    const { headers, body } = await download(member, {
      format: 'json',
      from: '2026-11-01',
      to: '2026-11-10',
      metric_types: ACTIVITY,
    })
    expect(headers.get('x-total-rows')).toBe('5000')
    expect(body.metrics).toBeUndefined()
    const found = body.activity.map((one: any) => [one.occurred_at, one.id, one.person_external_id, one.core])
    const sorted = events.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    expect(found).toEqual(
      sorted.map(({ id, person, at, core }) => [new Date(at).toISOString(), id, person, core]),
    )
  }, 60_000)

  test('of activity holds the local days, where a clock is set forward and where a date returns', async () => {
    const york = await newcomer('york', 'America/New_York')
    const at = (occurred_at: string) => ({ id: occurred_at, person: 'p', verb: 'v', occurred_at })
    const inside = ['2026-03-08T05:00:00.000Z', '2026-03-08T07:00:00.000Z', '2026-03-09T03:59:59.999Z']
    await report(york, ...[...inside, '2026-03-08T04:59:59.999Z', '2026-03-09T04:00:00.000Z'].map(at))
    const idsOn = async (member: Member, date: string) => {
      const { headers, body } = await download(member, {
        format: 'json',
        from: date,
        to: date,
        metric_types: ['activity', 'daily_active_users'],
      })
      expect(Number(headers.get('x-total-rows'))).toBe(body.activity.length + 1)
      expect(body.metrics[0]).toMatchObject({ date, value: 1 })
      return body.activity.map(({ id }: any) => id)
    }
    expect(await idsOn(york, '2026-03-08')).toEqual(inside)
    // At 00:01 of the 29th it was 23:01 of the 28th once more.
    const john = await newcomer('john', 'America/St_Johns')
    const [early, back, again] = ['2006-10-29T02:30:30Z', '2006-10-29T02:45:00Z', '2006-10-29T03:30:00Z']
    await report(john, at(early!), at(back!), at(again!))
    expect(await idsOn(john, '2006-10-28')).toEqual([back])
    expect(await idsOn(john, '2006-10-29')).toEqual([early, again])
  })

  test('of activity is of the moment at which it began: what comes meanwhile is left out', async () => {
    const member = await newcomer('meanwhile')
    const { clock } = await app()
    await importEvents(await app(), member, manyOn('2026-11-05', 1_200))
    const asked = { format: 'csv', from: '2026-11-05', to: '2026-11-06', metric_types: ACTIVITY }
    const reader = (await streamFrom(await app(), member, asked)).body!.getReader()
    const parts = [await reader.read(), await reader.read(), await reader.read()]
    const before = clock.at
    clock.at += 1
    await report(member, { id: 'late', person: 'p', verb: 'v', occurred_at: '2026-11-06T00:00:00Z' })
    for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part)
    const text = Buffer.concat(parts.map(({ value }) => value!)).toString()
    expect(readCsv(text.slice(1))).toHaveLength(1_201)
    expect(text).not.toContain('late')
    expect((await download(member, asked)).text).toContain('late')
    clock.at = before
  })

  test('reads no further than what is asked for, and stops when the client goes', async () => {
    const member = await newcomer('leaving')
    await importEvents(await app(), member, manyOn('2026-11-05', 3_000))
    const { stats } = (await app()).context.db
    const asked = { format: 'json', from: '2026-11-05', to: '2026-11-05', metric_types: ACTIVITY }
    const open = async () => (await streamFrom(await app(), member, asked)).body!.getReader()
    const whole = await open()
    const before = stats.count
    for (let part = await whole.read(); !part.done; part = await whole.read()) {
      // Only what it costs is of interest.
    }
    // Six full ones, and one that finds nothing more. What ends a transaction may be on its way still.
    while ((stats.count - before) % 7 > 0) await Bun.sleep(10)
    const queriesOfPage = (stats.count - before) / 7
    expect(queriesOfPage).toBeGreaterThanOrEqual(1)
    const reader = await open()
    const opened = stats.count
    while (stats.count === opened) await reader.read()
    while (stats.count - opened < queriesOfPage) await Bun.sleep(10)
    await reader.cancel()
    await Bun.sleep(50)
    expect(stats.count - opened).toBe(queriesOfPage)
  })

  test('ends without its end for whoever loses access meanwhile', async () => {
    const member = await newcomer('losing')
    const colleague = await joinAs(await app(), member, 'export-colleague', 'viewer')
    await importEvents(await app(), member, manyOn('2026-11-05', 3_000))
    const asked = { format: 'csv', from: '2026-11-05', to: '2026-11-05', metric_types: ACTIVITY }
    const token = { authorization: `Bearer ${member.token}` }
    const begin = async (headers: Record<string, string>) => {
      const all = { 'content-type': 'application/json', ...headers }
      const request = new Request(`http://localhost${PATH}`, {
        method: 'POST',
        headers: all,
        body: JSON.stringify(asked),
      })
      const reader = (await (await app()).app.handle(request)).body!.getReader()
      await reader.read()
      return reader
    }
    const rest = async (reader: Awaited<ReturnType<typeof begin>>) => {
      let bytes = 0
      for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.length
      return bytes
    }
    const key = await apiKey(await app(), member, 'read')
    const [{ id }] = (await (await app()).get('/api/v1/api-keys', member)).body.items
    const [ofKey, ofColleague, ofMember] = [
      await begin({ 'x-api-key': key }),
      await begin({ authorization: `Bearer ${colleague.token}` }),
      await begin(token),
    ]
    expect((await (await app()).delete(`/api/v1/api-keys/${id}`, member)).status).toBe(204)
    const suspended = await (await app()).call('PATCH', `/api/v1/members/${colleague.member_id}`, {
      token: member.token,
      json: { status: 'suspended' },
    })
    expect(suspended.status).toBe(200)
    await expect(rest(ofKey)).rejects.toThrow('stopped')
    await expect(rest(ofColleague)).rejects.toThrow('stopped')
    expect(await rest(ofMember)).toBeGreaterThan(100_000)
    const ofMemberAbroad = await begin(token)
    const elsewhere = await newcomer('elsewhere')
    const invitation = await invite(await app(), elsewhere, member.email, 'viewer')
    const accepted = await (await app()).post('/api/v1/invitations/accept', {
      token: member.token,
      json: { token: invitation },
    })
    expect(accepted.status).toBeLessThan(300)
    await switchTo(await app(), member, elsewhere.organization_id)
    expect(await rest(ofMemberAbroad)).toBeGreaterThan(100_000)
    await switchTo(await app(), member, member.organization_id)
    const ofMemberGone = await begin(token)
    expect((await (await app()).post('/api/v1/auth/signout', member)).status).toBe(204)
    await expect(rest(ofMemberGone)).rejects.toThrow('stopped')
  })

  test('of large properties comes in small parts, so that others have their turn', async () => {
    const member = await newcomer('large')
    const properties = { words: '\u007f'.repeat(16_000) }
    const events = Array.from({ length: 200 }, (_, i) =>
      JSON.stringify({ id: `${i}`, person: 'p', verb: 'v', occurred_at: '2026-11-05T12:00:00Z', properties }),
    )
    const path = '/api/v1/events/import?format=ndjson'
    await (await app()).post(path, { token: member.token, body: events.join('\n') })
    const asked = { format: 'json', from: '2026-11-05', to: '2026-11-05', metric_types: ACTIVITY }
    const parts: string[] = []
    const decoder = new TextDecoder()
    for await (const part of (await streamFrom(await app(), member, asked)).body!) {
      parts.push(decoder.decode(part))
    }
    expect(JSON.parse(parts.join('')).activity).toHaveLength(200)
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(160_000)
  })

  test('of days without events is whole all the same', async () => {
    const member = await newcomer('empty')
    const asked = { from: '2026-11-01', to: '2026-11-02', metric_types: ACTIVITY }
    const { body, headers } = await download(member, { format: 'json', ...asked })
    expect([body.activity, headers.get('x-total-rows')]).toEqual([[], '0'])
    expect((await download(member, { format: 'csv', ...asked })).text).toBe(`\ufeff${EVENT_COLUMNS}\r\n`)
    expect(sheetOf(await download(member, { format: 'xlsx', ...asked }), 'Activity').rows).toHaveLength(1)
  })

  test('may be of one day and of 366, or of whole days that end yesterday', async () => {
    const zoned = await newcomer('ranges', 'America/New_York')
    const { clock } = await app()
    const before = clock.at
    // Still the 19th in New York.
    clock.at = Date.parse('2026-11-20T04:59:00Z')
    for (const [range, from, to, days] of [
      [{ date_range: '7d' }, '2026-11-12', '2026-11-18', 7],
      [{ date_range: '30d' }, '2026-10-20', '2026-11-18', 30],
      [{ date_range: '90d' }, '2026-08-21', '2026-11-18', 90],
      [{ date_range: '365d' }, '2025-11-19', '2026-11-18', 365],
      [{ date_range: '7d', include_today: true }, '2026-11-12', '2026-11-19', 8],
      [{ date_range: '7d', include_today: false }, '2026-11-12', '2026-11-18', 7],
      [{ from: '2026-11-18', to: '2026-11-18' }, '2026-11-18', '2026-11-18', 1],
      [{ from: '2025-11-19', to: '2026-11-19' }, '2025-11-19', '2026-11-19', 366],
      [{ from: '0001-01-01', to: '0001-01-02' }, '0001-01-01', '0001-01-02', 2],
    ] as const) {
      const { body } = await download(zoned, { format: 'json', ...range })
      expect([body.from, body.to, body.partial]).toEqual([from, to, to === '2026-11-19'])
      const dates = body.metrics.map(({ date }: any) => date)
      expect([dates[0], dates.at(-1), dates.length]).toEqual([from, to, days * DAILY_METRIC_NAMES.length])
      const sheet = sheetOf(await download(zoned, { format: 'xlsx', ...range }), 'Metrics')
      expect(sheet.rows).toHaveLength(1 + dates.length)
    }
    clock.at = before
  })

  test('of an organization that began today has its events where today is asked for', async () => {
    const member = await newcomer('first-day')
    const { clock, post } = await app()
    const json = { id: 'first', person: 'grace', verb: 'login' }
    await post('/api/v1/events', { token: member.token, json })
    const asked = { format: 'json', date_range: '30d', metric_types: ['daily_active_users', 'activity'] }
    expect((await download(member, asked)).body.activity).toEqual([])
    const { body } = await download(member, { ...asked, include_today: true })
    expect(body.activity.map(({ id }: any) => id)).toContain('first')
    const today = new Date(clock.at).toISOString().slice(0, 10)
    expect(body.metrics.at(-1)).toMatchObject({ date: today, value: 2, complete: false })
    expect([body.partial, body.metrics.length]).toEqual([true, 31])
  })

  test('takes metrics by name and by group, in the order of their definition', async () => {
    const member = await newcomer('types')
    const metricsOf = async (...metric_types: string[]) => {
      const asked = { format: 'json', from: TODAY, to: TODAY, metric_types }
      return (await download(member, asked)).body.metrics.map(({ metric }: any) => metric)
    }
    const users = [
      'total_users',
      'new_users',
      'growth_rate',
      'active_users_growth_rate',
      'new_users_growth_rate',
      'user_retention',
    ]
    const work = ['tasks_created', 'tasks_completed']
    const content = ['content_created', 'content_published', 'avg_generation_time']
    const hiring = ['applications', 'hires']
    const chat = ['messages', 'active_chatters', 'weekly_active_chatters']
    const rest = DAILY_METRIC_NAMES.filter(
      (name) => ![...users, ...work, ...content, ...hiring, ...chat].includes(name),
    )
    expect(await metricsOf('user_metrics')).toEqual(users)
    expect(await metricsOf('engagement_metrics')).toEqual(rest)
    expect(await metricsOf('work_metrics')).toEqual(work)
    expect(await metricsOf('content_metrics')).toEqual(content)
    expect(await metricsOf('chat_metrics')).toEqual(chat)
    expect(await metricsOf('sessions', 'user_metrics', 'sessions', 'daily_active_users')).toEqual(
      DAILY_METRIC_NAMES.filter((name) => [...users, 'sessions', 'daily_active_users'].includes(name)),
    )
  })

  test('has the fields that the OpenAPI document names, and no others', async () => {
    const member = await newcomer('documented')
    const asked = { format: 'json', from: TODAY, to: TODAY, metric_types: ['sessions', 'activity'] }
    const { body } = await download(member, asked)
    const { paths, components } = (await (await app()).get('/openapi.json')).body
    const named = (one: any) => (one.$ref ? components.schemas[one.$ref.split('/').at(-1)] : one)
    const schema = named(paths[PATH].post.responses['200'].content['application/json'].schema)
    const fieldsOf = (one: any) => Object.keys(named(one).properties)
    expect(Object.keys(body)).toEqual(fieldsOf(schema))
    for (const table of ['metrics', 'activity']) {
      expect(Object.keys(body[table][0])).toEqual(fieldsOf(schema.properties[table].items))
    }
  })

  const DAY = { from: TODAY, to: TODAY }
  const REFUSED: [asked: object, field: string, says: RegExp][] = [
    [{ format: 'pdf', ...DAY }, 'format', /must be one of json, csv, xlsx, excel/],
    [DAY, 'format', /is required/],
    [{ format: 'json' }, 'date_range', /is required, unless there are from and to/],
    [{ format: 'json', date_range: '8d' }, 'date_range', /must be one of 7d, 30d, 90d, 365d/],
    [{ format: 'json', date_range: '7d', to: TODAY }, 'date_range', /stands alone/],
    [{ format: 'json', ...DAY, include_today: true }, 'include_today', /goes with date_range/],
    [{ format: 'json', from: TODAY }, 'to', /is required with from/],
    [{ format: 'json', to: TODAY }, 'from', /is required with to/],
    [{ format: 'json', from: '2026-02-30', to: TODAY }, 'from', /must be a date/],
    [{ format: 'json', from: TODAY, to: '2026-11-21' }, 'to', /in the future: today is 2026-11-20/],
    [{ format: 'json', from: TODAY, to: '2026-11-19' }, 'from', /is after "to"/],
    [{ format: 'json', from: '2025-11-19', to: TODAY }, 'from', /more than 366 days/],
    [{ format: 'json', ...DAY, metric_types: [] }, 'metric_types', /some of total_users/],
    [
      { format: 'json', ...DAY, metric_types: ['revenue'] },
      'metric_types',
      /some of total_users, .*stickiness, .*user_metrics, content_metrics, engagement_metrics, work_metrics, hiring_metrics, chat_metrics, activity$/,
    ],
    [
      { format: 'csv', ...DAY, metric_types: ['activity', 'sessions'] },
      'metric_types',
      /CSV holds one: ask for activity by itself, or for another format/,
    ],
  ]
  for (const [asked, field, says] of REFUSED) {
    test(`is refused for ${JSON.stringify(asked)}`, async () => {
      const { status, headers, body } = await download(
        await newcomer(`${Bun.hash(says.source + field)}`),
        asked,
      )
      expect([status, headers.get('content-type')]).toEqual([422, 'application/problem+json'])
      expect(Object.keys(body.fields)).toEqual([field])
      expect(body.detail).toMatch(says)
    })
  }

  test('is each organization’s own', async () => {
    const [mallory, trent] = [await newcomer('mallory'), await newcomer('trent')]
    const event = { id: 'the same', person: 'one of them', occurred_at: '2026-11-19T12:00:00Z' }
    await report(mallory, { ...event, verb: 'of mallory' })
    await report(trent, { ...event, verb: 'of trent' })
    for (const [member, verb] of [
      [mallory, 'of mallory'],
      [trent, 'of trent'],
    ] as const) {
      const { body } = await download(member, {
        format: 'json',
        from: '2026-11-19',
        to: '2026-11-19',
        metric_types: ['activity', 'daily_active_users'],
      })
      expect(body.activity.map((one: any) => one.verb)).toEqual([verb])
      expect(body.metrics.map(({ value }: any) => value)).toEqual([1])
    }
  })

  test('takes no Idempotency-Key: the same key gives the next export, and nothing is kept', async () => {
    const member = await newcomer('keyed')
    const send = async (to: string) =>
      (await app()).post(PATH, {
        token: member.token,
        headers: { 'idempotency-key': 'mine' },
        json: { format: 'json', from: '2026-11-18', to },
      })
    for (const to of ['2026-11-18', '2026-11-19']) {
      const { status, headers, body } = await send(to)
      expect([status, body.to, headers.get('idempotent-replayed')]).toEqual([200, to, null])
    }
    const kept = await (await app()).context.db.for(member.organization_id).read((q) => {
      const { idempotent_writes } = q.tables
      return q.select().from(idempotent_writes).where(q.mine(idempotent_writes))
    })
    expect(kept).toEqual([])
  })

  test('that breaks in the middle ends without its end', async () => {
    await using own = await testApp(engine)
    const member = await signUp(own, 'broken')
    const long = { words: 'x'.repeat(8_000) }
    const events = Array.from({ length: 2_400 }, (_, i) =>
      JSON.stringify({
        id: `${i}`,
        person: 'p',
        verb: 'v',
        occurred_at: '2026-11-05T12:00:00Z',
        properties: long,
      }),
    )
    await own.post('/api/v1/events/import?format=ndjson', { token: member.token, body: events.join('\n') })
    const server = listening(own)
    try {
      const answer = await fetch(`${server.url}${PATH}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${member.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ format: 'csv', from: '2026-11-05', to: '2026-11-05', metric_types: ACTIVITY }),
      })
      expect([answer.status, answer.headers.get('x-total-rows')]).toEqual([200, '2400'])
      // The next page finds no table.
      const { db } = own.context
      const read = db.for.bind(db)
      db.for = (id) => ({ ...read(id), read: () => Promise.reject(new Error('the disk is gone')) })
      await expect(answer.bytes()).rejects.toThrow()
    } finally {
      await server.stop()
    }
  }, 60_000)
})

onEachEngine('Exports', (engine) => {
  test('may be had ten times an hour', async () => {
    await using app = await testApp(engine, { RATE_LIMITS: 'on' })
    const ada = await signUp(app, 'ada')
    const key = await apiKey(app, ada, 'read')
    const ask = () => app.post(PATH, { key, json: { format: 'csv', date_range: '7d' } })
    for (let i = 1; i <= 10; i += 1) {
      const { status, headers } = await ask()
      expect([status, headers.get('x-ratelimit-remaining')]).toEqual([200, `${10 - i}`])
    }
    expect((await ask()).status).toBe(429)
    app.clock.at += HOUR - 1
    expect((await ask()).status).toBe(429)
    app.clock.at += 1
    expect((await ask()).status).toBe(200)
  })
})

async function streamFrom(app: TestApp, { token }: Member, json: object): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return app.app.handle(
    new Request(`http://localhost${PATH}`, { method: 'POST', headers, body: JSON.stringify(json) }),
  )
}

async function downloadFrom(app: TestApp, member: Member, json: object): Promise<Download> {
  const answer = await streamFrom(app, member, json)
  const bytes = await answer.bytes()
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const isJson = answer.headers.get('content-type')?.includes('json')
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  }
}

function sheetOf({ bytes }: Download, name: string): SheetRead {
  const sheet = readXlsx(bytes).get(name)
  if (!sheet) throw new Error(`there is no sheet ${name}`)
  return sheet
}

function metricRowOf(row: SheetRead['rows'][number]) {
  const { A: date, B: metric, C: value, D: complete, E: unit, F: reason, G: code } = row
  return {
    date: dateOf(date!.value).slice(0, 10),
    metric: metric!.value,
    value: value?.value ?? null,
    complete: complete!.value,
    unit: unit!.value,
    reason: reason?.value ?? null,
    code: code?.value ?? null,
  }
}

function byDateAndMetric(a: any, b: any): number {
  return `${a.date} ${a.metric}` < `${b.date} ${b.metric}` ? -1 : 1
}

function later(date: string, days: number): string {
  return dayToDate(dateToDay(date)! + days)
}

function manyOn(date: string, count: number) {
  const start = Date.parse(`${date}T00:00:00Z`)
  return Array.from({ length: count }, (_, i) => ({
    id: `${date}-${i}`,
    person: `p-${i % 10}`,
    at: start + i * 1_000,
    core: false,
  }))
}
